import { VendorError } from '../connector-kit/vendor-error.ts';
import type { Log } from '../connector-kit/vendor-session.ts';

/** Runs `load`; where these credentials may not read it, resolves to undefined. Every other failure passes through. */
export type OrUndefined = <T>(what: string, load: () => Promise<T>) => Promise<T | undefined>;

/** What a connection has to do without, and for want of which permission. */
export interface MissingPermission {
  /** `lookup table users`, `custom fields`, `account facts`. */
  readonly what: string;
  readonly missingScopes: readonly string[];
}

/** One connection's list of what it may not read; each is said once, in the log and in the list. */
export function permissionWatch(log: Log): {
  readonly orUndefined: OrUndefined;
  readonly missing: readonly MissingPermission[];
} {
  const missing: MissingPermission[] = [];
  return {
    missing,
    async orUndefined(what, load) {
      try {
        return await load();
      } catch (error) {
        if (!(error instanceof VendorError && error.code === 'permission')) throw error;
        if (!missing.some((known) => known.what === what)) {
          const missingScopes = error.details.missingScopes ?? [];
          missing.push({ what, missingScopes });
          log('warn', 'These credentials may not read something; fields that need it stay empty.', {
            what,
            missingScopes: missingScopes.join(' '),
          });
        }
        return undefined;
      }
    },
  };
}
