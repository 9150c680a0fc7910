import type { ErrorClass } from './error-class.ts';
import type { JsonValue } from '../model/json.ts';

/** One query parameter; a list is sent as repeated keys. `undefined` is left out. */
export type QueryValue = string | number | boolean | readonly string[] | undefined;

/** One request to a vendor. */
export interface VendorRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A path below the connection's base URL, starting with `/`. Absolute URLs are refused. */
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: JsonValue;
  /** True for a POST that only reads, such as a search: it may then be retried like a GET. */
  readonly readOnly?: boolean;
  /** True for a write the vendor makes at most once however often it is sent. */
  readonly idempotent?: boolean;
  /**
   * True in a listing of changes for what only walks on through all deletions that the vendor remembers: it costs by
   * their number, not by what changed, and a run says so apart.
   */
  readonly walksDeletions?: boolean;
}

/** What a vendor answered, once parsed. */
export interface VendorResponse<T> {
  readonly status: number;
  /** Lower-case names. Never contains a cookie or a credential. */
  readonly headers: Readonly<Record<string, string>>;
  readonly data: T;
  /**
   * True where an earlier try of the same write may have been carried out: what the answer found may be its work. Absent
   * otherwise.
   */
  readonly afterDoubt?: true;
}

/** A refusal as the vendor sent it. `body` is parsed JSON, or text where it is not JSON. */
export interface VendorFailure {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly request: VendorRequest;
}

/** One field a vendor complained about. */
export interface FieldFailure {
  /** The vendor's name of the field; undefined where the whole request is meant. */
  readonly field: string | undefined;
  readonly message: string;
  /** The vendor's code for it, where it has one beside its words. */
  readonly code?: string;
  /** Ids of the records that it is about: those that are not there, or the one that has the value already. */
  readonly records?: readonly string[];
}

/** What a connector reads from a refusal. Everything left out takes the engine's default. */
export interface FailureReading {
  readonly errorClass?: ErrorClass;
  /** The vendor's own words, without values. */
  readonly message?: string;
  /** The vendor's own error code. */
  readonly vendorCode?: string;
  readonly fields?: readonly FieldFailure[];
  /** How long the vendor asks to wait, in milliseconds, where it says so outside `Retry-After`. */
  readonly retryAfterMs?: number;
  /** The vendor's id of the request, for its support. */
  readonly correlationId?: string;
  /** The permission that is missing, in the vendor's word. */
  readonly missingScopes?: readonly string[];
}
