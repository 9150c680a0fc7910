import { OpportuneError, type ErrorOptions } from '../model/error.ts';

/**
 * What went wrong with a destination:
 *
 * - `bad-destination`: the text after `--to` names none.
 * - `unsupported-destination`: a kind that this version cannot write.
 * - `destination-not-found`: a file to be read does not exist, or its folder does not.
 * - `store-newer`: written by a later version of this package.
 * - `not-a-store`: the file holds something else.
 * - `other-connector`: the connection's name stands for records of another vendor there.
 * - `store-busy`: another process kept the lock for longer than 5 seconds.
 * - `store-full`: no room on the disk.
 * - `in-use`: another run of the same connection is at work.
 * - `taken-over`: another run of the same connection has started since.
 * - `store-unreachable`: a database server does not answer, or has ended the connection.
 * - `store-failed`: anything else the driver reports.
 */
export type StoreErrorCode =
  | 'bad-destination'
  | 'unsupported-destination'
  | 'destination-not-found'
  | 'store-newer'
  | 'not-a-store'
  | 'other-connector'
  | 'store-busy'
  | 'store-full'
  | 'in-use'
  | 'taken-over'
  | 'store-unreachable'
  | 'store-failed';

/** A destination that cannot be opened, read or written. Nothing of the page at hand was committed. */
export class StoreError extends OpportuneError {
  override readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.code = code;
  }
}

/** A value that does not fit its column: the record goes to quarantine, the page goes on. */
export class UnstorableValueError extends OpportuneError {
  override readonly code = 'unstorable-value';
  readonly field: string;

  constructor(field: string, expected: string) {
    super(`The value of ${field} is not ${expected}.`, {
      context: { field },
      hint: 'Correct the rule of this field in the mapping.',
    });
    this.field = field;
  }
}
