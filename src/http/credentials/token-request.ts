import type { TokenRequest } from '../../connector-kit/connector.ts';
import type { VendorRequest } from '../../connector-kit/vendor-request.ts';
import type { VendorSession } from '../../connector-kit/vendor-session.ts';
import { plainUrl } from '../base-url.ts';
import { vendorError, type Scene } from '../failures/failure.ts';
import { faultError } from '../failures/fault-error.ts';
import { parseJson } from '../parse-json.ts';
import { refusalError } from '../failures/refusal.ts';
import { scrubber, textsIn } from '../secrets.ts';
import { isSuccess } from '../failures/status-table.ts';
import type { Transport } from '../transport.ts';
import { TransportFault } from '../failures/transport-fault.ts';

export interface TokenEndpoint {
  readonly connector: Scene['connector'];
  readonly scrub: Scene['scrub'];
  /** The connector's own. */
  readonly tokenUrl: string;
  /** What the caller put in its place; already checked. */
  readonly replacement: URL | undefined;
  readonly transport: Transport;
  readonly signal: VendorSession['signal'];
  readonly now: () => number;
}

/** Makes the function with which a connector renews its credentials; it reaches one origin only and never retries. */
export function tokenRequest(endpoint: TokenEndpoint): TokenRequest {
  const { connector, signal, now, transport } = endpoint;
  return async (url, form, basicAuth) => {
    const wanted = plainUrl(url);
    // Where no answer came, new tokens may have been made, but they reached nobody: asking again costs nothing.
    const request: VendorRequest = { method: 'POST', path: wanted.pathname, idempotent: true };
    const hideForm = scrubber([...textsIn(form, 6), ...textsIn(basicAuth, 6)], '[secret]');
    const scene: Scene = { connector, request, attempt: 1, scrub: (text) => hideForm(endpoint.scrub(text)) };
    if (wanted.origin !== new URL(endpoint.tokenUrl).origin)
      throw vendorError(scene, 'auth', { said: 'may not renew access at this origin', surelyNotActed: true });
    const target = placeOf(wanted, endpoint.replacement);
    const answer = await transport
      .send(
        {
          method: 'POST',
          baseUrl: new URL(target.origin),
          target: target.pathname,
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            ...(basicAuth === undefined ? {} : { authorization: basic(basicAuth) }),
          },
          body: new URLSearchParams({ ...form }).toString(),
        },
        signal,
      )
      .catch((error: unknown) => {
        throw error instanceof TransportFault ? faultError(scene, error, now()) : error;
      });
    if (!isSuccess(answer.status)) throw tokenRefusal(scene, answer, now());
    const parsed = parseJson(answer.text);
    if ('value' in parsed) return parsed.value;
    throw vendorError(scene, 'auth', {
      said: 'sent no token: the answer is not JSON',
      details: { status: answer.status },
    });
  };
}

/** A replacement without a path moves only the origin; one with a path is the endpoint itself. */
function placeOf(wanted: URL, replacement: URL | undefined): URL {
  if (replacement === undefined) return wanted;
  return replacement.pathname === '/' ? new URL(wanted.pathname, replacement) : replacement;
}

function basic({ user, password }: { readonly user: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** Whatever a token endpoint refuses for, the account has to be connected again; unless it is merely busy. */
function tokenRefusal(...args: Parameters<typeof refusalError>): ReturnType<typeof refusalError> {
  const [scene] = args;
  const error = refusalError(...args);
  if (error.disposition.fixedBy === 'waiting') return error;
  const { status, vendorCode, correlationId } = error.details;
  return vendorError(scene, 'auth', {
    said: `refused to renew access: ${error.message}`,
    hint: 'The refresh token is expired, revoked or used up, or the app’s own credentials are wrong: have the account reconnected, and configure the new refresh token.',
    details: {
      ...(status === undefined ? {} : { status }),
      ...(vendorCode === undefined ? {} : { vendorCode }),
      ...(correlationId === undefined ? {} : { correlationId }),
    },
  });
}
