import { VendorError } from '../connector-kit/vendor-error.ts';
import type { Log } from '../connector-kit/vendor-session.ts';

/**
 * Runs `load`; where these credentials may not read it, or the account has no such thing, resolves to undefined. Every other
 * failure passes through.
 */
export type OrUndefined = <T>(what: string, load: () => Promise<T>) => Promise<T | undefined>;

/** What a connection has to do without, and why. */
export interface MissingPermission {
  /** `lookup table users`, `custom fields`, `account facts`, `participants`. */
  readonly what: string;
  /** `not-found`: the vendor knows no such address for this account, as where a product was not bought. */
  readonly reason: 'permission' | 'not-found';
  readonly missingScopes: readonly string[];
}

const warnings: Readonly<Record<MissingPermission['reason'], string>> = {
  permission: 'These credentials may not read something; fields that need it stay empty.',
  'not-found': 'The vendor has no such thing for this account; fields that need it stay empty.',
};

/** One connection's list of what it may not read; each is said once, in the log and in the list. */
export function permissionWatch(log: Log): {
  readonly orUndefined: OrUndefined;
  /** For what a connector found out by itself. */
  readonly tell: (what: string, refusal: VendorError) => void;
  readonly missing: readonly MissingPermission[];
} {
  const missing: MissingPermission[] = [];
  const note = (what: string, reason: MissingPermission['reason'], { details }: VendorError): void => {
    if (missing.some((known) => known.what === what)) return;
    const missingScopes = details.missingScopes ?? [];
    missing.push({ what, reason, missingScopes });
    log('warn', warnings[reason], { what, missingScopes: missingScopes.join(' ') });
  };
  return {
    missing,
    tell: (what, refusal) => note(what, refusal.code === 'not-found' ? 'not-found' : 'permission', refusal),
    async orUndefined(what, load) {
      try {
        return await load();
      } catch (error) {
        if (!(error instanceof VendorError)) throw error;
        const { code: reason } = error;
        if (reason !== 'permission' && reason !== 'not-found') throw error;
        note(what, reason, error);
        return undefined;
      }
    },
  };
}
