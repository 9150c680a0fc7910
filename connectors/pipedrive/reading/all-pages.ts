import type { z } from 'zod';
import {
  RepeatedCursorError,
  type VendorRequest,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import { largestPage } from '../paths.ts';
import { pageOf } from '../native-schema.ts';

/**
 * All rows of a version 2 list, page after page.
 *
 * @throws RepeatedCursorError when the vendor sends the same cursor twice.
 */
export async function allPages<T>(
  session: VendorSession,
  path: string,
  row: z.ZodType<T>,
  query: NonNullable<VendorRequest['query']> = {},
): Promise<readonly T[]> {
  const page = pageOf(row);
  const rows: T[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const answer = await session.request(
      { method: 'GET', path, query: { limit: largestPage, ...query, cursor } },
      page,
    );
    rows.push(...answer.rows);
    cursor = answer.nextCursor;
    if (cursor !== undefined && seen.has(cursor))
      throw new RepeatedCursorError(repeated, { context: { path } });
    if (cursor !== undefined) seen.add(cursor);
  } while (cursor !== undefined);
  return rows;
}

const repeated = 'The vendor sent the same cursor twice in one listing.';
