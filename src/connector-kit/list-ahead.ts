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
 * @param ahead pages beyond the present one whose further requests begin as well, where some take several in a row. Whoever
 *   stops early has asked for them in vain. @default 0
 * @throws RepeatedCursorError when a page's next cursor was seen before in this listing.
 */
export async function* listAhead(
  start: Cursor | undefined,
  list: (cursor: Cursor | undefined) => Promise<ListedPage>,
  ahead = 0,
): AsyncGenerator<NativePage, void, void> {
  const listed = followCursor(start, list);
  let going = true;
  const isWanted = (): boolean => going;
  const pages = ahead === 0 ? prefetch(listed) : prefetch(begun(listed, isWanted), { ahead });
  try {
    for await (const { nextCursor, complete } of pages) yield { ...(await complete()), nextCursor };
  } finally {
    going = false;
  }
}

/** Pages whose further requests have begun. */
async function* begun(
  pages: AsyncIterable<ListedPage>,
  isWanted: () => boolean,
): AsyncGenerator<ListedPage, void, void> {
  for await (const { nextCursor, complete } of pages) {
    if (!isWanted()) return;
    const content = complete();
    // Awaited when its turn comes; until then a failure is not an unhandled one.
    content.catch(() => undefined);
    yield { nextCursor, complete: () => content };
  }
}
