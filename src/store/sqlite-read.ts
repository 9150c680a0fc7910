import type { DatabaseSync } from 'node:sqlite';
import type { ModelSpec } from '../model/field-spec.ts';
import type { Issue } from '../model/issue.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { columnsOf, decodeCell, type Column } from './columns.ts';
import type { LookupEntry, RunStatus } from './destination.ts';
import { quoteIdentifier, tableName } from './identifiers.ts';
import { readCheckpoint } from './sqlite-runs.ts';
import type { ConnectionStatus, ReadOptions, StoredQuarantine, StoredRecord, StoredRun } from './store.ts';

type Row = Readonly<Record<string, unknown>>;

export interface StoreReader {
  get(connection: string, id: string): StoredRecord | undefined;
  records(options: ReadOptions): readonly StoredRecord[];
  quarantined(options: ReadOptions): readonly StoredQuarantine[];
  runs(options: ReadOptions): readonly StoredRun[];
  lookups(connection: string): readonly LookupEntry[];
  countRows(connection: string): number;
  status(connection: string | undefined): readonly ConnectionStatus[];
}

/** Everything that is read back from a store. */
export function storeReader(db: DatabaseSync, model: ModelSpec): StoreReader {
  const table = quoteIdentifier(tableName(model.name));
  const columns = columnsOf(model);
  const page = (from: string, order: string, { connection, limit = 100, offset = 0 }: ReadOptions): Row[] =>
    db
      .prepare(
        `SELECT * FROM ${from} WHERE :c IS NULL OR connection = :c ORDER BY ${order} LIMIT :l OFFSET :o`,
      )
      .all({ c: connection ?? null, l: limit, o: offset });
  const count = (sql: string, connection: string): number =>
    Number(db.prepare(`SELECT count(*) AS n FROM ${sql}`).get(connection)?.['n']);

  const reader: StoreReader = {
    get(connection, id) {
      const row = db.prepare(`SELECT * FROM ${table} WHERE connection = ? AND id = ?`).get(connection, id);
      return row === undefined ? undefined : storedRecord(row, columns);
    },
    records: (options) => page(table, 'connection, id', options).map((row) => storedRecord(row, columns)),
    quarantined: (options) => page('opportune_quarantine', 'connection, id', options).map(storedQuarantine),
    runs: (options) => page('opportune_runs', 'run DESC', options).map(storedRun),
    lookups: (connection) =>
      db
        .prepare('SELECT * FROM opportune_lookups WHERE connection = ? ORDER BY table_name, key')
        .all(connection)
        .map(storedLookup),
    countRows: (connection) => count(`${table} WHERE connection = ?`, connection),
    status(connection) {
      const found = page('opportune_checkpoints', 'connection', { ...optional(connection), limit: 10_000 });
      return found.map((row) => {
        const name = text(row, 'connection');
        return {
          connection: name,
          connector: text(row, 'connector'),
          checkpoint: readCheckpoint(row),
          rows: reader.countRows(name),
          deletedRows: count(`${table} WHERE connection = ? AND deleted_at IS NOT NULL`, name),
          quarantined: count('opportune_quarantine WHERE connection = ?', name),
          lastRun: reader.runs({ connection: name, limit: 1 })[0],
          lastSuccess: lastSuccess(db, name),
        };
      });
    },
  };
  return reader;
}

function lastSuccess(db: DatabaseSync, connection: string): StoredRun | undefined {
  const row = db
    .prepare(
      `SELECT * FROM opportune_runs WHERE connection = ? AND status = 'completed' ORDER BY run DESC LIMIT 1`,
    )
    .get(connection);
  return row === undefined ? undefined : storedRun(row);
}

function optional(connection: string | undefined): ReadOptions {
  return connection === undefined ? {} : { connection };
}

function storedRecord(row: Row, columns: readonly Column[]): StoredRecord {
  const record: Record<string, JsonValue> = { id: text(row, 'id') };
  for (const column of columns) record[column.field] = decodeCell(column, row[column.name]);
  return {
    connection: text(row, 'connection'),
    connector: text(row, 'connector'),
    id: text(row, 'id'),
    record,
    native: json<JsonObject>(row, 'native'),
    mappingHash: text(row, 'mapping_hash'),
    changedAt: textOrNone(row, 'changed_at'),
    firstSeen: text(row, 'first_seen'),
    lastSeen: text(row, 'last_seen'),
    deletedAt: textOrNone(row, 'deleted_at'),
  };
}

function storedQuarantine(row: Row): StoredQuarantine {
  return {
    connection: text(row, 'connection'),
    id: text(row, 'id'),
    reason: text(row, 'reason'),
    issues: json<readonly Issue[]>(row, 'issues'),
    at: textOrNone(row, 'at'),
    native: json<JsonObject>(row, 'native'),
    run: Number(row['run']),
  };
}

function storedLookup(row: Row): LookupEntry {
  return {
    table: text(row, 'table_name'),
    key: text(row, 'key'),
    columns: json<JsonValue>(row, 'columns'),
  };
}

function storedRun(row: Row): StoredRun {
  const count = (name: string): number => Number(row[name]);
  return {
    run: count('run'),
    connection: text(row, 'connection'),
    connector: text(row, 'connector'),
    // Only we write this column.
    status: text(row, 'status') as RunStatus,
    startedAt: text(row, 'started_at'),
    endedAt: textOrNone(row, 'ended_at'),
    counts: {
      fetched: count('fetched'),
      written: count('written'),
      added: count('added'),
      unchanged: count('unchanged'),
      outdated: count('outdated'),
      quarantined: count('quarantined'),
      deleted: count('deleted'),
      alreadyDeleted: count('already_deleted'),
    },
    requests: count('requests'),
    watermark: textOrNone(row, 'watermark'),
    resumeAt: textOrNone(row, 'resume_at'),
    errorCode: textOrNone(row, 'error_code'),
    errorMessage: textOrNone(row, 'error_message'),
    mappingHash: text(row, 'mapping_hash'),
  };
}

function text(row: Row, name: string): string {
  return String(row[name]);
}

function textOrNone(row: Row, name: string): string | undefined {
  const cell = row[name];
  return typeof cell === 'string' ? cell : undefined;
}

/** JSON text that a writer of this folder made from a value of the same type. */
function json<T>(row: Row, name: string): T {
  return JSON.parse(text(row, name)) as T;
}
