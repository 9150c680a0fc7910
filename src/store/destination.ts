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

/** A custom field of the account, as the vendor defines it now. */
export interface FieldEntry {
  /** Under which its value sits in the native body. Stays when people rename the field. */
  readonly key: string;
  readonly label: string;
  /** Its kind in the model's words: `text`, `option`. */
  readonly type: string;
}

/** What belongs together in one transaction. */
export interface PageCommit {
  /**
   * `fetched`: the vendor listed it just now. `asked`: so it is according to the vendor, which was asked for each by its
   * id; a change time older than the stored one is corrected and not taken for an older version. `replayed`: translated again from rows; deletions, when a row was last seen,
   * and quarantine, which may hold a newer version, stay as they are. `released`: translated again from quarantine,
   * which held the vendor's last word: the record exists.
   */
  readonly origin: 'fetched' | 'asked' | 'replayed' | 'released';
  readonly rows: readonly PageRow[];
  readonly quarantine: readonly QuarantinedRecord[];
  readonly tombstones: readonly Tombstone[];
  readonly lookups: readonly LookupEntry[];
  /** All custom fields, where the vendor has told them anew: one that is not among them is gone. Else undefined. */
  readonly fields: readonly FieldEntry[] | undefined;
  /** Number of the full pass the page belongs to: what it holds is marked as seen. Undefined in any other page. */
  readonly generation: number | undefined;
  /** The checkpoint to save with it, from what became of the records. Throwing rolls everything back. */
  checkpoint(outcome: Counts): Checkpoint;
}

export interface RunStart {
  /** Name of the connection: the key of its rows. */
  readonly connection: string;
  readonly connector: string;
  readonly mappingHash: string;
  /** What the run is for, as the history shows it. */
  readonly task: RunTask;
  /** How long the right to write lasts without a commit or a renewal, in milliseconds. */
  readonly leaseMs: number;
  /** Takes the connection over from a run that is still at work. */
  readonly takeOver: boolean;
  /** Deleted records: `soft` keeps the row and marks it, `hard` removes it. */
  readonly deletion: 'soft' | 'hard';
}

export type RunTask = 'sync' | 'replay' | 'verify' | 'repair';

/** A run's right to write. It ends when another run of the same connection takes over. */
export interface RunTicket extends RunStart {
  readonly run: number;
  /** Raised with each holder: the latest one alone may write. */
  readonly fence: number;
  /** `host/pid/nonce` of the process. */
  readonly holder: string;
}

export type RunStatus = 'running' | 'completed' | 'stopped' | 'suspended' | 'failed' | 'interrupted';

export interface RunEnd {
  readonly status: Exclude<RunStatus, 'running' | 'interrupted'>;
  readonly requests: number;
  readonly watermark: Instant | undefined;
  /** The highest share of the vendor's tightest limit that was in use, 0 to 1. */
  readonly peakShare?: number | undefined;
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
  /**
   * Takes the lease of the connection, and says where to go on.
   *
   * @throws StoreError `in-use` while another run holds it, `other-connector` where another vendor's records stand there
   * under this name.
   */
  startRun(start: RunStart): Promise<{ readonly ticket: RunTicket; readonly checkpoint: Checkpoint }>;
  /** All of it or nothing. Renews the lease. @throws StoreError `taken-over` when a later run has started. */
  commit(ticket: RunTicket, page: PageCommit): Promise<Counts>;
  /** Keeps the lease through a long wait. @throws StoreError `taken-over` */
  renew(ticket: RunTicket): Promise<void>;
  /** Notes the end and gives the lease back. */
  endRun(ticket: RunTicket, end: RunEnd): Promise<void>;
  /** Rows of the connection, deleted ones included; undefined where it cannot be counted. */
  countRows(connection: string): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Told before and after each step of a run's start, commits and end: for tests that stop a process there. */
export type StepListener = (step: Step) => void;

export type Step = (typeof startSteps)[number] | CommitStep | (typeof endSteps)[number];

export const startSteps = ['starting', 'leased', 'noted', 'started'] as const;

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

export const endSteps = ['ending', 'end noted', 'given back', 'ended'] as const;
