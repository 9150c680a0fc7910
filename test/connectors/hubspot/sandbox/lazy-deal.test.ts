import { expect, test } from 'vitest';
import { LazyDeal } from '../../../../connectors/hubspot/sandbox/deals/lazy-deal.ts';
import { lazyValues } from '../../../../connectors/hubspot/sandbox/deals/lazy-values.ts';
import { businessDealAt, describeWorld } from '../../../../src/sandbox-kit/index.ts';

test('a deal made piece by piece is the deal made at once', () => {
  const world = describeWorld({ deals: 3000, seed: 4, startMs: Date.UTC(2026, 10, 22) });
  const different = Array.from({ length: 3000 }, (_, index) => index).filter((index) => {
    const [lazy, whole] = [new LazyDeal(world, index), businessDealAt(world, index)];
    const pieces = Object.fromEntries(Object.keys(whole).map((name) => [name, Reflect.get(lazy, name)]));
    return JSON.stringify(pieces) !== JSON.stringify(whole);
  });

  expect(different).toEqual([]);
});

test('values made when they are read can be copied like any others', () => {
  const values = lazyValues(['a', 'b', 'unset'], (name) => ({ a: '1', b: '2' })[name]);

  expect({ ...values, b: '3' }).toEqual({ a: '1', b: '3' });
  expect(values['a']).toBe('1');
  expect(values['unset']).toBeUndefined();
  expect('unset' in values).toBe(false);
});
