import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../src/store/checkpoint.ts';
import { unaccounted } from '../../src/store/counts.ts';
import { commitSteps, endSteps, startSteps } from '../../src/store/destination.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { FakeVendor } from '../support/fake-vendor.ts';
import { copyAsIfKilled } from '../support/killed-copies.ts';
import { phaseClock, phases, syncPhase, vendorOfPhase, type SyncPhase } from '../support/phased-vendor.ts';
import { storeContents } from '../support/store-contents.ts';

/** Pages that the passes of each phase commit; opening a pass and closing a compared one are commits of their own. */
const commits: Readonly<Record<SyncPhase, number>> = {
  // Opened, three pages, closed.
  backfill: 1 + 3 + 1,
  // Opened, one page.
  incremental: 1 + 1,
  // The sweep opened, changes opened and read, three pages, three ids compared, closed.
  sweep: 1 + 2 + 3 + 1 + 1,
};

/** The last of a run's commits is over at this step. */
function lastCommitOf(phase: SyncPhase): number {
  return startSteps.length + commits[phase] * commitSteps.length;
}

function stepsOf(phase: SyncPhase): number {
  return lastCommitOf(phase) + endSteps.length;
}

interface Point {
  readonly phase: SyncPhase;
  /** Of the phase, counted from 1. */
  readonly step: number;
}

const points: readonly Point[] = phases.flatMap((phase) =>
  Array.from({ length: stepsOf(phase) }, (_, index) => ({ phase, step: index + 1 })),
);

let folder = '';
const ends = new Map<SyncPhase, ReturnType<typeof storeContents>>();
const stepsSeen = new Map<SyncPhase, number>();
const pages = new Map<SyncPhase, readonly string[]>();

const fileOf = ({ phase, step }: Point): string => join(folder, `${phase}-${step}.db`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'opportune-kill-'));
  const file = join(folder, 'never-killed.db');
  let phase: SyncPhase = 'backfill';
  const onStep = (): void => {
    const step = (stepsSeen.get(phase) ?? 0) + 1;
    stepsSeen.set(phase, step);
    copyAsIfKilled(file, fileOf({ phase, step }));
  };
  const store = await openSqliteStore(file, { now: () => phaseClock, onStep });
  for (const next of phases) {
    phase = next;
    const vendor = vendorOfPhase(phase);
    await syncPhase(store, phase, { vendor });
    pages.set(phase, fullPages(vendor));
    ends.set(phase, storeContents(file));
  }
  await store.close();
});

afterAll(() => rmSync(folder, { recursive: true }));

it('a sync that nobody kills passes through every step', () => {
  expect(Object.fromEntries(stepsSeen)).toEqual(
    Object.fromEntries(phases.map((phase) => [phase, stepsOf(phase)])),
  );
});

describe('a sync that is killed', () => {
  it.each(points)('in the $phase at step $step goes on, and ends like one that never was', async (point) => {
    const file = join(folder, `resumed-${point.phase}-${point.step}.db`);
    copyAsIfKilled(fileOf(point), file);
    const store = await openSqliteStore(file, { now: () => phaseClock, mustExist: true });
    const [status] = await store.status();
    const vendor = vendorOfPhase(point.phase);
    const isOver = point.step >= lastCommitOf(point.phase);

    // Who was told that it is over asks for no further sweep.
    await syncPhase(store, point.phase, { vendor, full: point.phase === 'sweep' && !isOver });
    const runs = await store.runs();
    await store.close();

    const end = ends.get(point.phase);
    expect(storeContents(file)).toEqual(end);
    expect(runs.filter(({ counts }) => unaccounted(counts) !== 0)).toEqual([]);
    expect(runs.reduce((sum, { counts }) => sum + counts.added, 0)).toBe(end?.['opportunities']?.length);
    expect(fullPages(vendor)).toEqual(pagesAhead(point.phase, status?.checkpoint ?? {}));
  });
});

/** Pages that a killed sync of the phase still has to read: none that was committed. */
function pagesAhead(phase: SyncPhase, { pass, sweep, generation = 0 }: Checkpoint): readonly string[] {
  const all = pages.get(phase) ?? [];
  const open = phase === 'sweep' ? sweep : pass;
  if (open === undefined) return generation === (phase === 'sweep' ? 2 : 1) ? [] : all;
  if (open.comparingAfter !== undefined) return [];
  return all.slice(open.cursor === undefined ? 0 : all.indexOf(`/deals?after=${open.cursor}`));
}

/** Pages of a listing of everything. */
function fullPages({ requests }: FakeVendor): string[] {
  return requests.filter((line) => /^\/deals(?:\?after=\d+)?$/.test(line));
}

describe('a process that is really killed', () => {
  const script = fileURLToPath(new URL('../support/sync-child.ts', import.meta.url));

  // One of each step, in the second page of the backfill: loading a process takes longer than the rest of a test.
  it.concurrent.each(commitSteps.map((name, index) => [name, 2 * commitSteps.length + index + 1] as const))(
    'at "%s" leaves what the copies of this file hold',
    async (_, step) => {
      const file = join(folder, `killed-${step}.db`);
      const child = spawn(process.execPath, [script, `sqlite:${file}`, String(step)], { stdio: 'inherit' });
      const [, signal] = await once(child, 'close');

      expect(signal).toBe('SIGKILL');
      const copied = join(folder, `copied-${step}.db`);
      copyAsIfKilled(file, copied);
      expect(storeContents(copied)).toEqual(
        storeContents(fileOf({ phase: 'backfill', step: startSteps.length + step })),
      );
    },
  );
});
