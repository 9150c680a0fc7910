import type { Counts } from '../../store/counts.ts';
import { countOf, countText } from './numbers.ts';

/** Records without the tombstones: for people, a deletion is no record that was fetched. */
export function recordsFetched({ fetched, deleted, alreadyDeleted }: Counts): number {
  return fetched - deleted - alreadyDeleted;
}

/**
 * The account of a run as one line that anybody can add up, deletions told apart; parts that are 0 are left out, except
 * what was written and what was quarantined.
 */
export function countsEquation(counts: Counts, fetched = 'fetched'): string {
  const isPartlyNew = counts.added > 0 && counts.added < counts.written;
  const parts: readonly (readonly [name: string, count: number, isAlwaysShown: boolean])[] = [
    [isPartlyNew ? `written (${countText(counts.added)} new)` : 'written', counts.written, true],
    ['unchanged', counts.unchanged, false],
    ['outdated', counts.outdated, false],
    ['quarantined', counts.quarantined, true],
  ];
  const sum = parts
    .filter(([, count, isAlwaysShown]) => count > 0 || isAlwaysShown)
    .map(([name, count]) => `${countText(count)} ${name}`)
    .join(' + ');
  const deletions = deletionsText(counts);
  const line = `${countText(recordsFetched(counts))} ${fetched} = ${sum}`;
  return deletions === '' ? line : `${line}; and ${deletions}`;
}

function deletionsText({ deleted, alreadyDeleted }: Counts): string {
  if (deleted === 0) return alreadyDeleted === 0 ? '' : `${countOf(alreadyDeleted, 'deletion')} known before`;
  const before = alreadyDeleted === 0 ? '' : `, ${countText(alreadyDeleted)} known before`;
  return `${countOf(deleted, 'deletion')}${before}`;
}
