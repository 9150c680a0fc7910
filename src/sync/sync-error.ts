import { OpportuneError, type ErrorOptions } from '../model/error.ts';

/**
 * - `bad-name`: the connection's name cannot be a key.
 * - `bad-schedule`: a span, a cron expression or a time zone that cannot be read.
 * - `bad-overlap`: less would be read again than the vendor's listings may be late by.
 * - `counts-do-not-add-up`: what was fetched and what became of it differ; nothing of the page was committed.
 * - `systematic-quarantine`: too many records cannot be used; the mapping is wrong rather than the records.
 * - `incomplete-listing`: a listing ended although its last page named a next one.
 * - `not-synced-yet`: nothing can be compared before the first full pass.
 * - `other-account`: what stands under the connection's name was read from another account of the vendor.
 * - `mass-deletion`: so many records are gone that somebody has to agree first.
 * - `restarting-without-end`: the vendor refused its own cursors again and again.
 */
export type SyncErrorCode =
  | 'bad-name'
  | 'bad-schedule'
  | 'bad-overlap'
  | 'counts-do-not-add-up'
  | 'systematic-quarantine'
  | 'incomplete-listing'
  | 'not-synced-yet'
  | 'other-account'
  | 'mass-deletion'
  | 'restarting-without-end';

/** A run that had to end. Everything committed before stays, and the next run goes on from there. */
export class SyncError extends OpportuneError {
  override readonly code: SyncErrorCode;

  constructor(code: SyncErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.code = code;
  }
}
