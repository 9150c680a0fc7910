import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';

export type StoreRows = readonly Readonly<Record<string, unknown>>[];
export type StoreKind = 'sqlite' | 'postgres';

/** Where a store of one history lies. */
export interface ChaosPlace {
  readonly url: string;
  /** Reads past the store, as somebody with a database client would. */
  read(sql: string): Promise<StoreRows>;
  remove(): Promise<void>;
}

/** A kill loses nothing that was written, synced or not: memory does, and does not wait for a disk. */
const folders = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export function sqlitePlace(): ChaosPlace {
  const folder = mkdtempSync(join(folders, 'opportune-chaos-'));
  const file = join(folder, 'deals.db');
  return {
    url: `sqlite:${file}`,
    async read(sql) {
      const db = new DatabaseSync(file);
      try {
        return db.prepare(sql).all();
      } finally {
        db.close();
      }
    },
    remove: async () => rmSync(folder, { recursive: true }),
  };
}

let schemas = 0;

/** A schema of its own in the server at `serverUrl`. */
export async function postgresPlace(serverUrl: string): Promise<ChaosPlace> {
  schemas += 1;
  const schema = `opportune_chaos_${process.pid}_${Date.now().toString(36)}_${schemas}`;
  const url = new URL(serverUrl);
  url.searchParams.set('options', '-c synchronous_commit=off');
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(
    `SET search_path = ${schema}; SET client_min_messages = warning; SET TimeZone = 'UTC'; SET DateStyle = 'ISO'`,
  );
  url.searchParams.set('schema', schema);
  return {
    url: url.href,
    read: async (sql) => (await client.query<Record<string, unknown>>(sql)).rows,
    async remove() {
      await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      await client.end();
    },
  };
}
