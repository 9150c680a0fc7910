import { ZodError } from 'zod';
import type { Connector, TokenRequest } from '../connector-kit/connector.ts';
import type { Log, VendorSession } from '../connector-kit/vendor-session.ts';
import { AccountLimiter, type AccountLimiterOptions } from './limits/account-limiter.ts';
import { isLoopbackHost } from './addresses.ts';
import { credentialMistakes } from './credentials/credential-mistakes.ts';
import { checkedBaseUrl } from './base-url.ts';
import { systemClock, type Clock } from './clock.ts';
import { CredentialKeeper } from './credentials/credential-keeper.ts';
import { unsharedCredentials, type CredentialStore } from './credentials/credential-store.ts';
import { vendorError, type Scene } from './failures/failure.ts';
import { Limiter } from './limits/limiter.ts';
import { accountKey, shareLimiter, type SharedLimiter } from './limits/shared-limiters.ts';
import { openRetryBudget, type RetryBudget } from './failures/retry-budget.ts';
import type { RetryRules } from './failures/retry-policy.ts';
import { scrubber, type Scrub } from './secrets.ts';
import { SessionOptionsError } from './session-error.ts';
import type { AttemptEvent, SessionOptions } from './session-options.ts';
import { tokenRequest } from './credentials/token-request.ts';
import { openTransport, type Transport } from './transport.ts';

/** What one session consists of. */
export interface SessionParts {
  readonly connector: Connector;
  readonly clock: Clock;
  readonly signal: VendorSession['signal'];
  readonly log: Log;
  readonly scrub: Scrub;
  readonly keeper: CredentialKeeper;
  readonly limiter: Limiter;
  readonly transport: Transport;
  readonly budget: RetryBudget;
  readonly retry: RetryRules & { readonly attempts: number };
  readonly onAttempt: (event: AttemptEvent) => void;
  /** What was counted and heard so far. */
  readonly seen: { requests: number; deletionWalk: number; vendorMs: number | undefined };
  /** Aborts everything that runs or waits. */
  readonly end: (reason: unknown) => void;
}

/** @throws SessionOptionsError where the credentials do not fit or may not be sent to the base URL. */
export function assembleParts(options: SessionOptions): SessionParts {
  const { connector, clock = systemClock, onAttempt = () => undefined } = options;
  const ended = new AbortController();
  const signal =
    options.signal === undefined ? ended.signal : AbortSignal.any([options.signal, ended.signal]);
  const veil = openVeil();
  const log = scrubbedLog(options.log ?? (() => undefined), veil.scrub);
  const transport = openTransport({
    attemptMs: attemptMsOf(options),
    idleMs: options.timeouts?.idleMs ?? 30_000,
    maxResponseBytes: options.maxResponseBytes ?? 20_000_000,
    allowPrivateAddresses: options.allowCustomOrigin === true,
  });
  const keeper = openCheckedKeeper(options, { transport, signal, log, clock, veil });
  const retry = {
    attempts: options.retry?.attempts ?? 6,
    maxWaitMs: options.retry?.maxWaitMs ?? 60_000,
    random: options.random ?? Math.random,
  };
  const budgets = connector.rateBudgets(options.credentials);
  const enforce = options.limits !== 'off';
  const { maxWaitMs } = retry;
  const { account, leave } = openAccount(options, { clock, budgets, enforce });
  return {
    connector,
    clock,
    signal,
    log,
    scrub: veil.scrub,
    keeper,
    limiter: new Limiter({ clock, account, signal, maxWaitMs, onClose: leave }),
    transport,
    budget: openRetryBudget(options.retry?.budget ?? 50),
    retry,
    onAttempt,
    seen: { requests: 0, deletionWalk: 0, vendorMs: undefined },
    end: (reason) => ended.abort(reason),
  };
}

/** Without limits there is nothing to share: each session sends as fast as concurrency allows. */
function openAccount(
  { connector, credentials, baseUrl }: SessionOptions,
  limits: AccountLimiterOptions,
): SharedLimiter {
  if (!limits.enforce) return { account: new AccountLimiter(limits), leave: () => undefined };
  const { budgets } = limits;
  return shareLimiter(accountKey({ connector: connector.id, baseUrl, credentials, budgets }), limits);
}

const hidden = '[secret]';

interface Veil {
  readonly scrub: Scrub;
  add(secrets: readonly string[]): void;
}

/** Hides all credentials the session ever had. */
function openVeil(): Veil {
  const secrets = new Set<string>();
  let scrub = scrubber(secrets, hidden);
  return {
    scrub: (text) => scrub(text),
    add(more) {
      for (const secret of more) secrets.add(secret);
      scrub = scrubber(secrets, hidden);
    },
  };
}

function scrubbedLog(log: Log, scrub: Scrub): Log {
  return (level, message, fields = {}) => {
    const clean = Object.entries(fields).map(
      ([name, value]) => [name, typeof value === 'string' ? scrub(value) : value] as const,
    );
    log(level, scrub(message), Object.fromEntries(clean));
  };
}

interface KeeperParts extends Pick<SessionParts, 'transport' | 'signal' | 'log' | 'clock'> {
  readonly veil: Veil;
}

function openCheckedKeeper(options: SessionOptions, parts: KeeperParts): CredentialKeeper {
  const { connector, credentials, baseUrl } = options;
  const { log, clock, veil, signal } = parts;
  const request = { method: 'POST', path: '/' } as const;
  const scene: Scene = { connector, request, attempt: 1, scrub: veil.scrub };
  try {
    return new CredentialKeeper({
      connector,
      credentials,
      baseUrl,
      origins: connector.origins,
      allowCustomOrigin: options.allowCustomOrigin === true,
      sendToken: openTokenRequest(options, parts),
      store: storeOf(options),
      turn: { withinMs: attemptMsOf(options) + storingMs, signal },
      scrub: veil.scrub,
      onSecrets: (secrets) => veil.add(secrets),
      now: () => clock.now(),
      log,
      unusable: () => vendorError(scene, 'auth', { said: 'sent a token answer that cannot be used' }),
    });
  } catch (error) {
    throw error instanceof ZodError ? unfitCredentials(connector, error) : error;
  }
}

/** Far more than it takes to read, encrypt and write a few hundred characters. */
const storingMs = 30_000;

function storeOf({ credentialStore, saveCredentials }: SessionOptions): CredentialStore {
  if (credentialStore === undefined) return unsharedCredentials(saveCredentials);
  if (saveCredentials === undefined) return credentialStore;
  throw new SessionOptionsError('Both credentialStore and saveCredentials are given.', {
    hint: 'Give one: a store that several processes share, or a function that takes renewed credentials.',
  });
}

function attemptMsOf({ timeouts }: SessionOptions): number {
  return timeouts?.attemptMs ?? 60_000;
}

function openTokenRequest(options: SessionOptions, parts: KeeperParts): TokenRequest {
  const { connector } = options;
  const { transport, clock, veil } = parts;
  const tokenUrl = options.tokenUrl ?? loopbackOrigin(options.baseUrl);
  // Naming the endpoint is the permission to send the refresh token there.
  const rules = { origins: connector.origins, allowCustomOrigin: true };
  return tokenRequest({
    connector,
    scrub: veil.scrub,
    tokenUrl: connector.refresh?.tokenUrl ?? '',
    replacement: tokenUrl === undefined ? undefined : checkedBaseUrl(tokenUrl, rules),
    transport,
    // Not the session's: an answer that nobody hears may hold the only refresh token that still works.
    signal: new AbortController().signal,
    now: () => clock.now(),
  });
}

/** An account on this machine gets its tokens there too: its secrets have no business at the real vendor. */
function loopbackOrigin(baseUrl: string | undefined): string | undefined {
  if (baseUrl === undefined || !URL.canParse(baseUrl)) return undefined;
  const { hostname, origin } = new URL(baseUrl);
  return isLoopbackHost(hostname) ? origin : undefined;
}

function unfitCredentials(connector: Connector, error: ZodError): SessionOptionsError {
  return new SessionOptionsError(
    `The credentials do not fit ${connector.displayName}: ${credentialMistakes(error.issues)}.`,
    {
      hint: 'Check the names and values of the credentials.',
      context: { connector: connector.id },
    },
  );
}
