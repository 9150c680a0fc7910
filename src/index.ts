export {
  bundledConnector,
  connect,
  connectors,
  replay,
  sync,
  verify,
  type ConnectOptions,
  type ConnectorId,
  type CredentialsFor,
  type ReplayCallOptions,
  type SyncCallOptions,
  type VerifyCallOptions,
} from './bundled.ts';
export { configJsonSchema } from './cli/config/config-schema.ts';
export * from './client/index.ts';
export {
  VendorError,
  type AccountFacts,
  type Connector,
  type CustomFieldDefinition,
  type ErrorClass,
  type Log,
  type PlannedRequest,
  type VendorRequest,
  type VendorResponse,
  type WriteCall,
  type WriteOperation,
} from './connector-kit/index.ts';
export {
  CredentialError,
  credentialFile,
  readCredentialKey,
  sealWith,
  SessionClosedError,
  SessionOptionsError,
  sharedCredentials,
  type CredentialSlot,
  type CredentialStore,
} from './http/index.ts';
export {
  MappingError,
  type ExplainedStep,
  type FieldExplanation,
  type Finding,
  type SourceFile,
  type WriteIssue,
  type WriteIssueCode,
  type WrittenField,
} from './mapping/index.ts';
export * from './model/index.ts';
export * from './store/index.ts';
export * from './sync/index.ts';
