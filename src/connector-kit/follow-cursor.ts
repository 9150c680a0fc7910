import { OpportuneError } from '../model/error.ts';
import type { Cursor } from './resource.ts';

/** A vendor sent the same cursor twice in one listing: going on would never end. */
export class RepeatedCursorError extends OpportuneError {
  override readonly code = 'repeated-cursor';
}

/**
 * Runs one listing: calls `fetchPage` with each next cursor until a page carries none.
 *
 * @throws RepeatedCursorError when a page's next cursor was seen before in this listing.
 */
export async function* followCursor<Page extends { readonly nextCursor: Cursor | undefined }>(
  start: Cursor | undefined,
  fetchPage: (cursor: Cursor | undefined) => Promise<Page>,
): AsyncGenerator<Page, void, void> {
  const seen = new Set<Cursor>();
  let cursor = start;
  for (;;) {
    if (cursor !== undefined) seen.add(cursor);
    const page = await fetchPage(cursor);
    if (page.nextCursor !== undefined && seen.has(page.nextCursor)) {
      throw new RepeatedCursorError('The vendor sent the same cursor twice in one listing.', {
        hint: 'Run again; if it happens again, report it with the vendor and the time.',
      });
    }
    yield page;
    if (page.nextCursor === undefined) return;
    cursor = page.nextCursor;
  }
}
