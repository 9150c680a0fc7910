import type { Issue } from '../model/issue.ts';
import type { JsonValue } from '../model/json.ts';
import type { Instant, NativeRecord, Tombstone } from '../model/native-record.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Counts } from './counts.ts';

/** A unified record of any model. */
export type UnifiedRecord = Readonly<Record<string, unknown>>;

/** One record that could be translated. The key in the destination is the native id. */
export interface PageRow {
  readonly native: NativeRecord;
  readonly record: UnifiedRecord;
}

/** One record that could not be used. */
export interface QuarantinedRecord {
  readonly native: NativeRecord;
  /** `unusable` (the mapping gave no record) or `unstorable-value`. */
  readonly reason: string;
  readonly issues: readonly Issue[];
}

/** One row of a lookup table the page was translated with: kept so that it can be translated again without a request. */
export interface LookupEntry {
  readonly table: string;
  readonly key: string;
  readonly columns: JsonValue;
}

/** What belongs together in one transaction. */
export interface PageCommit {
  readonly rows: readonly PageRow[];
  readonly quarantine: readonly QuarantinedRecord[];
  readonly tombstones: readonly Tombstone[];
  readonly lookups: readonly LookupEntry[];
  /** True in a full pass: `last_seen` also moves for rows that did not change. */
  readonly fullPass: boolean;
  /** The checkpoint to save with it, from what became of the records. Throwing rolls everything back. */
  checkpoint(outcome: Counts): Checkpoint;
}

export interface RunStart {
  /** Name of the connection: the key of its rows. */
  readonly connection: string;
  readonly connector: string;
  readonly mappingHash: string;
}

/** A run's right to write. It ends when another run of the same connection starts. */
export interface RunTicket extends RunStart {
  readonly run: number;
  readonly fence: number;
}

export type RunStatus = 'running' | 'completed' | 'stopped' | 'suspended' | 'failed' | 'interrupted';

export interface RunEnd {
  readonly status: Exclude<RunStatus, 'running' | 'interrupted'>;
  readonly requests: number;
  readonly watermark: Instant | undefined;
  /** When a suspended run may go on. */
  readonly resumeAt?: Instant | undefined;
  readonly error?: { readonly code: string; readonly message: string } | undefined;
}

/** What a sync writes into. */
export interface Destination {
  /** As people write it: `sqlite:deals.db`, `jsonl:-`. */
  readonly name: string;
  /** Whether what is read there after a crash can hold a record twice. */
  readonly delivery: 'exactly-once' | 'at-least-once';
  /** Takes the connection over from any earlier run, and says where to go on. */
  startRun(start: RunStart): Promise<{ readonly ticket: RunTicket; readonly checkpoint: Checkpoint }>;
  /** All of it or nothing. @throws StoreError `taken-over` when a later run has started. */
  commit(ticket: RunTicket, page: PageCommit): Promise<Counts>;
  endRun(ticket: RunTicket, end: RunEnd): Promise<void>;
  /** Rows of the connection, deleted ones included; undefined where it cannot be counted. */
  countRows(connection: string): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Told before and after each step of a commit: for tracing, and for tests that stop a process there. */
export type StepListener = (step: CommitStep) => void;

export const commitSteps = [
  'begun',
  'rows',
  'tombstones',
  'quarantine',
  'lookups',
  'checkpoint',
  'committed',
] as const;
export type CommitStep = (typeof commitSteps)[number];
