import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { inject } from 'vitest';
import { openPostgresDriver } from '../../src/store/postgres/postgres-driver.ts';
import { openPostgresStore } from '../../src/store/postgres/postgres-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { SqlDriver } from '../../src/store/sql/driver.ts';
import type { StoreOptions } from '../../src/store/store-options.ts';
import type { Store } from '../../src/store/store.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Where one test keeps its stores. */
export interface StorePlace {
  readonly url: string;
  open(options?: StoreOptions): Promise<Store>;
  /** Sends statements past the store, for what nobody else should do to it. */
  execute(sql: string): Promise<Rows>;
  remove(): Promise<void>;
}

/** A place of which a driver can be had without a store over it. */
export interface DriverPlace extends StorePlace {
  driver(): Promise<SqlDriver>;
}

export interface StoreKind {
  readonly label: string;
  readonly make: () => Promise<StorePlace>;
}

const sqliteFile: StoreKind = {
  label: 'SQLite file',
  async make() {
    const folder = mkdtempSync(join(tmpdir(), 'opportune-store-'));
    const file = join(folder, 'deals.db');
    return {
      url: `sqlite:${file}`,
      open: (options) => openSqliteStore(file, options),
      async execute(sql) {
        const db = new DatabaseSync(file);
        try {
          return db.prepare(sql).all();
        } finally {
          db.close();
        }
      },
      remove: async () => rmSync(folder, { recursive: true }),
    };
  },
};

const sqliteMemory: StoreKind = {
  label: 'SQLite memory',
  make: async () => ({
    url: 'sqlite::memory:',
    open: (options) => openSqliteStore(':memory:', options),
    execute: () => Promise.reject(new Error('Nothing but the store sees a database in memory.')),
    remove: async () => undefined,
  }),
};

let schemas = 0;

const postgres = {
  label: 'PostgreSQL',
  async make(): Promise<DriverPlace> {
    const server = new URL(inject('postgresUrl') ?? '');
    schemas += 1;
    const schema = `opportune_test_${process.pid}_${Date.now().toString(36)}_${schemas}`;
    // Nothing here has to survive a power cut.
    server.searchParams.set('options', '-c synchronous_commit=off');
    const client = new Client({ connectionString: server.href });
    await client.connect();
    await client.query(
      `SET search_path = ${schema}; SET client_min_messages = warning; SET TimeZone = 'UTC'`,
    );
    server.searchParams.set('schema', schema);
    return {
      url: server.href,
      open: (options) => openPostgresStore(server.href, options),
      driver: async () => (await openPostgresDriver(server.href)).driver,
      execute: async (sql) => (await client.query(sql)).rows,
      async remove() {
        await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
        await client.end();
      },
    };
  },
} satisfies StoreKind & { readonly make: () => Promise<DriverPlace> };

const ofServer: readonly (typeof postgres)[] = inject('postgresUrl') === undefined ? [] : [postgres];

/** What is kept when it is closed. */
export const lastingStores: readonly StoreKind[] = [sqliteFile, ...ofServer];
export const allStores: readonly StoreKind[] = [...lastingStores, sqliteMemory];
export const postgresStores = ofServer;
