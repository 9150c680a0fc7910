import type { ModelSpec } from '../../model/field-spec.ts';
import type { Instant, Tombstone } from '../../model/native-record.ts';
import { columnName, quoteIdentifier } from '../identifiers.ts';
import type { RunTicket } from '../destination.ts';
import { storableJson, storableText } from '../storable.ts';
import { bindInstantOrNull, textOrNone } from './cells.ts';
import type { SqlDialect, SqlSession } from './driver.ts';
import type { ModelTable } from './row-table.ts';

export interface TombstoneWriter {
  write(
    session: SqlSession,
    ticket: RunTicket,
    tombstone: Tombstone,
    now: Instant,
  ): Promise<'deleted' | 'alreadyDeleted'>;
  /** The records exist after all. */
  forget(session: SqlSession, ticket: RunTicket, ids: readonly string[]): Promise<void>;
  /** Moves change times of freshly translated rows again to the deletion that was reported apart from them. */
  reapply(session: SqlSession, ticket: RunTicket, ids: readonly string[]): Promise<void>;
}

/** Keeps every reported deletion, and marks or removes the row where there is one. */
export function tombstoneWriter(dialect: SqlDialect, table: ModelTable, model: ModelSpec): TombstoneWriter {
  const key = 'connection = $1 AND id = $2';
  const has = (field: string): boolean => model.fields[field] !== undefined;
  const flag = has('deleted') ? `, ${quoteIdentifier(columnName('deleted'))} = $6` : '';
  const moved = quoteIdentifier(columnName('updatedAt'));
  const sql = {
    // Somebody may have taken the mark off a row by hand.
    find: `SELECT reason, merged_into, deleted_at,
        (SELECT count(*) FROM ${table.name} WHERE ${key} AND deleted_at IS NULL) AS unmarked
      FROM opportune_tombstones WHERE ${key}`,
    keep: `INSERT INTO opportune_tombstones (connection, id, reason, merged_into, deleted_at, first_seen)
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (connection, id) DO UPDATE SET
        reason = excluded.reason, merged_into = excluded.merged_into, deleted_at = excluded.deleted_at`,
    // Without a content hash the row is written again as soon as the record comes back.
    mark: `UPDATE ${table.name} SET content_hash = '', deleted_reason = $3, merged_into = $4, deleted_at = $5${flag}
      WHERE ${key}`,
    move: `UPDATE ${table.name} SET ${moved} = $3 WHERE ${key} AND (${moved} IS NULL OR ${moved} < $3)`,
    remove: `DELETE FROM ${table.name} WHERE ${key}`,
    forget: `DELETE FROM opportune_tombstones WHERE connection = $1 AND ${dialect.isIn('id', 2)}`,
    again: `SELECT id, deleted_at FROM opportune_tombstones WHERE connection = $1 AND ${dialect.isIn('id', 2)}
      AND deleted_at IS NOT NULL`,
  };
  const move = async (session: SqlSession, connection: string, id: string, at: Instant | undefined) => {
    if (at !== undefined && has('updatedAt'))
      await session.run(sql.move, connection, id, dialect.bindInstant(at));
  };

  return {
    async write(session, { connection, deletion }, { id, reason, mergedInto, deletedAt }, now) {
      const into = mergedInto === undefined ? null : storableText(mergedInto);
      const [found] = await session.all(sql.find, connection, id);
      const same =
        found?.['reason'] === reason &&
        Number(found['unmarked']) === 0 &&
        (textOrNone(found, 'merged_into') ?? null) === into &&
        dialect.readInstant(found['deleted_at']) === deletedAt;
      if (same) return 'alreadyDeleted';
      const at = bindInstantOrNull(dialect, deletedAt);
      await session.run(sql.keep, connection, id, reason, into, at, dialect.bindInstant(now));
      if (deletion === 'hard') {
        await session.run(sql.remove, connection, id);
        return 'deleted';
      }
      const mark = [reason, into, dialect.bindInstant(deletedAt ?? now)];
      await session.run(sql.mark, connection, id, ...mark, ...(flag === '' ? [] : [true]));
      await move(session, connection, id, deletedAt);
      return 'deleted';
    },
    async forget(session, { connection }, ids) {
      if (ids.length > 0) await session.run(sql.forget, connection, storableJson(ids));
    },
    async reapply(session, { connection }, ids) {
      if (ids.length === 0) return;
      for (const row of await session.all(sql.again, connection, storableJson(ids))) {
        await move(session, connection, String(row['id']), dialect.readInstant(row['deleted_at']));
      }
    },
  };
}
