import type { Store } from '../store/store.ts';
import { SyncError } from './sync-error.ts';

/** From how many deletions at once on somebody has to agree: this many, or this share of the rows, whichever is more. */
const limit = { atLeast: 50, share: 0.05 } as const;

/** True where a full listing has ended without so many records that somebody has to agree first. */
export async function waitsForConsent(
  store: Store,
  connection: string,
  generation: number,
): Promise<boolean> {
  const { allowed } = await allowance(store, connection);
  return (await store.countUnseen(connection, generation)) > allowed;
}

/**
 * Stops before more records are marked as deleted than anybody would expect.
 *
 * @throws SyncError `mass-deletion`
 */
export async function assertFewDeletions(store: Store, connection: string, suspected: number): Promise<void> {
  const { rows, allowed } = await allowance(store, connection);
  if (suspected <= allowed) return;
  throw new SyncError(
    'mass-deletion',
    `The vendor no longer shows ${suspected} of ${rows} records: so many deletions at once are not believed.`,
    {
      context: { suspected, rows, allowed },
      hint: 'See in the CRM whether they are gone, or whether these credentials may no longer see them. --accept-deletions goes on: each record is asked for by its id, and only what the vendor denies is marked.',
    },
  );
}

async function allowance(store: Store, connection: string) {
  const rows = await store.countLive(connection);
  return { rows, allowed: Math.max(limit.atLeast, Math.floor(rows * limit.share)) };
}
