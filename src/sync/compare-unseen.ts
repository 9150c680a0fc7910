import { untilAborted } from '../http/until-aborted.ts';
import type { NativeId, Tombstone } from '../model/native-record.ts';
import { isStore, type Store } from '../store/store.ts';
import { closePass } from './close-pass.ts';
import { assertFewDeletions } from './mass-deletion.ts';
import { commitPage, saveCheckpoint } from './open-run.ts';
import { pageCommit } from './page-commit.ts';
import type { Slot } from './plan-passes.ts';
import { openPassOf, tellFieldChanges, type SyncRun } from './sync-run.ts';

/** Ids asked for at once; the vendors' batch endpoints take 100. */
const batch = 100;

/**
 * Asks for each record by its id that a full listing did not show, since a listing that moves can skip records. What
 * the vendor denies becomes a tombstone; what it only withholds stays.
 *
 * @returns false where the sweep was left for a later run.
 * @throws SyncError `mass-deletion` before anything is asked, where it would be too many.
 */
export async function compareUnseen(run: SyncRun, slot: Slot): Promise<boolean> {
  const { destination } = run;
  if (!isStore(destination)) throw new RangeError('Only a store can be compared.');
  await assertPlausible(run, destination, slot);
  for (;;) {
    const pass = openPassOf(run, slot);
    const after = pass.comparingAfter ?? '';
    const { connection } = run.ticket;
    const ids = await destination.unseen(connection, pass.generation ?? 0, { after, limit: batch });
    const last = ids.at(-1);
    if (last === undefined) break;
    await compareBatch(run, slot, ids, last);
    run.signal.throwIfAborted();
    if (slot === 'sweep' && run.pauseSweep()) return false;
  }
  await saveCheckpoint(run, closePass(run, slot, openPassOf(run, slot)));
  return true;
}

async function compareBatch(
  run: SyncRun,
  slot: Slot,
  ids: readonly NativeId[],
  last: NativeId,
): Promise<void> {
  const found = await untilAborted(() => run.connection.getMany(ids), run.signal);
  const denied = found.missing.map((id): Tombstone => ({ id, reason: 'deleted' }));
  const content = {
    origin: 'asked',
    records: found.records,
    tombstones: [...found.tombstones, ...denied],
  } as const;
  const learned = await run.learn(found);
  const pass = openPassOf(run, slot);
  await commitPage(
    run,
    pageCommit(content, learned, pass, run.ticket.deletion === 'hard', (after) => ({
      ...run.checkpoint,
      [slot]: { ...after, comparingAfter: last },
    })),
  );
  tellFieldChanges(run, learned.fieldChanges);
  run.unknownFields.add(found.records);
  run.emit({
    type: 'compared',
    counts: run.counts,
    asked: ids.length,
    withheld: found.withheld.length,
    requests: run.requests(),
  });
}

async function assertPlausible(run: SyncRun, store: Store, slot: Slot): Promise<void> {
  const { generation = 0 } = openPassOf(run, slot);
  const { connection } = run.ticket;
  const unseen = await store.countUnseen(connection, generation);
  if (unseen === 0) return;
  run.emit({ type: 'comparing', unseen });
  if (!run.acceptDeletions) await assertFewDeletions(store, connection, unseen);
}
