import { z } from 'zod';
import {
  RepeatedCursorError,
  type PlannedRequest,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import { largestPage } from '../paths.ts';

/** Version 1 shows the person as an object. */
const Person = z.union([z.int(), z.object({ value: z.int() }).transform(({ value }) => value)]);

const Links = z.object({
  success: z.literal(true),
  data: z.array(z.object({ id: z.int(), person_id: Person })).nullable(),
  additional_data: z.object({ pagination: z.object({ next_start: z.int().nullish() }).nullish() }).nullish(),
});

/**
 * Completes a request about a participant: one that leaves is named by the id of the link to the deal, which nothing
 * else shows. Nothing is sent for a person who has left, or joined, already.
 */
export async function resolveParticipant(
  session: VendorSession,
  request: PlannedRequest,
): Promise<PlannedRequest | undefined> {
  const { path, method, resolve } = request;
  const link = await linkOf(session, path.replace(/\/\{link\}$/, ''), Number(resolve?.['person']));
  if (method === 'POST') return link === undefined ? request : undefined;
  return link === undefined ? undefined : { ...request, path: path.replace('{link}', String(link)) };
}

/** @throws RepeatedCursorError where a page names no later one as its next. */
async function linkOf(session: VendorSession, path: string, person: number): Promise<number | undefined> {
  for (let start = 0; ;) {
    const query = { start, limit: largestPage };
    const { data, additional_data: more } = await session.request({ method: 'GET', path, query }, Links);
    const found = data?.find(({ person_id: id }) => id === person);
    if (found !== undefined) return found.id;
    const next = more?.pagination?.next_start ?? undefined;
    if (next === undefined) return undefined;
    if (next <= start) throw new RepeatedCursorError('The vendor sent the same page twice in one listing.');
    start = next;
  }
}
