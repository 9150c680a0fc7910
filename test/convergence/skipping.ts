import type { MappedPage, OpenConnection } from '../../src/client/connection-types.ts';
import type { Choices } from './choices.ts';

/** How many of the known records a full listing skips. */
const share = 1 / 50;

/**
 * A connection whose full listings skip some of the records the table has already, as a listing does that moves while
 * it is read: each of them has to be asked for by its id before it counts as deleted.
 */
export function skipping(
  connection: OpenConnection,
  choices: Choices,
  isKnown: (id: string) => boolean,
): OpenConnection {
  return {
    ...connection,
    pages: (options) =>
      options.changedSince === undefined
        ? withoutSome(connection.pages(options), choices, isKnown)
        : connection.pages(options),
  };
}

async function* withoutSome(
  pages: AsyncIterable<MappedPage>,
  choices: Choices,
  isKnown: (id: string) => boolean,
): AsyncGenerator<MappedPage, void, void> {
  for await (const page of pages) {
    const records = page.records.filter(({ native }) => !isKnown(native.id) || !choices.chance(share));
    yield { ...page, records };
  }
}
