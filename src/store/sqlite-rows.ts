import type { DatabaseSync } from 'node:sqlite';
import type { ModelSpec } from '../model/field-spec.ts';
import type { Instant } from '../model/native-record.ts';
import { columnsOf, encodeCell, type Column } from './columns.ts';
import { contentHash } from './content-hash.ts';
import type { PageRow, RunTicket, UnifiedRecord } from './destination.ts';
import { quoteIdentifier, tableName } from './identifiers.ts';
import type { UnstorableValueError } from './store-error.ts';

export type RowOutcome = 'added' | 'written' | 'unchanged' | 'outdated';

export interface RowWriter {
  /** @throws UnstorableValueError when a value does not fit its column; nothing of the row is written then. */
  write(ticket: RunTicket, row: PageRow, fullPass: boolean, now: Instant): RowOutcome;
}

const kept = ['native', 'changed_at', 'content_hash', 'mapping_hash', 'last_seen', 'deleted_at'] as const;

/** Writes rows of the model's table: only what differs, and never an older version over a newer one. */
export function rowWriter(db: DatabaseSync, model: ModelSpec): RowWriter {
  const columns = columnsOf(model);
  const { find, insert, update, touch, forget } = prepare(db, tableName(model.name), columns);
  return {
    write(ticket, { native, record }, fullPass, now) {
      const key = [ticket.connection, native.id] as const;
      const found = find.get(...key);
      const storedChange = found?.['changed_at'];
      if (
        typeof storedChange === 'string' &&
        native.changedAt !== undefined &&
        native.changedAt < storedChange
      ) {
        return 'outdated';
      }
      const fingerprint = contentHash([record, native.body, native.changedAt ?? null]);
      if (found?.['content_hash'] === fingerprint && found['mapping_hash'] === ticket.mappingHash) {
        if (fullPass) touch.run(now, ...key);
        return 'unchanged';
      }
      const values = [
        ticket.connector,
        ...columns.map((column) => bindable(column, record)),
        JSON.stringify(native.body),
        native.changedAt ?? null,
        fingerprint,
        ticket.mappingHash,
        now,
        record['deleted'] === true ? (found?.['deleted_at'] ?? native.changedAt ?? now) : null,
      ];
      if (found === undefined) insert.run(...values, now, ...key);
      else update.run(...values, ...key);
      forget.run(...key);
      return found === undefined ? 'added' : 'written';
    },
  };
}

function prepare(db: DatabaseSync, name: string, columns: readonly Column[]) {
  const table = quoteIdentifier(name);
  const written = ['connector', ...columns.map((column) => column.name), ...kept].map(quoteIdentifier);
  const inserted = [...written, 'first_seen', 'connection', 'id'];
  const where = 'WHERE connection = ? AND id = ?';
  return {
    find: db.prepare(`SELECT content_hash, mapping_hash, changed_at, deleted_at FROM ${table} ${where}`),
    insert: db.prepare(
      `INSERT INTO ${table} (${inserted.join(', ')}) VALUES (${inserted.map(() => '?').join(', ')})`,
    ),
    update: db.prepare(
      `UPDATE ${table} SET ${written.map((column) => `${column} = ?`).join(', ')},
       deleted_reason = NULL, merged_into = NULL ${where}`,
    ),
    touch: db.prepare(`UPDATE ${table} SET last_seen = ? ${where}`),
    forget: db.prepare(`DELETE FROM opportune_tombstones ${where}`),
  };
}

function bindable(column: Column, record: UnifiedRecord): string | number | null {
  const cell = encodeCell(column, record[column.field]);
  return typeof cell === 'boolean' ? Number(cell) : cell;
}

/** What quarantine says about a record whose value did not fit. */
export function unstorableIssue(row: PageRow, error: UnstorableValueError) {
  const value = row.record[error.field];
  const native = typeof value === 'string' ? value.slice(0, 64) : typeof value;
  return { record: row.native.id, field: error.field, code: 'out-of-range', native, at: '' } as const;
}
