import type { Issue } from '../model/issue.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Instant } from '../model/native-record.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Counts } from './counts.ts';
import type { Destination, LookupEntry, RunStatus } from './destination.ts';

/** One row of the model's table. */
export interface StoredRecord {
  readonly connection: string;
  readonly connector: string;
  readonly id: string;
  /** Unified fields by name. A field the vendor does not have reads as null here. */
  readonly record: Readonly<Record<string, JsonValue>>;
  readonly native: JsonObject;
  readonly mappingHash: string;
  readonly changedAt: Instant | undefined;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  readonly deletedAt: Instant | undefined;
}

export interface StoredQuarantine {
  readonly connection: string;
  readonly id: string;
  readonly reason: string;
  readonly issues: readonly Issue[];
  /** Where the first rule that failed stands: `file:line:column`. */
  readonly at: string | undefined;
  readonly native: JsonObject;
  readonly run: number;
}

export interface StoredRun {
  readonly run: number;
  readonly connection: string;
  readonly connector: string;
  readonly status: RunStatus;
  readonly startedAt: Instant;
  readonly endedAt: Instant | undefined;
  readonly counts: Counts;
  readonly requests: number;
  readonly watermark: Instant | undefined;
  readonly resumeAt: Instant | undefined;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
  readonly mappingHash: string;
}

/** Where one connection stands, as `sync status` shows it. */
export interface ConnectionStatus {
  readonly connection: string;
  readonly connector: string;
  readonly checkpoint: Checkpoint;
  readonly rows: number;
  readonly deletedRows: number;
  readonly quarantined: number;
  readonly lastRun: StoredRun | undefined;
  readonly lastSuccess: StoredRun | undefined;
}

export interface ReadOptions {
  readonly connection?: string;
  /** @default 100 */
  readonly limit?: number;
  /** @default 0 */
  readonly offset?: number;
}

/** A destination that can be read again: a database. */
export interface Store extends Destination {
  get(connection: string, id: string): Promise<StoredRecord | undefined>;
  /** Ordered by connection and id. */
  records(options?: ReadOptions): Promise<readonly StoredRecord[]>;
  quarantined(options?: ReadOptions): Promise<readonly StoredQuarantine[]>;
  /** Latest first. */
  runs(options?: ReadOptions): Promise<readonly StoredRun[]>;
  lookups(connection: string): Promise<readonly LookupEntry[]>;
  status(connection?: string): Promise<readonly ConnectionStatus[]>;
}
