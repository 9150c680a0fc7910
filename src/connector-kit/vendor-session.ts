import type { z } from 'zod';
import type { Instant } from '../model/native-record.ts';
import type { VendorRequest, VendorResponse } from './vendor-request.ts';

/** Levels of the log port, quietest last. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Writes one line of talk: a constant message plus fields. Values of records and credentials are never passed. */
export type Log = (
  level: LogLevel,
  message: string,
  fields?: Readonly<Record<string, string | number | boolean | null | undefined>>,
) => void;

/** An authorised, rate-limited, retrying line to one customer's account. */
export interface VendorSession {
  /** Sends the request and parses the answer; a body the schema refuses is an `unexpected-response` error. */
  request<T>(request: VendorRequest, schema: z.ZodType<T>): Promise<T>;
  /**
   * As `request`, with status and headers. Throws the reason of `signal` as soon as it aborts; what has not been sent by
   * then never is.
   */
  send<T>(request: VendorRequest, schema: z.ZodType<T>, signal?: AbortSignal): Promise<VendorResponse<T>>;
  /** The vendor's clock, from the `Date` header of its latest answer; undefined before the first one. */
  vendorClock(): Instant | undefined;
  /**
   * The engine's own clock in milliseconds from 1970: how old something is that was kept. The vendor's stands still
   * between two answers.
   */
  now(): number;
  /** What the connector's `settings` said of this connection's credentials. Holds no secret. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Tells the credentials that were configured from others, without giving them away. */
  readonly openedWith?: string;
  readonly signal: AbortSignal;
  readonly log: Log;
}
