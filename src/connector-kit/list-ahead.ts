import { followCursor } from './follow-cursor.ts';
import { prefetch } from './prefetch.ts';
import type { Cursor, NativePage } from './resource.ts';

/** A page as far as one answer of the vendor tells it: which records there are, and where the listing goes on. */
export interface ListedPage {
  readonly nextCursor: Cursor | undefined;
  /** Asks for what the records take beside that answer: values, links, people. */
  readonly complete: () => Promise<PageContent>;
}

/** What a page brings, wherever the listing goes on. */
export type PageContent = Omit<NativePage, 'nextCursor'>;

/**
 * Runs one listing whose pages take further requests: while those of one page are under way, the next page is listed.
 * A vendor far away answers a request at a time only a few times a second, well below what its limit allows.
 *
 * @throws RepeatedCursorError when a page's next cursor was seen before in this listing.
 */
export async function* listAhead(
  start: Cursor | undefined,
  list: (cursor: Cursor | undefined) => Promise<ListedPage>,
): AsyncGenerator<NativePage, void, void> {
  for await (const { nextCursor, complete } of prefetch(followCursor(start, list)))
    yield { ...(await complete()), nextCursor };
}
