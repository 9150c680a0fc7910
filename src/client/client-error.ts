import { OpportuneError, type ErrorOptions } from '../model/error.ts';
import type { Issue } from '../model/issue.ts';
import type { NativeRecord } from '../model/native-record.ts';

/**
 * - `bad-option`: an argument has the wrong shape; the message names it.
 * - `unknown-connector`: no bundled connector has this name.
 * - `file-not-found`: a mapping or an overlay that was asked for cannot be read.
 * - `connector-defect`: a connector does not keep its contract.
 * - `not-supported`: the vendor, or its connector, has no such call.
 */
export type ClientErrorCode =
  'bad-option' | 'unknown-connector' | 'file-not-found' | 'connector-defect' | 'not-supported';

/** A call that cannot be carried out as it was made. */
export class ClientError extends OpportuneError {
  override readonly code: ClientErrorCode;

  constructor(code: ClientErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.code = code;
  }
}

/** A native record from which the mapping could make no opportunity. */
export interface UnusableRecord {
  readonly native: NativeRecord;
  /** Why: at least one. */
  readonly issues: readonly Issue[];
}

/** Some records could not be translated at all. Every other record was delivered before this was thrown. */
export class UnusableRecordsError extends OpportuneError {
  /** How many records an error carries at most; its count is always exact. */
  static readonly kept = 100;
  override readonly code = 'unusable-records';
  /** The first 100 of them, with their native bodies. */
  readonly records: readonly UnusableRecord[];
  readonly count: number;

  constructor(records: readonly UnusableRecord[], count: number) {
    const ids = records.slice(0, 5).map((record) => record.native.id);
    const more = count > ids.length ? ` and ${count - ids.length} more` : '';
    super(
      `${count} ${count === 1 ? 'record' : 'records'} could not be translated: ${ids.join(', ')}${more}.`,
      {
        context: { count },
        hint: 'Pass onUnusable to receive such records one by one, or correct the mapping; `records` says why.',
      },
    );
    this.records = records;
    this.count = count;
  }
}
