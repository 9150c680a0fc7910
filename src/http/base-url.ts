import { isLoopbackHost, isPrivateAddress } from './addresses.ts';
import { SessionOptionsError } from './session-error.ts';

export interface OriginRules {
  /** `https://api.example.com`, or `https://*.example.com` for any subdomain. */
  readonly origins: readonly string[];
  readonly allowCustomOrigin: boolean;
}

/**
 * Checks where requests would go. This machine is always allowed, a vendor's own origins too, others only on demand.
 *
 * @throws SessionOptionsError where the URL is no plain base URL or its origin is not allowed.
 */
export function checkedBaseUrl(text: string, rules: OriginRules): URL {
  const url = plainUrl(text);
  if (isLoopbackHost(url.hostname) && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  if (url.protocol !== 'https:') throw refused(url, 'Only https is allowed outside this machine.');
  if (isVendorOrigin(url, rules.origins)) return url;
  if (!rules.allowCustomOrigin) {
    throw refused(url, isPrivateAddress(url.hostname) ? privateHint : customHint);
  }
  return url;
}

/** A URL of origin and path alone, without a slash at its end. */
export function plainUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.origin === 'null')
    throw new SessionOptionsError('A base URL is not a URL.', {
      hint: 'Write it with its scheme, such as https://api.example.com.',
    });
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw refused(url, 'Leave user, password, query and fragment out of it.');
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}

const customHint = 'Allow a custom origin explicitly if the credentials may be sent there.';
const privateHint =
  'It is an address of a private network; allow a custom origin explicitly if that is meant.';

function refused(url: URL, hint: string): SessionOptionsError {
  const origin = url.origin;
  return new SessionOptionsError('Requests may not be sent to this origin.', { hint, context: { origin } });
}

function isVendorOrigin(url: URL, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const [scheme, host = ''] = pattern.split('://');
    if (`${scheme}:` !== url.protocol) return false;
    return host.startsWith('*.') ? url.host.endsWith(host.slice(1)) : url.host === host;
  });
}
