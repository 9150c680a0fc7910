import { types } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { msFromInstant } from '../../src/model/instant.ts';
import { openPostgresDriver } from '../../src/store/postgres/postgres-driver.ts';
import { openPostgresStore } from '../../src/store/postgres/postgres-store.ts';
import { commitOf, row, start } from './page-of.ts';
import { postgresStores, type DriverPlace } from './stores.ts';

describe.skipIf(inject('postgresUrl') === undefined)('a PostgreSQL store', () => {
  let place: DriverPlace;

  beforeAll(async () => {
    const made = await postgresStores[0]?.make();
    if (made === undefined) throw new Error('Skipped without a server.');
    place = made;
  });
  afterAll(() => place.remove());

  const withOptions = (options: string): string => {
    const url = new URL(place.url);
    url.searchParams.set('options', options);
    return url.href;
  };
  const sibling = (suffix: string): string => {
    const url = new URL(place.url);
    url.searchParams.set('schema', `${url.searchParams.get('schema') ?? ''}_${suffix}`);
    return url.href;
  };
  const drop = (url: string) =>
    place.execute(`DROP SCHEMA IF EXISTS ${new URL(url).searchParams.get('schema') ?? ''} CASCADE`);

  it('says what to do where the view of custom mappings cannot be made anew', async () => {
    const store = await openPostgresStore(place.url);
    const view = await store.defineView('acme', [{ key: 'tier' }]);
    const many = Array.from({ length: 1700 }, (_, at) => ({ key: `m${at}` }));
    await expect(store.defineView('acme', many)).rejects.toMatchObject({
      context: { sqlstate: '54011' },
      hint: expect.stringContaining('fewer custom mappings'),
    });

    await place.execute(`CREATE VIEW mine AS SELECT tier FROM ${view}`);
    await expect(store.defineView('acme', [{ key: 'size' }])).rejects.toMatchObject({
      context: { sqlstate: '2BP01' },
      hint: expect.stringContaining('CASCADE'),
    });
    await store.close();
  });

  it('is not made where it must exist', async () => {
    const url = sibling('none');

    await expect(openPostgresStore(url, { mustExist: true })).rejects.toMatchObject({
      code: 'destination-not-found',
    });

    const schema = new URL(url).searchParams.get('schema') ?? '';
    expect(await place.execute(`SELECT to_regnamespace('${schema}') AS found`)).toEqual([{ found: null }]);
    await place.execute(`CREATE SCHEMA ${schema}`);
    await expect(openPostgresStore(url, { mustExist: true })).rejects.toMatchObject({
      code: 'destination-not-found',
    });
    await drop(url);
  });

  it('is made once, however many come at the same time', async () => {
    const url = sibling('crowd');

    const stores = await Promise.all(Array.from({ length: 4 }, () => openPostgresStore(url)));

    const started = await Promise.allSettled(stores.map((store) => store.startRun(start)));
    expect(started.map(({ status }) => status).toSorted()).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
    ]);
    for (const store of stores) await store.close();
    await drop(url);
  });

  it.each([
    ['of a later version', "UPDATE opportune_meta SET value = '999'", 'store-newer'],
    ['of a version there never was', "UPDATE opportune_meta SET value = 'one'", 'not-a-store'],
    ['without one of its tables', 'DROP TABLE opportune_runs', 'store-failed'],
  ])('%s is refused', async (_, damage, code) => {
    const url = sibling('damaged');
    await (await openPostgresStore(url)).close();
    const { driver } = await openPostgresDriver(url);
    await driver.run(damage);

    await expect(openPostgresStore(url)).rejects.toMatchObject({ name: 'StoreError', code });

    await driver.close();
    await drop(url);
  });

  it('leaves another’s table alone', async () => {
    const url = sibling('theirs');
    const { driver } = await openPostgresDriver(url);
    await driver.run('CREATE VIEW opportunities AS SELECT 1 AS mine');

    await expect(openPostgresStore(url)).rejects.toMatchObject({ code: 'not-a-store' });

    expect(await driver.all('SELECT mine FROM opportunities')).toEqual([{ mine: '1' }]);
    await driver.close();
    await drop(url);
  });

  it('reads the same whatever the server’s settings are, and leaves the driver’s own parsers alone', async () => {
    const parser = types.getTypeParser(20);
    const url = withOptions(
      '-c TimeZone=Asia/Kolkata -c DateStyle=German,DMY -c default_transaction_read_only=off',
    );
    const store = await openPostgresStore(url);
    const { ticket } = await store.startRun({ ...start, takeOver: true });
    const fields = { closeDate: '2026-02-03', createdAt: '2026-01-02T03:04:05.600Z', interactionCount: 7 };

    await store.commit(ticket, commitOf({ rows: [row('1', fields)] }));

    expect((await store.get(start.connection, '1'))?.record).toMatchObject(fields);
    expect(types.getTypeParser(20)).toBe(parser);
    await store.close();
  });

  it('goes by the server’s clock', async () => {
    const store = await openPostgresStore(place.url);
    const [{ now }] = (await place.execute('SELECT clock_timestamp() AS now')) as [{ now: Date }];
    await store.startRun({ ...start, takeOver: true });

    const [run] = await store.runs({ limit: 1 });

    expect(Math.abs(msFromInstant(run?.startedAt ?? '') - now.getTime())).toBeLessThan(30_000);
    await store.close();
  });

  it('is read, and its lease renewed, while a page is being written', async () => {
    const driver = await place.driver();
    const store = await openPostgresStore(place.url);
    const { ticket } = await store.startRun({ ...start, takeOver: true });
    await store.commit(ticket, commitOf({ rows: [row('beside')] }));

    await driver.transaction(async (session) => {
      await session.run("UPDATE opportunities SET title = 'not yet' WHERE id = 'beside'");
      expect((await store.get(start.connection, 'beside'))?.record['title']).toBe('Deal beside');
      await store.renew(ticket);
    });

    expect((await store.get(start.connection, 'beside'))?.record['title']).toBe('not yet');
    await store.close();
    await driver.close();
  });

  it('whose lock another keeps is reported as busy, and works afterwards', async () => {
    const driver = await place.driver();
    const store = await openPostgresStore(place.url, { busyTimeoutMs: 20 });
    const { ticket } = await store.startRun({ ...start, takeOver: true });

    await driver.transaction(async (session) => {
      await session.all('SELECT * FROM opportune_leases FOR UPDATE');
      await expect(store.commit(ticket, commitOf({}))).rejects.toMatchObject({ code: 'store-busy' });
    });

    await expect(store.commit(ticket, commitOf({ rows: [row('2')] }))).resolves.toMatchObject({ written: 1 });
    await store.close();
    await driver.close();
  });

  it('does not mind that the server ends connections which nobody uses', async () => {
    const store = await openPostgresStore(withOptions('-c application_name=opportune_idle'));
    const { ticket } = await store.startRun({ ...start, takeOver: true });
    await Promise.all([store.runs(), store.runs(), store.runs()]);

    await place.execute(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'opportune_idle'",
    );

    await expect(store.commit(ticket, commitOf({ rows: [row('idle')] }))).resolves.toMatchObject({
      fetched: 1,
    });
    await store.close();
  });

  it('tries a deadlocked transaction again', async () => {
    const { driver } = await openPostgresDriver(withOptions('-c deadlock_timeout=10'));
    await driver.run('CREATE TABLE pairs (id integer PRIMARY KEY, n integer)');
    await driver.run('INSERT INTO pairs VALUES (1, 0), (2, 0)');
    let tries = 0;
    const arrived = [0, 0];
    const both = Promise.withResolvers<void>();
    const addTo = (first: number, second: number) =>
      driver.transaction(async (session) => {
        tries += 1;
        await session.run('UPDATE pairs SET n = n + 1 WHERE id = $1', first);
        arrived[first - 1] = 1;
        if (arrived.every((seen) => seen === 1)) both.resolve();
        await both.promise;
        await session.run('UPDATE pairs SET n = n + 1 WHERE id = $1', second);
      });

    await Promise.all([addTo(1, 2), addTo(2, 1)]);

    expect(tries).toBe(3);
    expect(await driver.all('SELECT n FROM pairs ORDER BY id')).toEqual([{ n: '2' }, { n: '2' }]);
    await driver.close();
  });
});
