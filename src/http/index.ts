export { systemClock, type Clock } from './clock.ts';
export { CredentialError, type CredentialErrorCode } from './credentials/credential-error.ts';
export { credentialFile, type CredentialFileOptions } from './credentials/credential-file.ts';
export { readCredentialKey, type CredentialKey } from './credentials/credential-key.ts';
export { sealWith, type Seal } from './credentials/credential-seal.ts';
export type {
  CredentialSlot,
  CredentialStore,
  CredentialTurn,
  TurnRules,
} from './credentials/credential-store.ts';
export { sharedCredentials, type SharedCredentialsOptions } from './credentials/shared-credentials.ts';
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
