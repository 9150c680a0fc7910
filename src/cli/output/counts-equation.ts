import type { Counts } from '../../store/counts.ts';
import { countText } from './numbers.ts';

/** The account of a run as one line that anybody can add up; parts that are 0 are left out, except what was written. */
export function countsEquation(counts: Counts): string {
  const parts: readonly (readonly [string, number])[] = [
    [
      counts.added > 0 && counts.added < counts.written
        ? `written (${countText(counts.added)} new)`
        : 'written',
      counts.written,
    ],
    ['unchanged', counts.unchanged],
    ['outdated', counts.outdated],
    ['quarantined', counts.quarantined],
    ['deletions', counts.deleted],
    ['deletions known before', counts.alreadyDeleted],
  ];
  const shown = parts.filter(([name, count]) => count > 0 || name.startsWith('written'));
  return `${countText(counts.fetched)} fetched = ${shown.map(([name, count]) => `${countText(count)} ${name}`).join(' + ')}`;
}
