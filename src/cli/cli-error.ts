import { OpportuneError, type ErrorOptions } from '../model/error.ts';

/** A place in a text file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The line as it stands in the file. */
  readonly source?: string | undefined;
}

/** The command was asked for in a way it cannot be carried out. Exit code 2. */
export class UsageError extends OpportuneError {
  override readonly code = 'usage';
}

/** A file or standard input holds something the command cannot read. Exit code 2. */
export class InputError extends OpportuneError {
  override readonly code = 'bad-input';
  readonly place: Place | undefined;

  constructor(message: string, options: ErrorOptions & { readonly place?: Place | undefined } = {}) {
    super(message, options);
    this.place = options.place;
  }
}

/** The configuration is wrong, at a place. Exit code 2. */
export class ConfigError extends OpportuneError {
  override readonly code: 'config-syntax' | 'config-unknown-key' | 'config-value' | 'config-variable';
  readonly place: Place;

  constructor(code: ConfigError['code'], message: string, options: ErrorOptions & { readonly place: Place }) {
    super(message, options);
    this.code = code;
    this.place = options.place;
  }
}

/** The command was right and could not be carried out. Exit code 3. */
export class RunError extends OpportuneError {
  override readonly code: 'not-found' | 'stopped' | 'demo-failed' | 'sandbox-failed' | 'results-not-written';

  constructor(code: RunError['code'], message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.code = code;
  }
}
