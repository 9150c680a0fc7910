import type { Instant } from '../../model/native-record.ts';

export type RowOutcome = 'added' | 'written' | 'unchanged' | 'outdated';

/** What the store knows of a record before a page is written. */
export interface KnownRow {
  readonly contentHash: string;
  readonly mappingHash: string;
  readonly changedAt: Instant | undefined;
}

/** One record of a page, as far as the decision goes. */
export interface OfferedRow {
  readonly contentHash: string;
  readonly changedAt: Instant | undefined;
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
  return known.contentHash === offered.contentHash ? 'unchanged' : 'written';
}

function isBefore(one: Instant | undefined, other: Instant | undefined): boolean {
  return one !== undefined && other !== undefined && one < other;
}
