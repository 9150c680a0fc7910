import type { VendorSession } from '../../../src/connector-kit/index.ts';
import { belongs, created, creationCriteria } from './creation-criteria.ts';
import { clockOf, hasCaughtUp } from './has-caught-up.ts';
import type { ByCreation, Position, Step } from './listing-position.ts';
import { readOneSecond } from './read-one-second.ts';
import { isLastPage, search, type SearchAnswer } from './search.ts';
import { unsorted } from './unsorted.ts';

/**
 * Reads the next records in the order of their creation, which never changes.
 *
 * Not by page number: nothing orders records of one second among themselves, so that such a record may stand on page 4
 * while page 3 is read and the other way round. Each request starts at the last second seen instead, and
 * brings that second whole. New records stand at the end; a later listing of changes brings them.
 */
export async function readByCreation(session: VendorSession, before: ByCreation): Promise<Step> {
  const { position, answer } = await ask(session, before);
  const { since } = position;
  const carried = { ...position, ...beginning(session, position, answer) };
  const rows = answer.rows.filter((row) => belongs(row, position, { from: since }));
  const end: Step = { rows, next: afterCreation(carried), total: carried.total };
  if (isLastPage(answer)) return end;

  const next = lastSecond(position, answer);
  if (position.stamp === undefined && hasCaughtUp(session, answer.rows.length, next, carried.startedAt))
    return end;

  const whole = rows.filter((row) => created(row) !== next);
  const advances = next > (since ?? created(answer.rows[0] ?? {}) ?? next);
  if (advances) return { rows: whole, next: { ...carried, since: next }, total: carried.total };
  const { since: _since, ...kept } = carried;
  return readOneSecond(session, { ...kept, plan: 'one-second', created: next });
}

/** The creation time of the last row, or `since` where only rows of the margin came. */
function lastSecond({ since = 0, excludesEnds }: ByCreation, { rows }: SearchAnswer): number {
  const seconds = rows.map(created).filter((second) => second !== undefined);
  const last = seconds.at(-1);
  const earliest = since - (excludesEnds ? 1 : 0);
  if (last === undefined || seconds.some((second) => second < earliest || second > last))
    throw unsorted('creation');
  return Math.max(last, since);
}

/**
 * Asks from `since` on. Rows of that second were seen a moment ago: where none comes, the vendor may leave out what
 * lies on an end, so it is asked once more, a second wider.
 */
async function ask(
  session: VendorSession,
  position: ByCreation,
): Promise<{ readonly position: ByCreation; readonly answer: SearchAnswer }> {
  const { since } = position;
  const answer = await search(session, creationCriteria(position, { from: since }));
  const isThere = ({ rows }: SearchAnswer): boolean => rows.some((row) => created(row) === since);
  if (since === undefined || position.excludesEnds || isThere(answer)) return { position, answer };
  const wider: ByCreation = { ...position, excludesEnds: true };
  const again = await search(session, creationCriteria(wider, { from: since }));
  return isThere(again) ? { position: wider, answer: again } : { position, answer };
}

/** Kept from the first answer of a full listing: when it came, and how many records there are. */
function beginning(
  session: VendorSession,
  { since, stamp }: ByCreation,
  { total }: SearchAnswer,
): { readonly startedAt?: number; readonly total?: number } {
  if (since !== undefined || stamp !== undefined) return {};
  const startedAt = clockOf(session);
  return { ...(startedAt === undefined ? {} : { startedAt }), ...(total === undefined ? {} : { total }) };
}

/** A full listing ends; in a listing of changes, the next second of changes follows. */
function afterCreation({ stamp, startedAt, total }: ByCreation): Position | undefined {
  if (stamp === undefined) return undefined;
  return {
    plan: 'changes',
    since: stamp + 1,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(total === undefined ? {} : { total }),
  };
}
