import { DatabaseSync } from 'node:sqlite';

const withoutRuns = {
  opportunities: '*',
  opportune_tombstones: '*',
  opportune_lookups: '*',
  opportune_quarantine:
    'connection, id, reason, issues, at, native, changed_at, mapping_hash, first_seen, last_seen',
  opportune_checkpoints: 'connection, connector, watermark, mapping_hash, pass',
} as const;

/** Everything a store holds, except which run wrote it. */
export function storeContents(file: string): Record<string, unknown[]> {
  const db = new DatabaseSync(file);
  try {
    const contents: Record<string, unknown[]> = {};
    for (const [table, columns] of Object.entries(withoutRuns)) {
      const rows = db.prepare(`SELECT ${columns} FROM ${table}`).all();
      contents[table] = rows.map((row) => JSON.stringify(row)).toSorted();
    }
    return contents;
  } finally {
    db.close();
  }
}
