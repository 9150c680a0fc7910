import type { DatabaseSync } from 'node:sqlite';
import type { ModelSpec } from '../model/field-spec.ts';
import type { Instant, Tombstone } from '../model/native-record.ts';
import type { RunTicket } from './destination.ts';
import { columnName, quoteIdentifier, tableName } from './identifiers.ts';

export interface TombstoneWriter {
  write(ticket: RunTicket, tombstone: Tombstone, now: Instant): 'deleted' | 'alreadyDeleted';
}

/** Keeps every reported deletion, and marks the row where there is one. Rows are never removed. */
export function tombstoneWriter(db: DatabaseSync, model: ModelSpec): TombstoneWriter {
  const { find, keep, mark } = prepare(db, model);
  return {
    write({ connection }, { id, reason, mergedInto, deletedAt }, now) {
      const into = mergedInto ?? null;
      const at = deletedAt ?? null;
      const found = find.get(connection, id);
      const same =
        found?.['reason'] === reason && found['merged_into'] === into && found['deleted_at'] === at;
      if (same) return 'alreadyDeleted';
      keep.run(connection, id, reason, into, at, now);
      mark.run({ at, now, reason, into, connection, id });
      return 'deleted';
    },
  };
}

function prepare(db: DatabaseSync, model: ModelSpec) {
  const table = quoteIdentifier(tableName(model.name));
  return {
    find: db.prepare(
      'SELECT reason, merged_into, deleted_at FROM opportune_tombstones WHERE connection = ? AND id = ?',
    ),
    keep: db.prepare(
      `INSERT INTO opportune_tombstones (connection, id, reason, merged_into, deleted_at, first_seen)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET
         reason = excluded.reason, merged_into = excluded.merged_into, deleted_at = excluded.deleted_at`,
    ),
    // Without a content hash the row is written again as soon as the record comes back.
    mark: db.prepare(
      `UPDATE ${table} SET content_hash = '', deleted_at = coalesce(:at, :now), deleted_reason = :reason,
         merged_into = :into${modelColumns(model)}
       WHERE connection = :connection AND id = :id`,
    ),
  };
}

/** The model's own words for a deletion, where it has them: the flag, and a change time that moves with it. */
function modelColumns(model: ModelSpec): string {
  const flag = model.fields['deleted'] === undefined ? '' : `, ${quoteIdentifier(columnName('deleted'))} = 1`;
  if (model.fields['updatedAt'] === undefined) return flag;
  const moved = quoteIdentifier(columnName('updatedAt'));
  // max() of SQLite is null as soon as one side is.
  return `${flag}, ${moved} = coalesce(max(${moved}, :at), :at, ${moved})`;
}
