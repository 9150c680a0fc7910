import type { JsonValue } from '../../model/json.ts';

/** A request as an emulated vendor reads it. */
export interface SandboxRequest {
  readonly method: string;
  /** Decoded, without query, without a trailing slash. */
  readonly path: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** What the path's `:names` matched. */
  readonly params: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined for an empty body and for one of another type. */
  readonly body: JsonValue | undefined;
  /** The body as text. */
  readonly text: string;
  /** When it arrived, on the vendor's clock, in milliseconds from 1970. */
  readonly arrivedMs: number;
}

/** An answer: an object or array is sent as JSON, a text as it is, undefined as an empty body. */
export interface SandboxAnswer {
  readonly status: number;
  readonly body?: JsonValue | undefined;
  /** Sent instead of `body`, with this content type. */
  readonly text?: { readonly type: string; readonly content: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** One endpoint. `:name` in the pattern matches one segment of the path. */
export interface SandboxRoute {
  readonly method: string;
  readonly pattern: string;
  readonly handle: (request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>;
}

/** The route's name in `stats()` and faults: `GET /deals/:id`. */
export function routeName(route: SandboxRoute): string {
  return `${route.method} ${route.pattern}`;
}

/** What the server itself has to refuse; the vendor says it in its own envelope. */
export interface ServerProblem {
  readonly kind: 'unknown-route' | 'wrong-method' | 'malformed-json' | 'too-large' | 'crash' | 'fault';
  readonly status: number;
  /** Methods that the path takes, of a request with another one. */
  readonly allowed?: readonly string[];
}

/** Thrown by a handler that has its answer before it reached its end. */
export class Refused extends Error {
  readonly answer: SandboxAnswer;

  constructor(refusal: SandboxAnswer) {
    super('refused');
    this.answer = refusal;
  }
}

/** A JSON answer. */
export function answer(
  status: number,
  body?: JsonValue,
  headers?: Readonly<Record<string, string>>,
): SandboxAnswer {
  return { status, ...(body === undefined ? {} : { body }), ...(headers === undefined ? {} : { headers }) };
}
