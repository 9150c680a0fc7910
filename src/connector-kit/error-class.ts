/** What happened, seen from outside. Adding a class does not compile until its disposition is chosen below. */
export type ErrorClass =
  | 'auth'
  | 'permission'
  | 'not-found'
  | 'invalid-request'
  | 'conflict'
  | 'rate-limited'
  | 'quota-exhausted'
  | 'locked'
  | 'cursor-expired'
  | 'suspended'
  | 'vendor-unavailable'
  | 'network'
  | 'truncated-response'
  | 'unexpected-response';

/** What the engine does about it, and who can make it go away. */
export interface Disposition {
  readonly action:
    'retry' | 'restart-listing' | 'fail-record' | 'stop-connection' | 'suspend-run' | 'fail-run';
  readonly fixedBy: 'waiting' | 'account-owner' | 'mapping-author' | 'connector-author';
}

/** The one table that decides what is done about a failure. */
export const dispositions = {
  auth: { action: 'stop-connection', fixedBy: 'account-owner' },
  permission: { action: 'stop-connection', fixedBy: 'account-owner' },
  'not-found': { action: 'fail-record', fixedBy: 'mapping-author' },
  'invalid-request': { action: 'fail-record', fixedBy: 'mapping-author' },
  conflict: { action: 'fail-record', fixedBy: 'mapping-author' },
  /** A short limit: wait as told and go on. The vendor surely did not act. */
  'rate-limited': { action: 'retry', fixedBy: 'waiting' },
  /** A daily or monthly budget: stop with a checkpoint and say until when. */
  'quota-exhausted': { action: 'suspend-run', fixedBy: 'waiting' },
  /** The vendor holds a lock for a moment. The vendor surely did not act. */
  locked: { action: 'retry', fixedBy: 'waiting' },
  'cursor-expired': { action: 'restart-listing', fixedBy: 'waiting' },
  /** The account is being moved or blocked for longer than a run waits. */
  suspended: { action: 'suspend-run', fixedBy: 'waiting' },
  'vendor-unavailable': { action: 'retry', fixedBy: 'waiting' },
  network: { action: 'retry', fixedBy: 'waiting' },
  /** A success whose body ended early or is not JSON: another try may bring the whole. */
  'truncated-response': { action: 'retry', fixedBy: 'waiting' },
  'unexpected-response': { action: 'fail-run', fixedBy: 'connector-author' },
} as const satisfies Record<ErrorClass, Disposition>;
