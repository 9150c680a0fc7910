import { verify } from '../../src/index.ts';
import type { SyncOptions } from '../../src/sync/sync-types.ts';
import {
  change,
  compareWith,
  miscounted,
  pass,
  reconnect,
  remap,
  run,
  runUntilCurrent,
  shownEdit,
  truthOf,
  unverified,
  type History,
} from './history.ts';
import type { Truth } from './compare.ts';
import type { Choices } from './choices.ts';

const minute = 60_000;
const day = 86_400_000;
/** Requests of a run at which something may happen; enough to meet every page. */
const mostChangesInARun = 20;

/** Lets a history happen. @returns what is wrong at its quiet points; empty where all is well. */
export async function play(history: History): Promise<string[]> {
  const { choices } = history;
  await restlessRun(history, {});
  const kinds = stepKinds.filter(({ mends }) => history.mends || mends !== true);
  for (let steps = choices.integer(3, 6); steps > 0; steps -= 1) {
    await choices.weighted(kinds).take(history);
    if (choices.chance(0.2)) {
      const { wrong } = await quietPoint(history);
      if (wrong.length > 0) return wrong;
    }
  }
  return finalPoint(history);
}

interface Step {
  readonly weight: number;
  readonly take: (history: History) => Promise<void>;
  /** True where it reads again what earlier runs may have missed. */
  readonly mends?: true;
}

const stepKinds: readonly Step[] = [
  { weight: 5, take: (history) => changes(history, history.choices.integer(1, 12)) },
  { weight: 6, take: (history) => restlessRun(history, {}) },
  { weight: 9, take: schedule },
  { weight: 3, take: (history) => restlessRun(history, { full: true }), mends: true },
  { weight: 2, take: pausedSweep, mends: true },
  { weight: 2, take: remap, mends: true },
  { weight: 2, take: reconnect },
  { weight: 3, take: jump },
  { weight: 1, take: repair, mends: true },
];

async function changes(history: History, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    await change(history);
    pass(aMoment(history.choices));
  }
}

/** Mostly none at all: several changes then carry one time. */
function aMoment(choices: Choices): number {
  return choices.chance(0.06)
    ? choices.integer(2, 20) * minute
    : choices.pick([0, 0, 0, 0, 1, 30, 700, 1500, 20_000, 61_000]);
}

/** A run while people work; it may be stopped at any request. */
async function restlessRun(history: History, options: Partial<SyncOptions>): Promise<void> {
  const { choices } = history;
  const share = choices.pick([0, 0.05, 0.2, 0.6]);
  const stopAt = choices.chance(0.3) ? choices.integer(1, 25) : Infinity;
  const stop = new AbortController();
  let requests = 0;
  let happened = 0;
  /** Of the test itself: thrown at the vendor's it would be one more broken answer. */
  let failure: unknown;
  history.between.onRequest = async () => {
    requests += 1;
    if (requests === stopAt) stop.abort();
    if (happened >= mostChangesInARun || !choices.chance(share)) return;
    happened += 1;
    await changes(history, choices.integer(1, 3)).catch((error: unknown) => {
      failure = error;
    });
  };
  try {
    await run(history, { ...options, signal: stop.signal });
    if (failure !== undefined) throw failure;
  } finally {
    history.between.onRequest = async () => undefined;
  }
}

/** A run every few minutes, with little between: what an index shows late has to be caught by one of them. */
async function schedule(history: History): Promise<void> {
  const { choices, world } = history;
  // A connection that goes on knows the vendor's time of its last answer only: its watermark stays one run behind.
  const isFresh = choices.chance(0.7);
  for (let runs = choices.integer(2, 4); runs > 0; runs -= 1) {
    if (isFresh) await reconnect(history);
    await changes(history, choices.integer(1, 3));
    pass(
      world.maxLagMs > 0
        ? Math.round(world.maxLagMs * choices.pick([0.2, 0.4, 0.6, 1.1]))
        : choices.pick([20_000, 2 * minute, 6 * minute, 12 * minute, 25 * minute]),
    );
    // The newest is found at once and moves the watermark; what happened before it may be found later.
    await shownEdit(history);
    await run(history, { pauseSweep: () => true });
  }
}

async function pausedSweep(history: History): Promise<void> {
  const { choices } = history;
  await restlessRun(history, { full: true, pauseSweep: () => choices.chance(0.5) });
}

async function jump({ choices, world }: History): Promise<void> {
  if (choices.chance(0.3)) {
    const back = choices.pick([30_000, 5 * minute, 20 * minute, 60 * minute]);
    world.log.push(`our clock is set back by ${back} ms`);
    pass(-back);
    await world.vendor.control.advanceClock(back);
    return;
  }
  const ms = choices.pick([5 * minute, 20 * minute, 70 * minute, day, 8 * day, 40 * day]);
  world.log.push(`${ms} ms pass`);
  if (choices.chance(0.3)) await world.vendor.control.advanceClock(Math.min(ms, day));
  else pass(ms);
}

async function repair(history: History): Promise<void> {
  const { crm, store, name, deletion, choices, world } = history;
  // Nothing can be compared before the first full pass.
  const [status] = await store.status(name);
  if (status?.checkpoint.watermark === undefined) return;
  const found = await verify({
    connection: crm,
    store,
    name,
    deletion,
    acceptDeletions: true,
    repair: choices.chance(0.7),
  });
  world.log.push(`verify ${found.status}: ${JSON.stringify(found.differences.list.slice(0, 5))}`);
}

/** Nothing happens for long enough; then one run has to bring everything that change times show. */
async function quietPoint(history: History): Promise<{ readonly truth: Truth; readonly wrong: string[] }> {
  history.world.log.push('quiet');
  pass(history.world.kind.quietMs);
  await runUntilCurrent(history);
  const truth = await truthOf(history);
  return { truth, wrong: labelled('after a run', await compareWith(truth, history, false)) };
}

async function finalPoint(history: History): Promise<string[]> {
  const { truth, wrong } = await quietPoint(history);
  if (wrong.length > 0) return wrong;
  // One that was begun earlier saw some pages too early.
  for (let open = true; open;) ({ sweepOpen: open } = await run(history));
  await run(history, { full: true });
  return [
    // Nothing has happened meanwhile.
    ...labelled('after a sweep', await compareWith(truth, history, true)),
    ...(await miscounted(history)),
    ...(await unverified(history)),
  ];
}

function labelled(where: string, wrong: readonly string[]): string[] {
  return wrong.map((line) => `${where}: ${line}`);
}
