import { describe, expect, test } from 'vitest';
import { countsEquation } from '../../../src/cli/output/counts-equation.ts';
import { noCounts } from '../../../src/store/counts.ts';

describe('the account of a run', () => {
  test('shows what was quarantined, be it nothing, and tells deletions apart', () => {
    const counts = { ...noCounts, fetched: 1362, written: 1359, added: 1359, quarantined: 1, deleted: 2 };

    expect(countsEquation(counts)).toBe('1,360 fetched = 1,359 written + 1 quarantined; and 2 deletions');
    expect(countsEquation({ ...noCounts, fetched: 3, written: 3, added: 3 })).toBe(
      '3 fetched = 3 written + 0 quarantined',
    );
  });

  test('shows the other parts where there are any', () => {
    const counts = {
      fetched: 21,
      written: 6,
      added: 2,
      unchanged: 5,
      outdated: 4,
      quarantined: 3,
      deleted: 2,
      alreadyDeleted: 1,
      undated: 7,
    };

    expect(countsEquation(counts)).toBe(
      '18 fetched = 6 written (2 new) + 5 unchanged + 4 outdated + 3 quarantined; and 2 deletions, 1 known before',
    );
  });

  test('of nothing but deletions counts no record', () => {
    expect(countsEquation({ ...noCounts, fetched: 1, alreadyDeleted: 1 })).toBe(
      '0 fetched = 0 written + 0 quarantined; and 1 deletion known before',
    );
  });
});
