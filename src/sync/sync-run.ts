import type { OpenConnection } from '../client/connection-types.ts';
import type { OpenPass } from '../store/checkpoint.ts';
import { isNews, type FieldChanges } from './field-changes.ts';
import type { KeptAccount } from './kept-account.ts';
import type { Run } from './open-run.ts';
import type { PlanContext, Slot } from './plan-passes.ts';
import type { QuarantineLimit } from './quarantine-limit.ts';
import type { LookupSaver } from './saved-lookups.ts';
import type { SyncEvent } from './sync-types.ts';
import type { UnknownFieldTally } from './unknown-fields.ts';

/** A run that reads from a vendor. */
export interface SyncRun extends Run {
  readonly connection: OpenConnection;
  readonly plan: PlanContext;
  readonly limit: QuarantineLimit;
  readonly acceptDeletions: boolean;
  readonly emit: (event: SyncEvent) => void;
  /** Requests of this run: the connection may have served others before. */
  readonly requests: () => number;
  /** Of those, the ones that only walked through old deletions. */
  readonly deletionWalk: () => number;
  /** What the store knows of the account from an earlier run. */
  readonly keptAccount: KeptAccount | undefined;
  readonly learn: LookupSaver;
  /** What was found of custom fields that are new, gone or of another kind. */
  fieldChanges: FieldChanges;
  /** What committed pages held that nobody knows. */
  readonly unknownFields: UnknownFieldTally;
  /** Asked at each page of a sweep: true leaves it for a later run. */
  readonly pauseSweep: () => boolean;
}

/** @throws RangeError where there is none: a defect of ours. */
export function openPassOf(run: SyncRun, slot: Slot): OpenPass {
  const pass = run.checkpoint[slot];
  if (pass === undefined) throw new RangeError(`No ${slot} is open.`);
  return pass;
}

/** Once it is committed: whatever becomes of the run, nobody would find it new a second time. */
export function tellFieldChanges(run: SyncRun, changes: FieldChanges): void {
  if (!isNews(changes)) return;
  run.fieldChanges = changes;
  run.emit({ type: 'fields', changes });
}
