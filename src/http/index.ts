export { systemClock, type Clock } from './clock.ts';
export { openSession } from './open-session.ts';
export { SessionClosedError, SessionOptionsError } from './session-error.ts';
export type {
  AttemptEvent,
  BudgetUsage,
  RetryOptions,
  Session,
  SessionOptions,
  SessionUsage,
  TimeoutOptions,
} from './session-options.ts';
