export { systemClock, type Clock } from './clock.ts';
export { CredentialError, type CredentialErrorCode } from './credential-error.ts';
export { credentialFile, type CredentialFileOptions } from './credential-file.ts';
export { readCredentialKey, type CredentialKey } from './credential-key.ts';
export { sealWith, type Seal } from './credential-seal.ts';
export type { CredentialSlot, CredentialStore, CredentialTurn, TurnRules } from './credential-store.ts';
export { sharedCredentials, type SharedCredentialsOptions } from './shared-credentials.ts';
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
