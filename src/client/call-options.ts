/** What every call takes that waits for the vendor. */
export interface CallOptions {
  /** Ends the call with the signal's reason, also in the middle of a wait. */
  readonly signal?: AbortSignal;
}

export interface GetOptions extends CallOptions {
  /** Gives the native record and the issues of its translation along. @default false */
  readonly raw?: boolean;
}
