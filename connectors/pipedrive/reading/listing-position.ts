import { VendorError, type Cursor, type Instant } from '../../../src/connector-kit/index.ts';
import { paths } from '../paths.ts';

/**
 * The looks that make up one listing.
 *
 * The vendor keeps two lists and shows each deal in one of them only: `live`, and `archived` after it, so that a deal
 * archived meanwhile is met there. In a listing of everything, `moved` then looks at the first list once more, for
 * deals that came out of the archive in the meantime. In a listing of changes these have changed after it began, so
 * that the next one has them; it has `created` instead, for new deals that no change filter shows.
 */
export const phases = ['live', 'created', 'archived', 'moved'] as const;
export type Phase = (typeof phases)[number];

/** A place in a listing of deals. Filters are whole seconds: a vendor cursor is only good with the same filter. */
export interface Position {
  readonly phase: Phase;
  /** The change filter of the whole listing; undefined where everything is listed. */
  readonly updatedSince: string | undefined;
  /** The change filter of the last look; undefined until the vendor has told the time. */
  readonly movedSince: string | undefined;
  readonly vendorCursor: string | undefined;
}

/** How far the vendor's lists and its clock may disagree. */
export const lagMs = 120_000;

export function firstPosition(changedSince: Instant | undefined): Position {
  return {
    phase: 'live',
    updatedSince: changedSince === undefined ? undefined : wholeSeconds(changedSince),
    movedSince: undefined,
    vendorCursor: undefined,
  };
}

/** The position, knowing when the listing began: by the vendor's clock, at its first answer. */
export function begunAt(position: Position, vendorClock: Instant | undefined): Position {
  if (position.movedSince !== undefined || vendorClock === undefined) return position;
  // Only the first answer tells the beginning; a later one would leave out what moved before it.
  if (position.phase !== 'live' || position.vendorCursor !== undefined) return position;
  const begun = wholeSeconds(new Date(Date.parse(vendorClock) - lagMs).toISOString());
  const { updatedSince = begun } = position;
  return { ...position, movedSince: updatedSince > begun ? updatedSince : begun };
}

/** The position after a page; undefined after the last page of the last look. */
export function positionAfter(position: Position, vendorCursor: string | undefined): Position | undefined {
  if (vendorCursor !== undefined) return { ...position, vendorCursor };
  const phase = phaseAfter(position);
  return phase === undefined ? undefined : { ...position, phase, vendorCursor };
}

function phaseAfter({ phase, updatedSince }: Position): Phase | undefined {
  const looks = updatedSince === undefined ? looksAtAll : looksAtChanges;
  const place = looks.indexOf(phase);
  // A cursor of an older version may stand in a look that this kind of listing no longer has: its last one.
  return place === -1 ? undefined : looks[place + 1];
}

const looksAtAll: readonly Phase[] = ['live', 'archived', 'moved'];
const looksAtChanges: readonly Phase[] = ['live', 'created', 'archived'];

export function cursorFrom({
  phase,
  updatedSince = '',
  movedSince = '',
  vendorCursor = '',
}: Position): Cursor {
  return [phase, updatedSince, movedSince, vendorCursor].join('|');
}

/** @throws VendorError `cursor-expired` for a text that is no cursor of this connector. */
export function positionFrom(cursor: Cursor): Position {
  const [, name, updatedSince, movedSince, vendorCursor] = cursorText.exec(cursor) ?? [];
  const phase = phases.find((known) => known === name);
  if (phase === undefined) {
    throw new VendorError('cursor-expired', 'This is not a cursor of a Pipedrive listing.', {
      connector: 'pipedrive',
      method: 'GET',
      path: paths.deals,
    });
  }
  return {
    phase,
    updatedSince: updatedSince || undefined,
    movedSince: movedSince || undefined,
    vendorCursor: vendorCursor || undefined,
  };
}

const second = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`;
const cursorText = new RegExp(String.raw`^([a-z]+)\|(${second})?\|(${second})?\|(.*)$`, 's');

/**
 * The vendor's change filter takes whole seconds and answers 400 to a fraction; cutting it off rounds down.
 * Seen live by three independent projects (November 2026), https://github.com/airbytehq/airbyte/pull/85812 among them.
 */
function wholeSeconds(instant: Instant): string {
  return `${instant.slice(0, 19)}Z`;
}
