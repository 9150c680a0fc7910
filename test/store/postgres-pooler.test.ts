import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../src/store/postgres/database.ts';
import { parsePostgresUrl } from '../../src/store/postgres/postgres-url.ts';
import type { SqlDriver } from '../../src/store/sql/driver.ts';
import { postgresStores, type DriverPlace } from './stores.ts';

/** As the server sees a connection, whoever gets it next. */
const seen = `SELECT current_setting('search_path') AS path, current_setting('lock_timeout') AS lock,
  current_setting('TimeZone') AS zone, current_setting('DateStyle') AS style`;

describe.skipIf(inject('postgresUrl') === undefined)(
  'behind a pooler that lends connections by transaction',
  () => {
    let place: DriverPlace;
    let driver: SqlDriver;
    let schema: string;

    beforeAll(async () => {
      const made = await postgresStores[0]?.make();
      if (made === undefined) throw new Error('Skipped without a server.');
      place = made;
      driver = await place.driver();
      schema = new URL(place.url).searchParams.get('schema') ?? '';
    });
    afterAll(async () => {
      await driver.close();
      await place.remove();
    });

    it('every statement brings its own settings, alone or in a transaction', async () => {
      const expected = { path: schema, lock: '5s', zone: 'UTC', style: 'ISO, MDY' };

      expect(await driver.all(seen)).toEqual([expected]);
      expect(await driver.transaction((session) => session.all(seen))).toEqual([expected]);
    });

    it('and leaves none behind for whoever gets the connection next', async () => {
      const database = openDatabase(pg, parsePostgresUrl(place.url), { busyTimeoutMs: 1234 });
      const client = await database.connect();
      const before = (await client.query(seen)).rows;
      await client.query(database.begin);
      const within = (await client.query(seen)).rows;
      await client.query('COMMIT');
      const after = (await client.query(seen)).rows;
      client.release();
      await database.close();

      expect(within).toMatchObject([{ path: schema, lock: '1234ms' }]);
      expect(before).not.toMatchObject([{ path: schema }]);
      expect(after).toEqual(before);
    });
  },
);
