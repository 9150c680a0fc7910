import type { Issue } from '../../model/issue.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { Instant } from '../../model/native-record.ts';
import type { LookupEntry, RunStatus, RunTask } from '../destination.ts';
import { storableJson } from '../storable.ts';
import type {
  ConnectionStatus,
  ReadOptions,
  Store,
  StoredQuarantine,
  StoredRecord,
  StoredRun,
} from '../store.ts';
import { json, readField, text, textOrNone } from './cells.ts';
import { readCheckpoint } from './checkpoints.ts';
import type { SqlDialect, SqlRow, SqlSession } from './driver.ts';
import { fieldTable } from './fields.ts';
import { runAtWork } from './leases.ts';
import type { ModelTable } from './row-table.ts';

export interface StoreReader {
  get(connection: string, id: string): Promise<StoredRecord | undefined>;
  records(options: ReadOptions): Promise<readonly StoredRecord[]>;
  quarantined(options: ReadOptions): Promise<readonly StoredQuarantine[]>;
  runs(options: ReadOptions): Promise<readonly StoredRun[]>;
  lookups: Store['lookups'];
  fields: Store['fields'];
  countRows(connection: string): Promise<number>;
  countLive(connection: string): Promise<number>;
  status(connection: string | undefined): Promise<readonly ConnectionStatus[]>;
}

/** Everything that people and programs read back from a store. */
export function storeReader(
  session: SqlSession,
  dialect: SqlDialect,
  table: ModelTable,
  now: () => Instant,
): StoreReader {
  const fields = fieldTable(dialect);
  const page = (from: string, order: string, options: ReadOptions): Promise<readonly SqlRow[]> => {
    const { connection, limit = 100, offset = 0 } = options;
    const where = connection === undefined ? '' : 'WHERE connection = $3';
    const sql = `SELECT * FROM ${from} ${where} ORDER BY ${order} LIMIT $1 OFFSET $2`;
    return session.all(sql, limit, offset, ...(connection === undefined ? [] : [connection]));
  };
  const count = async (from: string, connection: string): Promise<number> => {
    const [row] = await session.all(`SELECT count(*) AS n FROM ${from}`, connection);
    return Number(row?.['n']);
  };
  /** Both in one statement: a page that is committed between two would make them contradict each other. */
  const tally = async (
    connection: string,
  ): Promise<{ readonly rows: number; readonly deletedRows: number }> => {
    const sql = `SELECT count(*) AS n, count(deleted_at) AS deleted FROM ${table.name} WHERE connection = $1`;
    const [row] = await session.all(sql, connection);
    return { rows: Number(row?.['n']), deletedRows: Number(row?.['deleted']) };
  };
  const lastSuccess = async (connection: string): Promise<StoredRun | undefined> => {
    const [row] = await session.all(
      `SELECT * FROM opportune_runs WHERE connection = $1 AND status = 'completed' AND task = 'sync'
       ORDER BY run DESC LIMIT 1`,
      connection,
    );
    return row === undefined ? undefined : storedRun(dialect, row);
  };

  /** A process that was killed says nothing: only its lease tells that the run is no more. */
  const lastRun = async (connection: string): Promise<StoredRun | undefined> => {
    const sql = `SELECT last.*, lease.holder, lease.expires_at
      FROM opportune_runs AS last LEFT JOIN opportune_leases AS lease ON lease.connection = last.connection
      WHERE last.connection = $1 ORDER BY last.run DESC LIMIT 1`;
    const [row] = await session.all(sql, connection);
    if (row === undefined) return undefined;
    const run = storedRun(dialect, row);
    const isOver = run.status === 'running' && runAtWork(dialect, row, now()) === undefined;
    return isOver ? { ...run, status: 'interrupted' } : run;
  };

  const reader: StoreReader = {
    async get(connection, id) {
      const sql = `SELECT * FROM ${table.name} WHERE connection = $1 AND id = $2`;
      const [row] = await session.all(sql, connection, id);
      return row === undefined ? undefined : storedRecord(dialect, table, row);
    },
    records: async (options) =>
      (await page(table.name, 'connection, id', options)).map((row) => storedRecord(dialect, table, row)),
    quarantined: async (options) =>
      (await page('opportune_quarantine', 'connection, id', options)).map(storedQuarantine),
    runs: async (options) =>
      (await page('opportune_runs', 'run DESC', options)).map((row) => storedRun(dialect, row)),
    async lookups(connection, tables, keys) {
      const lists = [
        ['table_name', tables],
        ['key', keys],
      ] as const;
      const values: string[] = [];
      const conditions = lists.flatMap(([column, list]) => {
        if (list === undefined) return [];
        values.push(storableJson(list));
        return [`AND ${dialect.isIn(column, values.length + 1)}`];
      });
      const sql = `SELECT * FROM opportune_lookups WHERE connection = $1 ${conditions.join(' ')}
        ORDER BY table_name, key`;
      return (await session.all(sql, connection, ...values)).map(storedLookup);
    },
    fields: (connection) => fields.read(session, connection),
    countRows: (connection) => count(`${table.name} WHERE connection = $1`, connection),
    countLive: (connection) =>
      count(`${table.name} WHERE connection = $1 AND deleted_at IS NULL`, connection),
    async status(connection) {
      const options = connection === undefined ? {} : { connection };
      const found = await page('opportune_checkpoints', 'connection', { ...options, limit: 10_000 });
      const statuses: ConnectionStatus[] = [];
      for (const row of found) {
        const name = text(row, 'connection');
        const { rows, deletedRows } = await tally(name);
        statuses.push({
          connection: name,
          connector: text(row, 'connector'),
          checkpoint: readCheckpoint(row),
          rows,
          deletedRows,
          quarantined: await count('opportune_quarantine WHERE connection = $1', name),
          lastRun: await lastRun(name),
          lastSuccess: await lastSuccess(name),
          nextRunAt: dialect.readInstant(row['next_run_at']),
        });
      }
      return statuses;
    },
  };
  return reader;
}

function storedRecord(dialect: SqlDialect, table: ModelTable, row: SqlRow): StoredRecord {
  const record: Record<string, JsonValue> = { id: text(row, 'id') };
  for (const column of table.fields) record[column.field] = readField(dialect, column, row[column.name]);
  return {
    connection: text(row, 'connection'),
    connector: text(row, 'connector'),
    id: text(row, 'id'),
    record,
    native: json<JsonObject>(row, 'native'),
    mappingHash: text(row, 'mapping_hash'),
    changedAt: dialect.readInstant(row['changed_at']),
    firstSeen: dialect.readInstant(row['first_seen']) ?? '',
    lastSeen: dialect.readInstant(row['last_seen']) ?? '',
    deletedAt: dialect.readInstant(row['deleted_at']),
    deletedReason: textOrNone(row, 'deleted_reason'),
    mergedInto: textOrNone(row, 'merged_into'),
  };
}

function storedQuarantine(row: SqlRow): StoredQuarantine {
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

function storedLookup(row: SqlRow): LookupEntry {
  return {
    table: text(row, 'table_name'),
    key: text(row, 'key'),
    columns: json<JsonValue>(row, 'columns'),
  };
}

function storedRun(dialect: SqlDialect, row: SqlRow): StoredRun {
  const count = (name: string): number => Number(row[name]);
  const instant = (name: string): string | undefined => dialect.readInstant(row[name]);
  return {
    run: count('run'),
    connection: text(row, 'connection'),
    connector: text(row, 'connector'),
    // Only we write these two columns.
    task: text(row, 'task') as RunTask,
    status: text(row, 'status') as RunStatus,
    startedAt: instant('started_at') ?? '',
    endedAt: instant('ended_at'),
    counts: {
      fetched: count('fetched'),
      written: count('written'),
      added: count('added'),
      unchanged: count('unchanged'),
      outdated: count('outdated'),
      quarantined: count('quarantined'),
      deleted: count('deleted'),
      alreadyDeleted: count('already_deleted'),
      undated: count('undated'),
    },
    requests: count('requests'),
    peakShare: row['peak_share'] === null ? undefined : count('peak_share'),
    watermark: instant('watermark'),
    resumeAt: instant('resume_at'),
    errorCode: textOrNone(row, 'error_code'),
    errorMessage: textOrNone(row, 'error_message'),
    mappingHash: text(row, 'mapping_hash'),
  };
}
