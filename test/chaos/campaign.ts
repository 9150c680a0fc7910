import { drawsOf } from '../../src/sandbox-kit/random.ts';
import type { ChaosVendor, Phase } from './chaos-vendor.ts';
import { doomed } from './doom.ts';
import { assertWhole, figuresOf, type Figures } from './figures.ts';
import type { ChaosPlace } from './places.ts';
import { differenceOf, lastGeneration, storeState } from './store-state.ts';
import { syncOnce } from './sync-once.ts';
import type { WarmChildren } from './warm-children.ts';

/** The stores' clock stands still, so that they can be compared. */
const now = '2026-11-22T12:00:00.000Z';
/** A child is killed up to this long after the request that dooms it. */
const longestDelayMs = 40;
/** Where a phase takes so many kills, it does not move on. */
const maxKillsInAPhase = 300;

export interface CampaignOptions {
  /** How many children are to be killed in all. */
  readonly kills: number;
  /** The most in one history, a fair part of them in each of its phases. */
  readonly killsInAHistory: number;
  readonly seed: number;
  readonly startVendor: (seed: number) => Promise<ChaosVendor>;
  readonly makePlace: () => Promise<ChaosPlace>;
  readonly children: WarmChildren;
  readonly log: (line: string) => void;
}

/** What a campaign came to. That nothing is lost, duplicated or falsely deleted has been made sure of. */
export interface CampaignResult extends Figures {
  readonly kills: number;
  /** Kills that met a run at work, by the history of runs; the others came before it had begun or after its end. */
  readonly interruptedRuns: number;
  readonly histories: number;
}

const nothing: CampaignResult = {
  kills: 0,
  interruptedRuns: 0,
  histories: 0,
  records: 0,
  lost: 0,
  duplicated: 0,
  falselyDeleted: 0,
};

/**
 * Kills syncs until the number is reached, history after history; each history is brought to its end.
 *
 * @throws Error at the first store that is not what it would have been without kills.
 */
export async function killCampaign(options: CampaignOptions): Promise<CampaignResult> {
  let total = nothing;
  while (total.kills < options.kills) {
    const seed = options.seed + total.histories;
    const most = Math.min(options.killsInAHistory, options.kills - total.kills);
    const one = await oneHistory(seed, most, options);
    total = {
      kills: total.kills + one.kills,
      interruptedRuns: total.interruptedRuns + one.interruptedRuns,
      histories: total.histories + 1,
      records: total.records + one.records,
      lost: total.lost + one.lost,
      duplicated: total.duplicated + one.duplicated,
      falselyDeleted: total.falselyDeleted + one.falselyDeleted,
    };
  }
  return total;
}

async function oneHistory(
  seed: number,
  killsLeft: number,
  options: CampaignOptions,
): Promise<Omit<CampaignResult, 'histories'>> {
  const vendor = await options.startVendor(seed);
  const killed = await options.makePlace();
  const neverKilled = await options.makePlace();
  let kills = 0;
  try {
    for (const [index, phase] of vendor.phases.entries()) {
      const where = `${phase.name} of history ${seed} (${vendor.name})`;
      await phase.happen();
      await syncOnce(orderOf(vendor, neverKilled, phase));
      kills += await killThrough(
        vendor,
        killed,
        orderOf(vendor, killed, phase),
        where,
        // Else a backfill would take them all.
        Math.ceil((killsLeft - kills) / (vendor.phases.length - index)),
        seed,
        options,
      );
      const difference = differenceOf(await storeState(killed), await storeState(neverKilled));
      if (difference !== undefined) throw new Error(`After ${where}: ${difference}`);
    }
    const figures = await figuresOf(killed, await vendor.living());
    assertWhole(figures, seed);
    const [row] = await killed.read("SELECT count(*) AS n FROM opportune_runs WHERE status = 'interrupted'");
    const interruptedRuns = Number(row?.['n']);
    options.log(`history ${seed}: ${vendor.name}, ${kills} kills, ${figures.records} records`);
    return { ...figures, kills, interruptedRuns };
  } finally {
    await vendor.close();
    await killed.remove();
    await neverKilled.remove();
  }
}

/** Starts a sync again and again until one reaches its end. @returns how many were killed. */
async function killThrough(
  vendor: ChaosVendor,
  killed: ChaosPlace,
  order: ReturnType<typeof orderOf>,
  where: string,
  killsLeft: number,
  seed: number,
  { children }: CampaignOptions,
): Promise<number> {
  const draws = drawsOf(seed);
  const before = order.full ? await lastGeneration(killed) : 0;
  for (let kills = 0; kills <= maxKillsInAPhase; kills += 1) {
    // On a machine that is busy, a life of so many requests ends before anything is committed: they grow until it is.
    const life = vendor.longestLife + Math.floor(kills / 10);
    const doom = {
      // Once there have been enough kills, the rest is let live.
      afterRequests: kills < killsLeft ? draws.integer(kills, `requests ${where}`, 0, life) : Infinity,
      thenMs: draws.integer(kills, `delay ${where}`, 0, longestDelayMs),
    };
    // A sweep that has been opened is gone on with; who was killed before that has to ask again.
    const full = order.full && (await lastGeneration(killed)) === before;
    const end = await children.carryOut({ ...order, full }, (signal) =>
      doomed(doom, vendor.requests, signal),
    );
    if (end.signal === undefined && end.code === 0) return kills;
    if (end.signal !== 'SIGKILL') throw new Error(`${where} failed: ${end.said}`);
  }
  throw new Error(`${where} does not move on.`);
}

function orderOf({ address }: ChaosVendor, to: ChaosPlace, { full }: Phase) {
  return { ...address, to: to.url, now, full };
}
