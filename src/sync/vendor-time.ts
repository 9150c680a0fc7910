import type { OpenConnection } from '../client/connection-types.ts';
import { instantFromMs } from '../model/instant.ts';
import type { Instant } from '../model/native-record.ts';

/** How far our clock may be ahead of the vendor's, where only ours is known. */
const clockDoubtMs = 5 * 60_000;

/** The vendor's clock before the first page is asked for: the start of a pass. */
export async function vendorTime(connection: OpenConnection, now: () => number): Promise<Instant> {
  // Needed for the first page anyway, and its answer tells the time.
  await connection.account();
  if (connection.session.vendorClock() === undefined) await connection.checkConnection();
  const told = connection.session.vendorClock();
  if (told !== undefined) return told;
  connection.session.log(
    'warn',
    'The vendor tells no time; five minutes before ours are taken as the start.',
  );
  const ours = instantFromMs(now() - clockDoubtMs);
  if (ours === undefined) throw new RangeError('The machine’s clock is outside the years 0 to 9999.');
  return ours;
}
