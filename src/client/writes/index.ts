export type { BulkItemResult, BulkOutcome, BulkProgress } from './bulk/bulk-result.ts';
export type { OpportunityWrites } from './opportunity-writes.ts';
export { isKeyValue, type KeyValue, type UpsertKey } from './upsert-key.ts';
export { keyTexts, rememberKeys } from './prepare-upserts.ts';
export type { WriteAccess } from './write-access.ts';
export {
  AmbiguousWriteError,
  NoSuchRecordError,
  PreconditionError,
  WriteFailedError,
  WriteRefusedError,
  type FailedField,
  type Observation,
  type WriteProgress,
} from './write-errors.ts';
export type {
  BulkOptions,
  CreateOptions,
  DeleteOptions,
  UpdateItem,
  UpdateOptions,
  UpsertItem,
  UpsertManyOptions,
  UpsertOptions,
} from './write-options.ts';
export { planErrors, type FieldChange, type WritePlan } from './write-plan.ts';
export type {
  FieldDifference,
  SideEffect,
  WriteOutcome,
  WriteResult,
  WriteVerification,
} from './write-result.ts';
