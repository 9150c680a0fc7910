import type { Instant } from '../../model/native-record.ts';
import type { StepListener } from '../destination.ts';
import { newHolder, releaseHolder } from '../lease-holder.ts';
import type { Store } from '../store.ts';
import { bindInstantOrNull } from './cells.ts';
import { censusTable } from './census.ts';
import { checkpointTable } from './checkpoints.ts';
import { credentialRows } from './credential-rows.ts';
import type { SqlDriver } from './driver.ts';
import { leases } from './leases.ts';
import { storeReader } from './read-back.ts';
import { storedWalks } from './read-natives.ts';
import { modelTable } from './row-table.ts';
import { runTable } from './runs.ts';
import { prepareSchema, type SchemaOptions } from './schema.ts';
import { viewMaker } from './views.ts';
import { pageWriter } from './write-page.ts';

export interface SqlStoreOptions extends SchemaOptions {
  /** Our clock, for `first_seen`, `last_seen` and leases. */
  readonly now: () => Instant;
  /** Told at each step of a run's start, commits and end. */
  readonly onStep: StepListener;
}

/**
 * A store over a database that is open. Makes its tables, or brings them up to this version.
 *
 * @throws StoreError `store-newer`, `not-a-store`.
 */
export async function openSqlStore(driver: SqlDriver, options: SqlStoreOptions): Promise<Store> {
  await prepareSchema(driver, options);
  return sqlStore(driver, options);
}

function sqlStore(driver: SqlDriver, { model, now, onStep }: SqlStoreOptions): Store {
  const { dialect } = driver;
  const table = modelTable(model, dialect);
  const writePage = pageWriter(dialect, table, model, onStep);
  const runs = runTable(dialect);
  const checkpoints = checkpointTable(dialect);
  const lease = leases(dialect);
  const reader = storeReader(driver, dialect, table, now);
  const holders = new Set<string>();
  const release = (holder: string): void => {
    releaseHolder(holder);
    holders.delete(holder);
  };

  return {
    name: driver.name,
    delivery: 'exactly-once',
    census: censusTable(driver, table),
    ...storedWalks(driver, dialect, table),
    ...reader,
    records: (options = {}) => reader.records(options),
    quarantined: (options = {}) => reader.quarantined(options),
    runs: (options = {}) => reader.runs(options),
    async startRun(start) {
      const holder = newHolder();
      holders.add(holder);
      try {
        const started = await driver.transaction(async (session) => {
          onStep('starting');
          const fence = await lease.take(session, start, holder, now());
          onStep('leased');
          const checkpoint = await checkpoints.open(session, start, now());
          const run = await runs.start(session, start, now());
          onStep('noted');
          return { ticket: { ...start, fence, holder, run }, checkpoint };
        });
        onStep('started');
        return started;
      } catch (error) {
        release(holder);
        throw error;
      }
    },
    async commit(ticket, page) {
      const outcome = await driver.transaction(async (session) => {
        await lease.hold(session, ticket, now());
        onStep('begun');
        const counts = await writePage(session, ticket, page, now());
        await checkpoints.save(session, ticket, page.checkpoint(counts), now());
        await runs.addCounts(session, ticket, counts);
        onStep('checkpoint');
        return counts;
      });
      onStep('committed');
      return outcome;
    },
    renew: (ticket) => lease.hold(driver, ticket, now()),
    async endRun(ticket, end) {
      try {
        await driver.transaction(async (session) => {
          onStep('ending');
          await runs.end(session, ticket, end, now());
          onStep('end noted');
          await lease.giveBack(session, ticket, now());
          onStep('given back');
        });
        onStep('ended');
      } finally {
        release(ticket.holder);
      }
    },
    credentialSlot: credentialRows(driver, now),
    defineView: viewMaker(driver, model),
    async planNextRun(connection, at) {
      const sql = 'UPDATE opportune_checkpoints SET next_run_at = $2 WHERE connection = $1';
      await driver.run(sql, connection, bindInstantOrNull(dialect, at));
    },
    async close() {
      // Whoever held a lease through this store can no longer write.
      for (const holder of holders) release(holder);
      await driver.close();
    },
  };
}
