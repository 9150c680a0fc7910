import { describe, expect, inject, it } from 'vitest';
import { opportunityModel } from '../../src/model/opportunity-fields.ts';
import type { PageCommit } from '../../src/store/destination.ts';
import type { SqlDriver, SqlSession } from '../../src/store/sql/driver.ts';
import { openSqlStore } from '../../src/store/sql/sql-store.ts';
import { openSqliteDriver } from '../../src/store/sqlite/sqlite-driver.ts';
import type { Store } from '../../src/store/store.ts';
import { ourTables } from '../../src/store/sql/tables.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { faultyDriver, type Fault, type FaultyDriver } from './faulty-driver.ts';
import { contentsOf, tables } from './model/contents.ts';
import { commitOf, completed, now, row, start } from './page-of.ts';
import { postgresStores } from './stores.ts';

/** On a server, a developer’s machine looks at every third place, CI at each. */
const stride = process.env['CI'] === 'true' ? 1 : 3;

const slowly = { timeout: 240_000 };

const later = '2026-02-01T00:00:00.000Z';
const pages: readonly PageCommit[] = [
  commitOf({
    rows: [row('1'), row('2'), row('3', { monetaryAmount: 'much' })],
    quarantine: [{ native: row('4').native, reason: 'unusable', issues: [] }],
    lookups: [{ table: 'stages', key: '1', columns: { name: 'New' } }],
    generation: 1,
  }),
  commitOf({
    rows: [row('2', { title: 'better' }, later), row('4'), row('5')],
    tombstones: [
      { id: '1', reason: 'deleted', deletedAt: later },
      { id: '9', reason: 'archived' },
    ],
    generation: 1,
  }),
];

/** Reads what is not yet there, as a sync does: the checkpoint says how many pages are. */
async function syncInto(store: Store): Promise<void> {
  const { ticket, checkpoint } = await store.startRun({ ...start, takeOver: true });
  const done = checkpoint.generation ?? 0;
  for (const [index, page] of pages.slice(done).entries()) {
    await store.commit(ticket, { ...page, checkpoint: () => ({ generation: done + index + 1 }) });
    await store.renew(ticket);
  }
  await store.endRun(ticket, completed);
}

const options = { model: opportunityModel, mustExist: false, now: () => now, onStep: () => undefined };
const open = (driver: SqlDriver): Promise<Store> => openSqlStore(driver, options);

/** What must be whole: everything but the history of runs and who held the lease. */
async function pagesIn(driver: SqlDriver): Promise<string> {
  const {
    opportune_runs: _runs,
    opportune_leases: _leases,
    ...kept
  } = await contentsOf(driver, driver.dialect);
  return JSON.stringify(kept, (name, value: unknown) => (name === 'run' ? undefined : value));
}

/** The contents after no page, after one, and so on, as a run without faults leaves them. */
async function wholePages(): Promise<readonly string[]> {
  const driver = openSqliteDriver(':memory:', { mustExist: false, busyTimeoutMs: 0 });
  const store = await open(driver);
  const found = [await pagesIn(driver)];
  const { ticket } = await store.startRun(start);
  found.push(await pagesIn(driver));
  for (const [index, page] of pages.entries()) {
    await store.commit(ticket, { ...page, checkpoint: () => ({ generation: index + 1 }) });
    found.push(await pagesIn(driver));
  }
  await store.close();
  return found;
}

/** Fails at each place in turn, and looks what is left. @returns the codes that came out, and how many places there were. */
async function strikeEverywhere(driver: FaultyDriver, empty: () => Promise<unknown>, step = 1) {
  const whole = await wholePages();
  const store = await open(driver);
  driver.strikeAt(0);
  await syncInto(store);
  const places = driver.places();
  const codes = new Set<string>();
  for (let place = 1; place <= places; place += step) {
    await empty();
    driver.strikeAt(place);
    const outcome = await syncInto(store).then(
      () => 'completed',
      (error: unknown) => (error instanceof StoreError ? error.code : Promise.reject(error)),
    );
    codes.add(outcome);
    driver.strikeAt(0);

    expect(whole, `after a fault at ${place}`).toContain(await pagesIn(driver));
    await syncInto(store);
    expect(await pagesIn(driver), `after a fault at ${place} and another run`).toBe(whole.at(-1));
  }
  return { codes: [...codes], places };
}

const emptying = Object.keys(tables).map((table) => `DELETE FROM ${table}`);

async function emptied(driver: SqlSession): Promise<void> {
  for (const statement of emptying) await driver.run(statement);
}

function memory(): SqlDriver {
  return openSqliteDriver(':memory:', { mustExist: false, busyTimeoutMs: 0 });
}

it.each(['store-busy', 'store-full', 'store-failed'] as const)(
  'SQLite holds whole pages only after %s at any place, and a later run goes on',
  async (code) => {
    const inner = memory();
    const driver = faultyDriver(inner, () => Promise.reject(new StoreError(code, 'Injected.')));

    const { codes, places } = await strikeEverywhere(driver, () => emptied(inner));

    expect(codes).toEqual([code]);
    expect(places).toBeGreaterThan(70);
    await inner.close();
  },
);

it('the check itself would notice a page that was written in part', async () => {
  const inner = memory();
  const torn: SqlDriver = { ...inner, transaction: (work) => work(inner) };
  const driver = faultyDriver(torn, () => Promise.reject(new StoreError('store-full', 'Injected.')));

  await expect(strikeEverywhere(driver, () => emptied(inner))).rejects.toThrow(/after a fault at/);
  await inner.close();
});

it('a disk that is really full takes nothing of a page, and the next run goes on', async () => {
  const inner = memory();
  const store = await open(inner);
  const { ticket } = await store.startRun(start);
  const [{ page_count: used }] = (await inner.all('PRAGMA page_count')) as [{ page_count: number }];
  await inner.all(`PRAGMA max_page_count = ${used + 2}`);
  const body = { id: '1', text: 'x'.repeat(100_000) };
  const page = commitOf({ rows: [row('0'), { ...row('1'), native: { ...row('1').native, body } }] });

  await expect(store.commit(ticket, page)).rejects.toMatchObject({ code: 'store-full' });
  expect(await store.countRows(start.connection)).toBe(0);
  await inner.all('PRAGMA max_page_count = 100000');

  expect(await store.commit(ticket, page)).toMatchObject({ added: 2 });
  await store.close();
});

describe('making the tables', () => {
  it('is all or nothing, whatever fails', async () => {
    for (let place = 1; ; place += 1) {
      const inner = memory();
      const driver = faultyDriver(inner, () => Promise.reject(new StoreError('store-full', 'Injected.')));
      driver.strikeAt(place);
      const failed = await open(driver).then(
        () => false,
        () => true,
      );
      const made = await inner.all("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%'");
      // Ours, the model's and `opportune_meta`.
      expect(made).toHaveLength(failed ? 0 : Object.keys(ourTables).length + 2);
      await expect(open(inner)).resolves.toBeDefined();
      await inner.close();
      if (!failed) {
        expect(place).toBeGreaterThan(20);
        return;
      }
    }
  });
});

const onServer = async (
  work: (driver: SqlDriver, past: (sql: string) => Promise<unknown>) => Promise<void>,
) => {
  const place = await postgresStores[0]?.make();
  if (place === undefined) throw new Error('Skipped without a server.');
  const driver = await place.driver();
  try {
    await work(driver, (sql) => place.execute(sql));
  } finally {
    await driver.close();
    await place.remove();
  }
};

describe.skipIf(inject('postgresUrl') === undefined)('PostgreSQL', () => {
  it(
    'holds whole pages only after its connection is ended at any place, and a later run goes on',
    slowly,
    async () => {
      await onServer(async (inner, past) => {
        const ended: Fault = async (session) => {
          const [row0] = await session.all('SELECT pg_backend_pid() AS pid');
          await past(`SELECT pg_terminate_backend(${String(row0?.['pid'])})`);
        };
        const driver = faultyDriver(inner, ended);

        const { codes, places } = await strikeEverywhere(driver, () => past(emptying.join('; ')), stride);

        // Where the connection had nothing more to do, nobody notices.
        expect(codes.toSorted()).toEqual(['completed', 'store-unreachable']);
        expect(places).toBeGreaterThan(70);
      });
    },
  );

  it('tries again by itself after a conflict at any place', slowly, async () => {
    await onServer(async (inner, past) => {
      const conflict = new StoreError('store-busy', 'Injected.', { context: { sqlstate: '40001' } });
      const driver = faultyDriver(inner, () => Promise.reject(conflict));

      const { codes } = await strikeEverywhere(driver, () => past(emptying.join('; ')), stride);

      // A renewal is one statement: the next one comes soon enough.
      expect(codes.toSorted()).toEqual(['completed', 'store-busy']);
    });
  });

  it('goes on where the answer to a COMMIT was lost', async () => {
    await onServer(async (inner) => {
      let lost = false;
      const whole = await wholePages();
      const driver: SqlDriver = {
        ...inner,
        async transaction(work) {
          const result = await inner.transaction(work);
          if (!lost) return result;
          lost = false;
          throw new StoreError('store-unreachable', 'Injected.');
        },
      };
      const store = await open(driver);
      const { ticket } = await store.startRun(start);
      lost = true;
      const [page = commitOf({})] = pages;
      await expect(
        store.commit(ticket, { ...page, checkpoint: () => ({ generation: 1 }) }),
      ).rejects.toMatchObject({
        code: 'store-unreachable',
      });

      await syncInto(store);

      expect(await pagesIn(inner)).toBe(whole.at(-1));
    });
  });
});
