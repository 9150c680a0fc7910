import type { Instant } from '../../model/native-record.ts';
import type { FieldEntry, RunTicket } from '../destination.ts';
import type { StoredField } from '../store.ts';
import { storableJson, storableText } from '../storable.ts';
import { text, textOrNone } from './cells.ts';
import type { SqlDialect, SqlRow, SqlSession } from './driver.ts';

/** Which custom fields each connection's account has and had. */
export interface FieldTable {
  /** @param entries all of them: one that is not among them is gone. */
  write(session: SqlSession, ticket: RunTicket, entries: readonly FieldEntry[], now: Instant): Promise<void>;
  read(session: SqlSession, connection: string): Promise<readonly StoredField[]>;
}

export function fieldTable(dialect: SqlDialect): FieldTable {
  const source = dialect.fromJson(2, ['key', 'label', 'type']);
  const now = `CAST($3 AS ${dialect.types.timestamp})`;
  const retyped = 'opportune_fields.type <> excluded.type';
  const sql = {
    keep: `INSERT INTO opportune_fields (connection, key, label, type, first_seen, last_seen)
      SELECT $1, source.key, source.label, source.type, ${now}, ${now} FROM ${source} AS source WHERE true
      ON CONFLICT (connection, key) DO UPDATE SET
        former_type = CASE WHEN ${retyped} THEN opportune_fields.type ELSE opportune_fields.former_type END,
        retyped_at = CASE WHEN ${retyped} THEN excluded.last_seen ELSE opportune_fields.retyped_at END,
        label = excluded.label, type = excluded.type, last_seen = excluded.last_seen, removed_at = NULL`,
    remove: `UPDATE opportune_fields SET removed_at = $3
      WHERE connection = $1 AND removed_at IS NULL AND NOT (${dialect.isIn('key', 2)})`,
    read: 'SELECT * FROM opportune_fields WHERE connection = $1 ORDER BY key',
  };
  return {
    async write(session, { connection }, entries, at) {
      // One statement may not touch a row twice: the later entry wins.
      const rows = new Map(entries.map(({ key, label, type }) => [storableText(key), { key, label, type }]));
      const seen = [storableJson([...rows.keys()]), dialect.bindInstant(at)] as const;
      await session.run(sql.remove, connection, ...seen);
      if (rows.size > 0) await session.run(sql.keep, connection, storableJson([...rows.values()]), seen[1]);
    },
    async read(session, connection) {
      return (await session.all(sql.read, connection)).map((row) => storedField(dialect, row));
    },
  };
}

function storedField(dialect: SqlDialect, row: SqlRow): StoredField {
  return {
    key: text(row, 'key'),
    label: text(row, 'label'),
    type: text(row, 'type'),
    formerType: textOrNone(row, 'former_type'),
    retypedAt: dialect.readInstant(row['retyped_at']),
    firstSeen: dialect.readInstant(row['first_seen']) ?? '',
    lastSeen: dialect.readInstant(row['last_seen']) ?? '',
    removedAt: dialect.readInstant(row['removed_at']),
  };
}
