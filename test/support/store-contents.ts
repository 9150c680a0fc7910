import { DatabaseSync } from 'node:sqlite';
import { Checkpoint } from '../../src/store/checkpoint.ts';

const withoutRuns = {
  opportunities: '*',
  opportune_tombstones: '*',
  opportune_lookups: '*',
  opportune_fields: 'connection, key, label, type, former_type',
  opportune_quarantine:
    'connection, id, reason, issues, at, native, changed_at, mapping_hash, first_seen, last_seen',
  opportune_checkpoints: 'connection, connector, watermark, checkpoint',
} as const;

/** Everything a store holds, except which run wrote it. */
export function storeContents(file: string): Record<string, unknown[]> {
  const db = new DatabaseSync(file);
  try {
    const contents: Record<string, unknown[]> = {};
    for (const [table, columns] of Object.entries(withoutRuns)) {
      const rows = db.prepare(`SELECT ${columns} FROM ${table}`).all();
      contents[table] = rows.map((row) => JSON.stringify(readable(row))).toSorted();
    }
    return contents;
  } finally {
    db.close();
  }
}

/** A checkpoint's keys may stand in any order. */
function readable({ checkpoint, ...row }: Readonly<Record<string, unknown>>): unknown {
  return typeof checkpoint === 'string' ? { ...row, ...Checkpoint.parse(JSON.parse(checkpoint)) } : row;
}
