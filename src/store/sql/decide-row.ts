import { msFromInstant } from '../../model/instant.ts';
import type { Instant } from '../../model/native-record.ts';

export type RowOutcome = 'added' | 'written' | 'unchanged' | 'outdated';

/** What the store knows of a record before a page is written. */
export interface KnownRow {
  readonly contentHash: string;
  readonly mappingHash: string;
  readonly changedAt: Instant | undefined;
  readonly isDeleted: boolean;
}

/** One record of a page, as far as the decision goes. */
export interface OfferedRow {
  readonly contentHash: string;
  readonly changedAt: Instant | undefined;
  readonly isDeleted: boolean;
  /** True where this is surely the latest version, whatever the change times say. */
  readonly isLatest: boolean;
}

/**
 * What becomes of a record: never an older version over a newer one, and nothing is written that is there already.
 * Where only the mapping's hash differs the content is the same, and nothing but the hash has to be noted.
 */
export function decideRow(known: KnownRow | undefined, offered: OfferedRow): RowOutcome {
  if (known === undefined) return 'added';
  if (!offered.isLatest && isBefore(offered.changedAt, known.changedAt)) return 'outdated';
  return isSame(known, offered) ? 'unchanged' : 'written';
}

/**
 * The hash stands for the change time and for a deletion that the record tells, too. Where those are others all the same,
 * somebody has changed the row by hand.
 */
function isSame(known: KnownRow, offered: OfferedRow): boolean {
  return (
    known.contentHash === offered.contentHash &&
    known.isDeleted === offered.isDeleted &&
    isAt(known.changedAt, offered.changedAt)
  );
}

/** However many digits a vendor gives to the fraction of a second: a database may keep others. */
function isAt(one: Instant | undefined, other: Instant | undefined): boolean {
  if (one === other) return true;
  return one !== undefined && other !== undefined && msFromInstant(one) === msFromInstant(other);
}

function isBefore(one: Instant | undefined, other: Instant | undefined): boolean {
  return one !== undefined && other !== undefined && one < other;
}
