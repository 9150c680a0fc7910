import type { BoundMapping, CompiledMapping } from '../mapping/mapping-types.ts';
import type { NativeRecord } from '../model/native-record.ts';
import type { Opportunity } from '../model/opportunity.ts';
import { addCounts, noCounts, type Counts } from '../store/counts.ts';
import type { PageRow, QuarantinedRecord } from '../store/destination.ts';
import type { IdWindow, Store } from '../store/store.ts';
import { commitPage, inRun, saveCheckpoint, type Run } from './open-run.ts';
import { assertAddsUp } from './page-commit.ts';
import { assertNotSystematic, defaultQuarantineLimit, type QuarantineLimit } from './quarantine-limit.ts';
import { storedContext } from './stored-context.ts';

/** Records that are translated and committed together. */
const batch = 500;

export interface ReplayOptions {
  readonly store: Store;
  /** Whose records: the name they are stored under. */
  readonly name: string;
  readonly mapping: CompiledMapping<Opportunity>;
  /** When records that were usable and no longer are mean that the new mapping is wrong. */
  readonly quarantineLimit?: QuarantineLimit;
  readonly takeOver?: boolean;
  /** Stops at the next batch; run it again to go on. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (counts: Counts) => void;
  readonly now?: () => number;
}

export interface ReplayResult {
  readonly status: 'completed' | 'stopped';
  readonly name: string;
  /** `fetched` is what was read from the store; nothing was asked of the vendor. */
  readonly counts: Counts;
  /**
   * Native paths and tables the mapping reads that were not asked for when the records were read. Where the vendor sends
   * only what it is asked for, they stay empty until a full pass.
   */
  readonly notRequested: readonly string[];
  readonly durationMs: number;
}

/**
 * Translates stored native bodies again with another mapping: history and quarantine, without asking the vendor. Of a
 * connection that was never synced there is nothing to translate, and nothing is noted.
 *
 * @throws SyncError `systematic-quarantine` before records that were fine would be lost to a wrong mapping.
 */
export async function runReplay(options: ReplayOptions): Promise<ReplayResult> {
  const { store, name, mapping, now = Date.now } = options;
  const startedMs = now();
  const start = {
    connection: name,
    connector: mapping.vendor,
    mappingHash: mapping.hash,
    task: 'replay',
    takeOver: options.takeOver ?? false,
  } as const;
  // A run would put the connection among those that are synced.
  if ((await store.status(name)).length === 0)
    return { status: 'completed', name, counts: noCounts, notRequested: [], durationMs: now() - startedMs };
  return inRun({ destination: store, start, signal: options.signal }, async (run) => {
    const bound = mapping.bind(storedContext(await store.lookups(name)));
    const status = await replayAll(run, bound, options);
    if (status === 'completed') await saveCheckpoint(run, { ...run.checkpoint, mappingHash: mapping.hash });
    const result: ReplayResult = {
      status,
      name,
      counts: run.counts,
      notRequested: notRequested(run, mapping),
      durationMs: Math.max(0, now() - startedMs),
    };
    return { end: { status }, result };
  });
}

type Bound = BoundMapping<Opportunity>;
type Read = (window: IdWindow) => Promise<readonly NativeRecord[]>;

/** Where stored native bodies come from. */
interface Source {
  readonly origin: 'replayed' | 'released';
  readonly read: Read;
  readonly limit?: QuarantineLimit;
}

async function replayAll(
  run: Run<Store>,
  bound: Bound,
  { store, name, mapping, onProgress, quarantineLimit = defaultQuarantineLimit }: ReplayOptions,
): Promise<ReplayResult['status']> {
  const limit = { ...quarantineLimit };
  const history: Read = (window) => store.natives(name, { mappingHash: mapping.hash }, window);
  const quarantine: Read = (window) => store.quarantinedNatives(name, window);
  // History first: a quarantined record may be a newer version of one that is in the table.
  const isTranslated = await replayFrom(run, bound, { origin: 'replayed', read: history, limit }, onProgress);
  if (!isTranslated) return 'stopped';
  const isReleased = await replayFrom(run, bound, { origin: 'released', read: quarantine }, onProgress);
  return isReleased ? 'completed' : 'stopped';
}

/** @returns false where the signal came. */
async function replayFrom(
  run: Run,
  bound: Bound,
  { origin, read, limit }: Source,
  onProgress: ReplayOptions['onProgress'],
): Promise<boolean> {
  let after = '';
  let tally = { counts: noCounts, quarantinedInARow: 0 };
  for (;;) {
    if (run.signal.aborted) return false;
    const natives = await read({ after, limit: batch });
    const last = natives.at(-1);
    if (last === undefined) return true;
    const { rows, quarantine } = translated(natives, bound);
    tally = tallied(tally, natives.length, quarantine.length);
    if (limit !== undefined) assertNotSystematic(tally, limit);
    await commitPage(run, {
      origin,
      rows,
      quarantine,
      tombstones: [],
      lookups: [],
      fields: undefined,
      generation: undefined,
      checkpoint(outcome) {
        assertAddsUp(natives.length, outcome);
        return run.checkpoint;
      },
    });
    onProgress?.(run.counts);
    after = last.id;
  }
}

function translated(natives: readonly NativeRecord[], bound: Bound) {
  const rows: PageRow[] = [];
  const quarantine: QuarantinedRecord[] = [];
  for (const native of natives) {
    const { record, issues } = bound.read(native.body);
    if (record === null) quarantine.push({ native, reason: 'unusable', issues });
    else rows.push({ native, record });
  }
  return { rows, quarantine };
}

function tallied(
  before: { readonly counts: Counts; readonly quarantinedInARow: number },
  read: number,
  bad: number,
) {
  return {
    counts: addCounts(before.counts, { ...noCounts, fetched: read, quarantined: bad }),
    quarantinedInARow: bad === read ? before.quarantinedInARow + bad : 0,
  };
}

function notRequested(
  { checkpoint }: Run,
  { paths, lookups }: CompiledMapping<Opportunity>,
): readonly string[] {
  const { requested } = checkpoint;
  if (requested === undefined) return [];
  const known = new Set(requested);
  return [...paths, ...lookups.map((table) => `lookup ${table}`)].filter((name) => !known.has(name));
}
