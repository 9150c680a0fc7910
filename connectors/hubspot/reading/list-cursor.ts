import { VendorError, type Cursor } from '../../../src/connector-kit/index.ts';

/**
 * Where a listing stands: first the deals (`live` for all of them, `changed` for those a search finds), then the
 * archived ones. `after` is HubSpot's own cursor, or the id of the last deal a search gave; none at the start.
 */
export interface Position {
  readonly pass: 'live' | 'changed' | 'archived';
  readonly after: string | undefined;
}

export function cursorOf({ pass, after }: Position): Cursor {
  return after === undefined ? pass : `${pass}:${after}`;
}

/**
 * Reads a cursor back.
 *
 * @throws VendorError `cursor-expired` when it is not one of this kind of listing.
 */
export function positionOf(cursor: Cursor | undefined, first: 'live' | 'changed'): Position {
  if (cursor === undefined) return { pass: first, after: undefined };
  const [, pass, , after] = /^(live|changed|archived)(:(.+))?$/.exec(cursor) ?? [];
  if (pass === 'archived' || pass === first) return { pass, after };
  throw new VendorError('cursor-expired', 'This cursor belongs to another listing.', {
    connector: 'hubspot',
    method: 'GET',
    path: '',
  });
}
