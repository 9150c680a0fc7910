import type { Issue } from '../model/issue.ts';
import type { Instant, NativeRecord, Tombstone } from '../model/native-record.ts';
import type { Opportunity } from '../model/opportunity.ts';
import { parseInstant } from '../model/instant.ts';
import { ClientError, UnusableRecordsError, type UnusableRecord } from './client-error.ts';
import type { MappedPage, OpenConnection } from './connection-types.ts';
import { abortable } from './abortable.ts';
import { checkListOptions } from './known-options.ts';

/** An opportunity together with what it was made from. */
export interface RawOpportunity {
  readonly opportunity: Opportunity;
  /** The record as the vendor sent it. */
  readonly native: NativeRecord;
  /** Fields that could not be translated and are therefore null. */
  readonly issues: readonly Issue[];
}

/**
 * One page of a listing. `opportunities.length + unusable.length` is the number of records the vendor sent.
 * With `raw` each opportunity stands beside its native record.
 */
export interface OpportunityPage<Item = Opportunity> {
  readonly opportunities: readonly Item[];
  /** Issues of the page's opportunities, field by field. */
  readonly issues: readonly Issue[];
  readonly unusable: readonly UnusableRecord[];
  /** Deletions that the vendor reports without a body. */
  readonly tombstones: readonly Tombstone[];
  /** Pass it as `cursor` to go on after this page; undefined on the last one. */
  readonly nextCursor: string | undefined;
  /** How many records the whole listing has, where the vendor says so; may be an upper bound. */
  readonly totalHint?: number;
}

export interface ListOpportunitiesOptions {
  /** Only what changed at or after this instant, RFC 3339 with a zone. A little more may come: vendors round. */
  readonly updatedSince?: Instant;
  /** Goes on after the page that carried this `nextCursor`. Cursors are short-lived. */
  readonly cursor?: string;
  /** Ends the iteration with the signal's reason, also in the middle of a wait. */
  readonly signal?: AbortSignal;
  /**
   * Receives each record that could not be translated at all.
   * Without it the iteration delivers everything else and then throws an UnusableRecordsError: nothing is lost in
   * silence, and one bad record does not hold up the rest.
   */
  readonly onUnusable?: (record: UnusableRecord) => void;
}

/** A listing: iterate it record by record, or `pages()` for pages with issues, deletions and cursors. */
export interface OpportunityList<Item> extends AsyncIterable<Item> {
  pages(): AsyncIterable<OpportunityPage<Item>>;
}

/** @throws ClientError `bad-option` when `updatedSince` is no instant, or an option is misspelt. */
export function listOpportunities<Item>(
  connection: OpenConnection,
  options: ListOpportunitiesOptions,
  toItem: (raw: RawOpportunity) => Item,
): OpportunityList<Item> {
  checkListOptions(options);
  const position = listingPosition(options);
  const mapped = (): AsyncIterable<MappedPage> => abortable(connection.pages(position), options.signal);
  return {
    [Symbol.asyncIterator]: () => byRecord(mapped(), options.onUnusable, toItem),
    pages: () => byPage(mapped(), toItem),
  };
}

function listingPosition({ updatedSince, cursor }: ListOpportunitiesOptions) {
  const changedSince = updatedSince === undefined ? undefined : parseInstant(updatedSince);
  if (updatedSince !== undefined && changedSince === undefined) {
    throw new ClientError('bad-option', 'updatedSince is not an instant.', {
      hint: 'Write it like 2026-11-01T00:00:00Z, with a time zone.',
    });
  }
  return {
    ...(changedSince === undefined ? {} : { changedSince }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

async function* byRecord<Item>(
  pages: AsyncIterable<MappedPage>,
  onUnusable: ListOpportunitiesOptions['onUnusable'],
  toItem: (raw: RawOpportunity) => Item,
): AsyncGenerator<Item, void, void> {
  const unusable: UnusableRecord[] = [];
  let count = 0;
  for await (const page of pages) {
    for (const { native, result } of page.records) {
      const { record: opportunity, issues } = result;
      if (opportunity !== null) yield toItem({ opportunity, native, issues });
      else if (onUnusable !== undefined) onUnusable({ native, issues });
      else {
        count += 1;
        if (unusable.length < UnusableRecordsError.kept) unusable.push({ native, issues });
      }
    }
  }
  if (count > 0) throw new UnusableRecordsError(unusable, count);
}

async function* byPage<Item>(
  pages: AsyncIterable<MappedPage>,
  toItem: (raw: RawOpportunity) => Item,
): AsyncGenerator<OpportunityPage<Item>, void, void> {
  for await (const page of pages) {
    const { tombstones, nextCursor, totalHint } = page;
    const opportunities: Item[] = [];
    const issues: Issue[] = [];
    const unusable: UnusableRecord[] = [];
    for (const { native, result } of page.records) {
      const { record: opportunity, issues: found } = result;
      if (opportunity === null) {
        unusable.push({ native, issues: found });
      } else {
        opportunities.push(toItem({ opportunity, native, issues: found }));
        issues.push(...found);
      }
    }
    const hint = totalHint === undefined ? {} : { totalHint };
    yield { opportunities, issues, unusable, tombstones, nextCursor, ...hint };
  }
}
