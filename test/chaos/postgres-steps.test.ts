import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { unaccounted } from '../../src/store/counts.ts';
import { commitSteps } from '../../src/store/destination.ts';
import { openPostgresStore } from '../../src/store/postgres/postgres-store.ts';
import { commitStepsOnly } from '../support/commit-steps-only.ts';
import { phaseClock, phases, syncPhase, type SyncPhase } from '../support/phased-vendor.ts';
import { cuttableRelay, type CuttableRelay } from './cuttable-relay.ts';
import { postgresPlace, type ChaosPlace } from './places.ts';
import { savedTables } from './saved-tables.ts';
import { differenceOf, storeState, type StoreState } from './store-state.ts';

/** Commits of each phase; test/sync/kill.test.ts says what they are. */
const commits: Readonly<Record<SyncPhase, number>> = { backfill: 5, incremental: 2, sweep: 8 };
const serverUrl = inject('postgresUrl') ?? '';

const now = (): string => phaseClock;

async function syncIn(url: string, phase: SyncPhase, full: boolean, onStep: () => void = () => undefined) {
  const store = await openPostgresStore(url, { now, onStep: commitStepsOnly(onStep) });
  try {
    await syncPhase(store, phase, { full });
    return await store.runs();
  } finally {
    await store.close();
  }
}

describe.skipIf(serverUrl === '')('a sync into PostgreSQL whose process is gone', () => {
  let place: ChaosPlace;
  let relay: CuttableRelay;
  const ends = new Map<SyncPhase, StoreState>();

  beforeAll(async () => {
    place = await postgresPlace(serverUrl);
    relay = await cuttableRelay(place.url);
    const neverKilled = await postgresPlace(serverUrl);
    for (const phase of phases) {
      await syncIn(neverKilled.url, phase, phase === 'sweep');
      ends.set(phase, await storeState(neverKilled));
    }
    await neverKilled.remove();
    await (await openPostgresStore(place.url)).close();
  });
  afterAll(async () => {
    await relay.close();
    await place.remove();
  });

  // The connection ends at the step, as it does when the process is killed there: the server sees the same.
  describe.each(phases)('in the %s', (phase) => {
    let before: Awaited<ReturnType<typeof savedTables>>;
    beforeAll(async () => {
      before = await savedTables(place);
    });
    afterAll(async () => {
      await before.restore();
      await syncIn(place.url, phase, phase === 'sweep');
    });
    const steps = Array.from({ length: commits[phase] * commitSteps.length }, (_, index) => index + 1);

    it.each(steps)('at step %i goes on where it was, and ends like one that never was', async (step) => {
      await before.restore();
      relay.mend();
      let seen = 0;
      const cut = syncIn(relay.url, phase, phase === 'sweep', () => {
        seen += 1;
        if (seen === step) relay.cut();
      });
      const isOver = step === steps.length;
      await expect(cut).rejects.toMatchObject({ code: 'store-unreachable' });

      const runs = await syncIn(place.url, phase, phase === 'sweep' && !isOver);

      expect(differenceOf(await storeState(place), ends.get(phase) ?? {})).toBeUndefined();
      expect(runs.filter(({ counts }) => unaccounted(counts) !== 0)).toEqual([]);
      expect(runs.reduce((sum, { counts }) => sum + counts.added, 0)).toBe(
        ends.get(phase)?.['opportunities']?.length,
      );
    });
  });

  const script = fileURLToPath(new URL('../support/sync-child.ts', import.meta.url));

  // One of each step, in the second page of the backfill.
  it.concurrent.each(commitSteps.map((name, index) => [name, 2 * commitSteps.length + index + 1] as const))(
    'by a kill at "%s" ends like one that never was',
    async (_, step) => {
      const own = await postgresPlace(serverUrl);
      const child = spawn(process.execPath, [script, own.url, String(step)], { stdio: 'inherit' });
      const [, signal] = await once(child, 'close');
      expect(signal).toBe('SIGKILL');

      await syncIn(own.url, 'backfill', false);

      expect(differenceOf(await storeState(own), ends.get('backfill') ?? {})).toBeUndefined();
      await own.remove();
    },
  );
});
