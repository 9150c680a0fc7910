import { instantFromMs } from '../model/instant.ts';
import type { CredentialRefresh, TokenRequest } from '../connector-kit/connector.ts';
import { VendorError } from '../connector-kit/vendor-error.ts';
import type { Log } from '../connector-kit/vendor-session.ts';
import { authorise, isDying, type Authorisation, type AuthoriseOptions } from './authorisation.ts';

/** Holds the credentials of one session and renews them, once at a time. */
export interface CredentialKeeper {
  readonly current: Authorisation;
  /** What the next request goes out with; renewed first where it is about to die. */
  fresh(): Promise<Authorisation>;
  /** After the vendor refused `used`: something newer, or undefined where there is none to be had. */
  replace(used: Authorisation): Promise<Authorisation | undefined>;
}

export interface KeeperOptions extends AuthoriseOptions {
  readonly credentials: unknown;
  readonly sendToken: TokenRequest;
  readonly saveCredentials: (credentials: unknown) => Promise<void>;
  /** Told of secrets before they are used. */
  readonly onSecrets: (secrets: readonly string[]) => void;
  readonly now: () => number;
  readonly log: Log;
  /** Makes the error for a token answer the connector could not read. */
  readonly unusable: () => VendorError;
}

/** @throws ZodError, SessionOptionsError as `authorise`. */
export function openKeeper(options: KeeperOptions): CredentialKeeper {
  const { refresh } = options.connector;
  const { now, log } = options;
  let current = authorise(options.credentials, options);
  options.onSecrets(current.secrets);
  let renewal: Promise<Authorisation> | undefined;
  /** Renewed, but not stored yet: the old refresh token may be dead, so these must not be lost. */
  let unsaved: Authorisation | undefined;

  async function renewed(source: CredentialRefresh<unknown>): Promise<Authorisation> {
    if (unsaved === undefined) {
      const instant = instantFromMs(now()) ?? '';
      const credentials = await source
        .refresh(current.credentials, options.sendToken, instant)
        .catch(asVendorError);
      unsaved = authorise(credentials, options, now());
      options.onSecrets(unsaved.secrets);
    }
    await options.saveCredentials(unsaved.credentials);
    current = unsaved;
    unsaved = undefined;
    log('info', 'Access was renewed.');
    return current;
  }

  function asVendorError(error: unknown): never {
    throw isForeign(error) ? options.unusable() : error;
  }

  /** Everyone who needs it waits for the same renewal. */
  function renew(source: CredentialRefresh<unknown>): Promise<Authorisation> {
    renewal ??= renewed(source).finally(() => {
      renewal = undefined;
    });
    return renewal;
  }

  return {
    get current() {
      return current;
    },
    async fresh() {
      if (refresh === undefined || !isDying(current, now()) || !refresh.possible(current.credentials))
        return current;
      return renew(refresh).catch((error: unknown) => {
        const isAlive = (current.expiresAtMs ?? 0) > now();
        if (!(isAlive && error instanceof VendorError && error.code !== 'auth')) throw error;
        log('warn', 'Access could not be renewed ahead of time; the present one still lives.', {
          code: error.code,
        });
        return current;
      });
    },
    async replace(used) {
      if (refresh === undefined || !refresh.possible(current.credentials)) return undefined;
      return used === current ? renew(refresh) : current;
    },
  };
}

/** A connector reads the token answer with its own schema; that error would show the answer's form to nobody's use. */
function isForeign(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ZodError' || error.name === '$ZodError');
}
