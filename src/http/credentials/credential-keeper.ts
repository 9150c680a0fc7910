import { isDeepStrictEqual } from 'node:util';
import { instantFromMs } from '../../model/instant.ts';
import type { CredentialRefresh, TokenRequest } from '../../connector-kit/connector.ts';
import { VendorError } from '../../connector-kit/vendor-error.ts';
import type { Log } from '../../connector-kit/vendor-session.ts';
import { authorise, isDying, type Authorisation, type AuthoriseOptions } from './authorisation.ts';
import { CredentialError } from './credential-error.ts';
import type { CredentialStore, CredentialTurn, TurnRules } from './credential-store.ts';
import type { Scrub } from '../secrets.ts';

export interface KeeperOptions extends AuthoriseOptions {
  readonly credentials: unknown;
  readonly sendToken: TokenRequest;
  readonly store: CredentialStore;
  readonly turn: TurnRules;
  /** Told of secrets before they are used. */
  readonly onSecrets: (secrets: readonly string[]) => void;
  readonly scrub: Scrub;
  readonly now: () => number;
  readonly log: Log;
  /** Makes the error for a token answer the connector could not read. */
  readonly unusable: () => VendorError;
}

/** How often a turn may be lost to other processes before something else must be wrong. */
const turnsPerRenewal = 3;

/** Holds the credentials of one session and renews them, one process at a time. */
export class CredentialKeeper {
  readonly #options: KeeperOptions;
  #current: Authorisation;
  #begun: Promise<void> | undefined;
  #renewal: Promise<Authorisation> | undefined;
  /** Renewed, but not stored yet: the old refresh token may be dead, so these must not be lost. */
  #unsaved: Authorisation | undefined;

  /** @throws ZodError, SessionOptionsError as `authorise`. */
  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#current = authorise(options.credentials, options);
    options.onSecrets(this.#current.secrets);
  }

  /** What the next request goes out with: what others saved to begin with, renewed first where it is about to die. */
  async fresh(): Promise<Authorisation> {
    const { now, log } = this.#options;
    const source = this.#source();
    if (source === undefined) return this.#current;
    await this.#begin();
    if (!isDying(this.#current, now())) return this.#current;
    return this.#renew(source).catch((error: unknown) => {
      const isAlive = (this.#current.expiresAtMs ?? 0) > now();
      if (!isAlive || !passesByItself(error)) throw error;
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

  /** Resolves when nothing is under way that must not be cut off; what is not stored by then is tried once more. */
  async settle(): Promise<void> {
    await this.#renewal?.catch(() => undefined);
    const { store, turn, log } = this.#options;
    if (this.#unsaved === undefined) return;
    // The session's own signal has ended; this is for the short wait of a last try.
    const rules = { ...turn, signal: AbortSignal.timeout(turn.withinMs) };
    await store
      .exclusively(async (mine) => {
        this.#adopt(await mine.load());
        return this.#saveOwn(mine);
      }, rules)
      .catch(() => undefined);
    if (this.#unsaved === undefined) return;
    log('error', 'Renewed access could not be stored and is lost; the account may have to be reconnected.');
  }

  #source(): CredentialRefresh<unknown> | undefined {
    const { refresh } = this.#options.connector;
    return refresh?.possible(this.#current.credentials) === true ? refresh : undefined;
  }

  #begin(): Promise<void> {
    this.#begun ??= this.#loadFirst().catch((error: unknown) => {
      this.#begun = undefined;
      throw error;
    });
    return this.#begun;
  }

  async #loadFirst(): Promise<void> {
    this.#adopt(await this.#options.store.load());
  }

  /** Everyone who needs it waits for the same renewal. */
  #renew(source: CredentialRefresh<unknown>): Promise<Authorisation> {
    this.#renewal ??= this.#renewed(source).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renewed(source: CredentialRefresh<unknown>): Promise<Authorisation> {
    const { store, turn } = this.#options;
    for (let count = 0; count < turnsPerRenewal; count += 1) {
      const renewed = await store.exclusively((mine) => this.#inTurn(mine, source), turn);
      if (renewed !== undefined) return renewed;
    }
    throw new CredentialError('credentials-busy', 'The turn to renew access was lost again and again.', {
      hint: 'This machine or its disk is too slow to store renewed access; try again.',
    });
  }

  /** Undefined where the turn was lost: someone else may have renewed meanwhile. */
  async #inTurn(
    turn: CredentialTurn,
    source: CredentialRefresh<unknown>,
  ): Promise<Authorisation | undefined> {
    const { now, log } = this.#options;
    const isNewer = this.#adopt(await turn.load());
    if (isNewer && !isDying(this.#current, now())) {
      log('info', 'Access had been renewed by another process.');
      return this.#current;
    }
    if (this.#unsaved === undefined) {
      this.#options.turn.signal.throwIfAborted();
      this.#unsaved = await this.#asked(source);
    }
    return this.#saveOwn(turn);
  }

  /** Stores what this process renewed, and only then uses it. Undefined where the turn was lost. */
  async #saveOwn(turn: CredentialTurn): Promise<Authorisation | undefined> {
    const renewed = this.#unsaved;
    if (renewed === undefined) return this.#current;
    const isSaved = await turn.save(renewed.credentials).catch((error: unknown) => {
      throw this.#notSaved(error);
    });
    if (!isSaved) return undefined;
    this.#current = renewed;
    this.#unsaved = undefined;
    this.#options.log('info', 'Access was renewed.');
    return renewed;
  }

  /** Takes over what another process saved; false where there is nothing newer than what this one has. */
  #adopt(saved: unknown): boolean {
    if (saved === undefined || isSame(saved, this.#current.credentials)) return false;
    const { log, onSecrets } = this.#options;
    try {
      this.#current = authorise(saved, this.#options);
    } catch (error) {
      if (!isForeign(error)) throw error;
      log('warn', 'Saved credentials do not fit the connector any more; the configured ones are used.');
      return false;
    }
    onSecrets(this.#current.secrets);
    // Made from a refresh token that someone else has used as well, and theirs was stored.
    this.#unsaved = undefined;
    return true;
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

  /** The cause is plain data: a database's error may quote what was to be stored. */
  #notSaved(error: unknown): CredentialError {
    const { name, message } = error instanceof Error ? error : new Error('unknown');
    return new CredentialError('credentials-not-saved', 'Renewed access could not be stored.', {
      hint: 'Make room for it, or let this user write there, and try again: the old refresh token may not work any more.',
      cause: { name, message: this.#options.scrub(message) },
    });
  }
}

function passesByItself(error: unknown): error is VendorError | CredentialError {
  if (error instanceof VendorError) return error.code !== 'auth';
  return error instanceof CredentialError && error.code === 'credentials-busy';
}

/** What was saved has been JSON in between. */
function isSame(saved: unknown, present: unknown): boolean {
  return isDeepStrictEqual(saved, JSON.parse(JSON.stringify(present)));
}

/** A connector reads the token answer with its own schema; that error would show the answer's form to nobody's use. */
function isForeign(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ZodError' || error.name === '$ZodError');
}
