import { instantFromMs } from '../model/instant.ts';
import type { CredentialRefresh, TokenRequest } from '../connector-kit/connector.ts';
import { VendorError } from '../connector-kit/vendor-error.ts';
import type { Log } from '../connector-kit/vendor-session.ts';
import { authorise, isDying, type Authorisation, type AuthoriseOptions } from './authorisation.ts';

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

/** Holds the credentials of one session and renews them, once at a time. */
export class CredentialKeeper {
  readonly #options: KeeperOptions;
  #current: Authorisation;
  #renewal: Promise<Authorisation> | undefined;
  /** Renewed, but not stored yet: the old refresh token may be dead, so these must not be lost. */
  #unsaved: Authorisation | undefined;

  /** @throws ZodError, SessionOptionsError as `authorise`. */
  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#current = authorise(options.credentials, options);
    options.onSecrets(this.#current.secrets);
  }

  /** What the next request goes out with; renewed first where it is about to die. */
  async fresh(): Promise<Authorisation> {
    const { now, log } = this.#options;
    const source = this.#source();
    if (source === undefined || !isDying(this.#current, now())) return this.#current;
    return this.#renew(source).catch((error: unknown) => {
      const isAlive = (this.#current.expiresAtMs ?? 0) > now();
      if (!(isAlive && error instanceof VendorError && error.code !== 'auth')) throw error;
      const { code } = error;
      log('warn', 'Access could not be renewed ahead of time; the present one still lives.', { code });
      return this.#current;
    });
  }

  /** After the vendor refused `used`: something newer, or undefined where there is none to be had. */
  async replace(used: Authorisation): Promise<Authorisation | undefined> {
    const source = this.#source();
    if (source === undefined) return undefined;
    return used === this.#current ? this.#renew(source) : this.#current;
  }

  #source(): CredentialRefresh<unknown> | undefined {
    const { refresh } = this.#options.connector;
    return refresh?.possible(this.#current.credentials) === true ? refresh : undefined;
  }

  /** Everyone who needs it waits for the same renewal. */
  #renew(source: CredentialRefresh<unknown>): Promise<Authorisation> {
    this.#renewal ??= this.#renewed(source).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renewed(source: CredentialRefresh<unknown>): Promise<Authorisation> {
    this.#unsaved ??= await this.#asked(source);
    const renewed = this.#unsaved;
    await this.#options.saveCredentials(renewed.credentials);
    this.#current = renewed;
    this.#unsaved = undefined;
    this.#options.log('info', 'Access was renewed.');
    return renewed;
  }

  async #asked(source: CredentialRefresh<unknown>): Promise<Authorisation> {
    const { now, sendToken, unusable, onSecrets } = this.#options;
    const instant = instantFromMs(now()) ?? '';
    const credentials = await source
      .refresh(this.#current.credentials, sendToken, instant)
      .catch((error: unknown) => {
        throw isForeign(error) ? unusable() : error;
      });
    const renewed = authorise(credentials, this.#options, now());
    onSecrets(renewed.secrets);
    return renewed;
  }
}

/** A connector reads the token answer with its own schema; that error would show the answer's form to nobody's use. */
function isForeign(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ZodError' || error.name === '$ZodError');
}
