import * as fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { msFromInstant } from '../../src/model/instant.ts';
import { opportunityModel } from '../../src/model/opportunity-fields.ts';
import { openSqlStore } from '../../src/store/sql/sql-store.ts';
import type { SqlDriver } from '../../src/store/sql/driver.ts';
import { openSqliteDriver } from '../../src/store/sqlite/sqlite-driver.ts';
import { clockOf, commands, firstStart, type Pair, type Side } from './model/commands.ts';
import { contentsOf, tables } from './model/contents.ts';
import { now } from './page-of.ts';
import { postgresStores } from './stores.ts';

/** Each has about 30 steps, and everything is compared after each. */
const runs = Number(process.env['STORE_RUNS'] ?? (process.env['CI'] === 'true' ? 60 : 30));

async function sideOver(driver: SqlDriver, clock: Pair['clock']): Promise<Side> {
  const options = { model: opportunityModel, mustExist: false, now: clockOf(clock), onStep: () => undefined };
  return { driver, store: await openSqlStore(driver, options) };
}

function memory(): SqlDriver {
  return openSqliteDriver(':memory:', { mustExist: false, busyTimeoutMs: 0 });
}

/** Runs sequences of commands on SQLite and on `other`, which `reset` empties before each. */
async function compare(other: SqlDriver, reset: () => Promise<unknown>, numRuns: number): Promise<void> {
  const clock = { ms: 0 };
  const right = await sideOver(other, clock);
  await fc.assert(
    fc.asyncProperty(commands, async (sequence) => {
      clock.ms = msFromInstant(now);
      await reset();
      const left = await sideOver(memory(), clock);
      const pair: Pair = { sides: [left, right], tickets: [], clock };
      await firstStart().run({}, pair);
      await fc.asyncModelRun(() => ({ model: {}, real: pair }), sequence);
      await left.store.close();
    }),
    { numRuns, endOnFailure: true },
  );
}

const emptying = Object.keys(tables).map((table) => `DELETE FROM ${table}`);

describe.skipIf(inject('postgresUrl') === undefined)('SQLite and PostgreSQL', () => {
  it(
    'answer any sequence of operations alike, and hold the same after each',
    { timeout: 600_000 },
    async () => {
      const place = await postgresStores[0]?.make();
      if (place === undefined) throw new Error('Skipped without a server.');
      const driver = await place.driver();
      try {
        const restart = "SELECT setval(pg_get_serial_sequence('opportune_runs', 'run'), 1, false)";
        await compare(driver, () => place.execute([...emptying, restart].join('; ')), runs);
      } finally {
        await driver.close();
        await place.remove();
      }
    },
  );
});

it('the comparison itself would notice: a database that forgets tombstones is found out', async () => {
  const inner = memory();
  const forgetful: SqlDriver = {
    ...inner,
    transaction: (work) =>
      inner.transaction((session) =>
        work({
          ...session,
          run: async (sql, ...values) =>
            sql.startsWith('INSERT INTO opportune_tombstones') ? 1 : session.run(sql, ...values),
        }),
      ),
  };
  const reset = async () => {
    for (const statement of emptying) await inner.run(statement);
    await inner.run("DELETE FROM sqlite_sequence WHERE name = 'opportune_runs'");
  };

  await expect(compare(forgetful, reset, runs)).rejects.toThrow('Property failed');
  expect(Object.keys(await contentsOf(inner, inner.dialect))).toHaveLength(10);
  await inner.close();
});
