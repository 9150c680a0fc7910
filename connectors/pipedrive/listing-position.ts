import { VendorError, type Cursor, type Instant } from '../../src/connector-kit/index.ts';
import { paths } from './paths.ts';

/**
 * A place in a listing of deals. Deals that are not archived come first, the archived ones after them: the vendor
 * keeps two lists and shows each deal in one of them only.
 */
export interface Position {
  readonly phase: 'live' | 'archived';
  /** The change filter of the whole listing, in whole seconds: a vendor cursor is only good with the same filter. */
  readonly updatedSince: string | undefined;
  readonly vendorCursor: string | undefined;
}

export function firstPosition(changedSince: Instant | undefined): Position {
  return { phase: 'live', updatedSince: wholeSeconds(changedSince), vendorCursor: undefined };
}

/** The position after a page; undefined after the last page of the second list. */
export function positionAfter(position: Position, vendorCursor: string | undefined): Position | undefined {
  if (vendorCursor !== undefined) return { ...position, vendorCursor };
  return position.phase === 'live' ? { ...position, phase: 'archived', vendorCursor } : undefined;
}

export function cursorFrom({ phase, updatedSince = '', vendorCursor = '' }: Position): Cursor {
  return [phase, updatedSince, vendorCursor].join('|');
}

/** @throws VendorError `cursor-expired` for a text that is no cursor of this connector. */
export function positionFrom(cursor: Cursor): Position {
  const [, phase, updatedSince, vendorCursor] = cursorText.exec(cursor) ?? [];
  if (phase !== 'live' && phase !== 'archived') {
    throw new VendorError('cursor-expired', 'This is not a cursor of a Pipedrive listing.', {
      connector: 'pipedrive',
      method: 'GET',
      path: paths.deals,
    });
  }
  return { phase, updatedSince: updatedSince || undefined, vendorCursor: vendorCursor || undefined };
}

const cursorText = /^(live|archived)\|([^|]*)\|(.*)$/s;

/**
 * The vendor's change filter takes whole seconds and answers 400 to a fraction; cutting it off rounds down.
 * Seen live by three independent projects (November 2026), https://github.com/airbytehq/airbyte/pull/85812 among them.
 */
function wholeSeconds(instant: Instant | undefined): string | undefined {
  return instant === undefined ? undefined : `${instant.slice(0, 19)}Z`;
}
