import { vi } from 'vitest';
import { sandboxes } from '../../connectors/sandboxes.ts';
import {
  bundledConnector,
  connect,
  replay,
  sync,
  verify,
  type Crm,
  type Opportunity,
  type Store,
  type SyncResult,
} from '../../src/index.ts';
import { unaccounted } from '../../src/store/counts.ts';
import type { SyncOptions } from '../../src/sync/sync-types.ts';
import { SandboxError } from '../../src/sandbox-kit/index.ts';
import { allRows, differences, type Truth } from './compare.ts';
import { choicesOf, type Choices } from './choices.ts';
import { skipping } from './skipping.ts';
import type { Change, VendorChanges, World } from './world.ts';

/** One account, one table, and everything that happened to both. */
export interface History {
  readonly world: World;
  readonly store: Store;
  /** Key of the connection's rows. */
  readonly name: string;
  readonly deletion: 'soft' | 'hard';
  /**
   * True where full passes, replays and repairs come in between; false where only what the runs of a schedule read makes
   * the table right, since anything that was missed would be mended unseen otherwise.
   */
  readonly mends: boolean;
  readonly choices: Choices;
  /** Called at each request of the run under way. */
  readonly between: { onRequest: () => Promise<void> };
  overlays: readonly string[];
  crm: Crm;
}

const start = Date.parse('2026-03-02T09:00:00.000Z');

/** Opens the account of a seed, with the machine's clock standing still: only `pass` moves it. */
export async function openHistory(kind: VendorChanges, seed: number, store: Store): Promise<History> {
  vi.useFakeTimers({ toFake: ['Date'], now: start });
  const choices = choicesOf(seed);
  const definition = sandboxes.find(({ connector }) => connector === kind.connector);
  if (definition === undefined) throw new Error(`There is no emulated ${kind.connector}.`);
  const { min, max } = choices.chance(1 / 20) ? kind.manyDeals : kind.deals;
  const between = { onRequest: async () => undefined };
  const vendor = await definition.start({
    deals: choices.integer(min, max),
    seed,
    limits: 'off',
    // The vendor's clock may be ahead of ours, or behind.
    now: new Date(start + choices.pick([0, 0, -3_600_000, 600_000, 86_400_000])).toISOString(),
    onRequest: () => between.onRequest(),
  });
  const maxLagMs = choices.pick(kind.lags);
  for (const fault of kind.faults) if (choices.chance(0.25)) vendor.control.fault(fault);
  const world: World = {
    vendor,
    choices,
    kind,
    maxLagMs,
    live: [...(await vendor.control.ids({ limit: 10_000 }))],
    deleted: [],
    deletedAtMs: new Map(),
    merged: new Map(),
    untold: { ids: new Set(), fields: new Set() },
    log: [`seed ${seed}, index lag up to ${maxLagMs} ms`],
  };
  const overlays = choices.chance(0.5) ? ['pipeline-labels'] : [];
  return {
    world,
    store,
    name: `${kind.connector} ${seed}`,
    deletion: choices.chance(0.25) ? 'hard' : 'soft',
    mends: choices.chance(0.4),
    choices,
    between,
    overlays,
    crm: await freshConnection(world, overlays),
  };
}

export async function closeHistory({ crm, world, store }: History): Promise<void> {
  await crm.close();
  await world.vendor.close();
  await store.close();
  vi.useRealTimers();
}

export function freshConnection({ vendor }: World, overlays: readonly string[]): Promise<Crm> {
  const { credentials, baseUrl, connector } = vendor;
  return connect({
    connector: bundledConnector(connector),
    credentials,
    baseUrl,
    overlays,
    limits: 'off',
    // No request fails here; one that did would wait for a clock that stands still.
    retry: { attempts: 1 },
  });
}

/** As a process that has ended and another that begins. */
export async function reconnect(history: History): Promise<void> {
  await history.crm.close();
  history.crm = await freshConnection(history.world, history.overlays);
}

/** Both clocks go on; the vendor's may jump by itself. */
export function pass(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

const refusedCopies: ReadonlySet<unknown> = new Set(['sandbox/invalid-changes', 'sandbox/changes']);

/** Something happens at the vendor. */
export async function change({ world }: History): Promise<void> {
  const { choices, kind, maxLagMs } = world;
  // Each waits for its own time, so that the index shows changes in another order than they happened.
  const lagMs = choices.chance(0.5) ? 0 : Math.min(maxLagMs, choices.integer(0, 2 * maxLagMs));
  await happen(world, choices.weighted(kind.changes), lagMs);
}

/** An edit that is found at once, whatever happened before it and is not. */
export async function shownEdit({ world }: History): Promise<void> {
  const [edit] = world.kind.changes;
  if (edit !== undefined) await happen(world, edit, 0);
}

async function happen(world: World, chosen: Change, lagMs: number): Promise<void> {
  const { log, maxLagMs, vendor } = world;
  if (maxLagMs > 0) vendor.control.fault(`index-lag=${lagMs}ms`);
  try {
    const what = await chosen.apply(world);
    if (what !== undefined) log.push(`${new Date().toISOString()} ${chosen.name} ${what}`);
  } catch (error) {
    // Values copied from another deal may name what is no longer there, which nobody could choose.
    if (!(error instanceof SandboxError && refusedCopies.has(error.code))) throw error;
  }
}

/** One run; what it counted is checked. */
export async function run(history: History, options: Partial<SyncOptions> = {}): Promise<SyncResult> {
  const { world, store, name, deletion, choices } = history;
  const result = await sync({
    sweepEveryMs: Infinity,
    acceptDeletions: true,
    ...options,
    connection: skipping(history.crm.connection, choices, await livingIn(history)),
    to: store,
    name,
    deletion,
  });
  const passes = result.passes.map(({ kind, isComplete, resumed }) =>
    [kind, ...(resumed ? ['resumed'] : []), ...(isComplete ? [] : ['open'])].join(' '),
  );
  world.log.push(`${new Date().toISOString()} run ${result.status}: ${passes.join(', ')}`);
  return result;
}

/** Deals that live in the table, one in fifty of which a full listing is going to skip. */
async function livingIn({ store, name }: History): Promise<(id: string) => boolean> {
  const rows = await store.records({ connection: name, limit: 100_000 });
  const ids = new Set(rows.filter(({ deletedAt }) => deletedAt === undefined).map(({ id }) => id));
  return (id) => ids.has(id);
}

/** A run after which everything is there that change times show. */
export async function runUntilCurrent(history: History): Promise<void> {
  for (let runs = 0; runs < 6; runs += 1) {
    const { status, passes } = await run(history, { pauseSweep: () => true });
    const [first] = passes;
    if (status === 'completed' && first?.isComplete === true && !first.resumed) return;
  }
  throw new Error('Six runs brought none that began and ended by itself.');
}

export async function remap(history: History): Promise<void> {
  const { choices, world, store, name } = history;
  history.overlays = history.overlays.length === 0 ? ['pipeline-labels'] : [];
  world.log.push(`${new Date().toISOString()} overlays ${history.overlays.join(' ')}`);
  await reconnect(history);
  if (!choices.chance(0.5)) return;
  const connector = bundledConnector(world.vendor.connector);
  const { status } = await replay({ connector, overlays: history.overlays, store, name });
  // Translated from tables as old as the rows.
  world.untold.fields.add('customMappings');
  world.log.push(`replay ${status}`);
}

export async function truthOf({ world, overlays }: History): Promise<Truth> {
  const crm = await freshConnection(world, overlays);
  try {
    const found = new Map<string, Opportunity>();
    for await (const opportunity of crm.opportunities.list()) found.set(opportunity.id, opportunity);
    return found;
  } finally {
    await crm.close();
  }
}

/** @param strictly false where a sweep has still to come: what no change time shows may then be old. */
export async function compareWith(truth: Truth, history: History, strictly: boolean): Promise<string[]> {
  const { world, store, name, crm, deletion } = history;
  return differences({
    world,
    rows: await allRows(store, name),
    truth,
    mappingHash: crm.connection.mapping.hash,
    untold: strictly ? undefined : world.untold,
    deletion,
  });
}

/** What the runs counted, against the rows there are. */
export async function miscounted({ store, name, deletion }: History): Promise<string[]> {
  const runs = await store.runs({ connection: name, limit: 1000 });
  const odd = runs
    .filter(({ counts }) => unaccounted(counts) !== 0)
    .map(({ run: n }) => `run ${n} does not add up`);
  const added = runs.reduce((sum, { counts }) => sum + counts.added, 0);
  const rows = (await allRows(store, name)).size;
  // A row that is removed for good takes its count with it.
  if (deletion === 'soft' && added !== rows)
    odd.push(`${added} rows were counted as added, ${rows} are there`);
  const quarantined = await store.quarantined({ connection: name });
  return [...odd, ...quarantined.map(({ id, reason }) => `${id} is in quarantine: ${reason}`)];
}

export async function unverified({ crm, store, name, deletion }: History): Promise<string[]> {
  const result = await verify({ connection: crm, store, name, deletion });
  const { status, pending, withheld, differences: found } = result;
  if (status === 'complete' && pending === 0 && withheld === 0) return [];
  return [`verify says ${status}, ${pending} pending, ${withheld} withheld: ${JSON.stringify(found)}`];
}
