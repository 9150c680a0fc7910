import type { Connector } from '../connector-kit/connector.ts';
import type { ErrorClass } from '../connector-kit/error-class.ts';
import type { Log, VendorSession } from '../connector-kit/vendor-session.ts';
import type { Clock } from './clock.ts';
import type { CredentialStore } from './credentials/credential-store.ts';

/** What happened to one try of a request. */
export interface AttemptEvent {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Undefined where no answer came. */
  readonly status?: number;
  /** Undefined where the try succeeded. */
  readonly errorClass?: ErrorClass;
  /** How long until the next try; undefined where none follows. */
  readonly waitMs?: number;
}

export interface RetryOptions {
  /** Tries per request, the first included. @default 6 */
  readonly attempts?: number | undefined;
  /** Longest single wait in milliseconds; a longer one suspends the run instead. @default 60_000 */
  readonly maxWaitMs?: number | undefined;
  /** How many retries the session may run ahead of its successes; ten of these win one back. @default 50 */
  readonly budget?: number | undefined;
}

export interface TimeoutOptions {
  /** Wall-clock limit of one try, from sending to the last byte, in milliseconds. @default 60_000 */
  readonly attemptMs?: number | undefined;
  /** Longest silence of the vendor within a try, in milliseconds. @default 30_000 */
  readonly idleMs?: number | undefined;
}

export interface SessionOptions {
  readonly connector: Connector;
  /** Checked by the connector's own schema. */
  readonly credentials: unknown;
  /** Where requests go instead of the connector's own base URL; loopback, or an origin that is allowed. */
  readonly baseUrl?: string | undefined;
  /** Lets `baseUrl` be any https origin, also one on a private network. @default false */
  readonly allowCustomOrigin?: boolean | undefined;
  /** Where access is renewed instead of the connector's own token endpoint; without a path, only the origin is replaced. */
  readonly tokenUrl?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly log?: Log | undefined;
  readonly clock?: Clock | undefined;
  /** A number from 0 up to 1. @default Math.random */
  readonly random?: (() => number) | undefined;
  /** `off` sends as fast as concurrency allows. @default 'vendor' */
  readonly limits?: 'vendor' | 'off' | undefined;
  readonly retry?: RetryOptions | undefined;
  readonly timeouts?: TimeoutOptions | undefined;
  /** Largest answer, uncompressed, in bytes. @default 20 MB */
  readonly maxResponseBytes?: number | undefined;
  /** Where renewed credentials are kept for all processes that use this connection. */
  readonly credentialStore?: CredentialStore | undefined;
  /** For a process of its own, in place of a store: keeps renewed credentials. They are used only after this resolved. */
  readonly saveCredentials?: ((credentials: unknown) => Promise<void>) | undefined;
  readonly onAttempt?: ((event: AttemptEvent) => void) | undefined;
}

/** What one budget holds at this moment. */
export interface BudgetUsage {
  readonly name: string;
  /** In requests or tokens. */
  readonly limit: number;
  readonly perMs: number;
  /** Share of the limit in use, 0 to 1. */
  readonly share: number;
  /** The highest share so far. */
  readonly peakShare: number;
  /** Drawn since the session was opened. */
  readonly spent: number;
  /** What is left as the vendor last stated it. */
  readonly remaining?: number;
}

export interface SessionUsage {
  /** Requests sent, retries included; the token endpoint apart. */
  readonly requests: number;
  /** Of `requests`: those that only walked through old deletions. */
  readonly deletionWalk: number;
  readonly retries: number;
  readonly budgets: readonly BudgetUsage[];
}

/** A session that says what it used and can be closed. */
export interface Session extends VendorSession {
  usage(): SessionUsage;
  /** Ends waits and requests, and lets go of sockets. */
  close(): Promise<void>;
}
