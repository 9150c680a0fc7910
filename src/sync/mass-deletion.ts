import type { Store } from '../store/store.ts';
import { SyncError } from './sync-error.ts';

/** From how many deletions at once on somebody has to agree: this many, or this share of the rows, whichever is more. */
const limit = { atLeast: 50, share: 0.05 } as const;

/**
 * Stops before more records are marked as deleted than anybody would expect.
 *
 * @throws SyncError `mass-deletion`
 */
export async function assertFewDeletions(store: Store, connection: string, suspected: number): Promise<void> {
  const rows = await store.countLive(connection);
  const allowed = Math.max(limit.atLeast, Math.floor(rows * limit.share));
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
