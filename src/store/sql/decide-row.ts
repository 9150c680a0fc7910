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
}

/**
 * What becomes of a record: never an older version over a newer one, and nothing is written that is there already.
 * Where only the mapping's hash differs the content is the same, and nothing but the hash has to be noted.
 */
export function decideRow(known: KnownRow | undefined, offered: OfferedRow): RowOutcome {
  if (known === undefined) return 'added';
  const { changedAt } = known;
  if (changedAt !== undefined && offered.changedAt !== undefined && offered.changedAt < changedAt) {
    return 'outdated';
  }
  return known.contentHash === offered.contentHash ? 'unchanged' : 'written';
}
