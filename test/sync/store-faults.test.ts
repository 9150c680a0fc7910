import { describe, expect, it } from 'vitest';
import { opportunityModel } from '../../src/model/opportunity-fields.ts';
import { drawsOf } from '../../src/sandbox-kit/random.ts';
import type { SqlDriver, SqlSession } from '../../src/store/sql/driver.ts';
import { openSqlStore } from '../../src/store/sql/sql-store.ts';
import { openSqliteDriver } from '../../src/store/sqlite/sqlite-driver.ts';
import type { Store } from '../../src/store/store.ts';
import { StoreError, type StoreErrorCode } from '../../src/store/store-error.ts';
import { phaseClock, phases, syncPhase } from '../support/phased-vendor.ts';

/** What goes wrong, once, at the n-th statement, or at the n-th end of a transaction. */
interface Failing {
  readonly at: number;
  readonly error: StoreError;
}

const failures: Readonly<Record<string, StoreErrorCode>> = {
  busy: 'store-busy',
  full: 'store-full',
  'connection reset': 'store-unreachable',
  deadlock: 'store-busy',
  'serialization failure': 'store-busy',
};

/** Counts statements and transactions' ends, and lets one of them fail. */
function failingDriver(driver: SqlDriver, failing: Failing | undefined) {
  let seen = 0;
  const step = (): void => {
    seen += 1;
    if (seen === failing?.at) throw failing.error;
  };
  const over = (session: SqlSession): SqlSession => ({
    all: async (sql, ...values) => {
      step();
      return session.all(sql, ...values);
    },
    run: async (sql, ...values) => {
      step();
      return session.run(sql, ...values);
    },
  });
  const faulty: SqlDriver = {
    ...driver,
    ...over(driver),
    async transaction(work) {
      const result = await driver.transaction((session) => work(over(session)));
      // Committed, but the word of it was lost.
      step();
      return result;
    },
  };
  return { driver: faulty, statements: () => seen };
}

function openOver(driver: SqlDriver): Promise<Store> {
  return openSqlStore(driver, {
    model: opportunityModel,
    mustExist: false,
    now: () => phaseClock,
    onStep: () => undefined,
  });
}

async function contents(store: Store): Promise<unknown> {
  const [status] = await store.status();
  const quarantined = await store.quarantined();
  return {
    records: await store.records({ limit: 1000 }),
    quarantined: quarantined.map(({ run: _run, ...rest }) => rest),
    lookups: await store.lookups('fake'),
    checkpoint: status?.checkpoint,
  };
}

/** All phases, each begun again after a failure. @returns how many runs failed. */
async function syncAll(store: Store): Promise<number> {
  let failed = 0;
  for (const phase of phases) {
    try {
      await syncPhase(store, phase);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      failed += 1;
      const [status] = await store.status();
      const isOver =
        phase === 'sweep' && status?.checkpoint.generation === 2 && status.checkpoint.sweep === undefined;
      await syncPhase(store, phase, { full: phase === 'sweep' && !isOver });
    }
  }
  return failed;
}

async function neverFailed() {
  const { driver, statements } = failingDriver(
    openSqliteDriver(':memory:', { mustExist: false, busyTimeoutMs: 0 }),
    undefined,
  );
  const store = await openOver(driver);
  const before = statements();
  await syncAll(store);
  const during = statements() - before;
  const end = await contents(store);
  await store.close();
  return { before, during, end };
}

describe('a sync whose store fails once', () => {
  const draws = drawsOf(2026);

  it.each(Object.entries(failures))(
    'by "%s" at any statement fails or recovers, and the next run ends like one that never failed',
    async (name, code) => {
      const { before, during, end } = await neverFailed();
      for (let index = 0; index < 20; index += 1) {
        const at = before + draws.integer(index, name, 1, during);
        const inner = openSqliteDriver(':memory:', { mustExist: false, busyTimeoutMs: 0 });
        const { driver, statements } = failingDriver(inner, {
          at,
          error: new StoreError(code, `Fails at ${at}.`),
        });
        const store = await openOver(driver);

        const failed = await syncAll(store);

        expect(statements(), `statement ${at}`).toBeGreaterThanOrEqual(at);
        expect(failed, `statement ${at}`).toBeLessThanOrEqual(1);
        expect(await contents(store), `statement ${at}`).toEqual(end);
        const runs = await store.runs();
        expect(runs.reduce((sum, { counts }) => sum + counts.added, 0)).toBe(await store.countRows('fake'));
        await store.close();
      }
    },
  );
});
