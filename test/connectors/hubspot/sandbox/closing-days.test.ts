import { expect, test } from 'vitest';
import { timeZone } from '../../../../connectors/hubspot/sandbox/facts.ts';
import { initialValues } from '../../../../connectors/hubspot/sandbox/seed/initial-values.ts';
import { dateInZone } from '../../../../src/model/zoned-date.ts';
import { businessDealAt, describeWorld } from '../../../../src/sandbox-kit/index.ts';

const world = describeWorld({ deals: 1000, seed: 7, startMs: Date.parse('2026-11-22T12:00:00.000Z') });

test('a forecast that a person picked is the day that the other vendors show for the same deal', () => {
  const dayOf = dateInZone(timeZone);
  const picked = Array.from({ length: world.deals }, (_, index) => businessDealAt(world, index)).flatMap(
    (deal) => {
      const closedate = initialValues.get('closedate')?.(deal, world);
      const isByApp = closedate?.endsWith('T00:00:00Z') ?? true;
      if (deal.closedMs !== undefined || deal.expectedCloseMs === undefined || isByApp) return [];
      return [[dayOf?.(closedate ?? ''), new Date(deal.expectedCloseMs).toISOString().slice(0, 10)] as const];
    },
  );

  expect(picked.length).toBeGreaterThan(100);
  expect(picked.filter(([shown, expected]) => shown !== expected)).toEqual([]);
});
