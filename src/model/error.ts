/** Context that may appear in an error, a log line or `--json`: names, ids, counts. Never a credential or a field value. */
export type ErrorContext = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface ErrorOptions {
  readonly context?: ErrorContext;
  /** Who can make it go away, and how: one sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The base of every error this package throws. Match on `code`, which is stable; the message is for people. */
export abstract class OpportuneError extends Error {
  abstract readonly code: string;
  readonly context: ErrorContext;
  readonly hint: string | undefined;

  constructor(message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.context = options.context ?? {};
    this.hint = options.hint;
  }

  toJSON(): Record<string, unknown> {
    return {
      name: this.name,
      code: this.code,
      message: this.message,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      context: this.context,
    };
  }
}
