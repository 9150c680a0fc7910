import { describe, expect, test } from 'vitest';
import { countDeals, pageOfDeals, walkDeals, type DealQuery } from '../../src/sandbox-kit/index.ts';
import type { BusinessDeal } from '../../src/sandbox-kit/index.ts';
import { toyStore, type ToyStore } from './toy-vendor.ts';

function walkedIds({ store }: ToyStore, query: DealQuery<BusinessDeal>): number[] {
  return walkDeals(store, query)
    .map((deal) => deal.id)
    .toArray();
}

function write({ store }: ToyStore, index: number, title: string): void {
  store.write(store.ids.idOf(index), { ...recordAt({ store }, index), title });
}

function recordAt({ store }: Pick<ToyStore, 'store'>, index: number): BusinessDeal {
  const deal = store.at(index);
  if (deal === undefined) throw new Error('no such deal');
  return deal.record;
}

describe('a deal store', () => {
  test('opens a million deals and answers pages without holding them', () => {
    globalThis.gc?.();
    const before = process.memoryUsage();
    const { store } = toyStore(1_000_000);
    const page = pageOfDeals(store, { fromIndex: 900_000 }, 0, 100);
    const latest = pageOfDeals(store, { sort: 'changed', direction: 'descending' }, 0, 100);
    const after = process.memoryUsage();

    expect(page).toHaveLength(100);
    expect(page[0]?.index).toBe(900_000);
    expect(latest[0]?.changedMs).toBeGreaterThanOrEqual(latest[99]?.changedMs ?? Infinity);
    const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
    expect(grown / 1024 / 1024).toBeLessThan(100);
  });

  test('gives ids that rise, have gaps and lead back to their deal', () => {
    const { store } = toyStore(500);
    const ids = store.liveIds(0, 500);

    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(ids.map((id) => store.find(id)?.index)).toEqual(ids.map((_, index) => index));
    expect((ids[499] ?? 0) - (ids[0] ?? 0)).toBeGreaterThan(600);
    expect(store.find((ids[0] ?? 0) - 1)).toBeUndefined();
    expect(store.ids.indexAtOrAfter((ids[10] ?? 0) + 1)).toBe(11);
  });

  test('moves an edited deal to the end of the order by change time', () => {
    const toy = toyStore(200);
    walkedIds(toy, { sort: 'changed' });

    toy.clock.advance(1000);
    write(toy, 50, 'edited');

    const byChange = walkDeals(toy.store, { sort: 'changed' }).toArray();
    expect(byChange.at(-1)).toMatchObject({ index: 50, record: { title: 'edited' } });
    expect(byChange.map((deal) => deal.changedMs)).toEqual(
      byChange.map((deal) => deal.changedMs).toSorted((a, b) => a - b),
    );
    expect(new Set(byChange.map((deal) => deal.index)).size).toBe(200);
  });

  test('keeps the order by change time right through any mix of changes', () => {
    const toy = toyStore(60);
    walkedIds(toy, { sort: 'changed' });

    for (let step = 0; step < 300; step += 1) {
      toy.clock.advance((step * 7) % 3);
      if (step % 5 === 0) toy.store.create(recordAt(toy, step % 60));
      else write(toy, (step * 13) % toy.store.size, `step ${step}`);
    }

    const walked = walkDeals(toy.store, { sort: 'changed' })
      .map(({ index, changedMs }) => ({ index, changedMs }))
      .toArray();
    expect(walked).toHaveLength(120);
    expect(walked).toEqual(walked.toSorted((a, b) => a.changedMs - b.changedMs || a.index - b.index));
  });

  test('leaves the change time alone where the vendor does', () => {
    const { store, clock } = toyStore(10);
    const before = store.at(3)?.changedMs;

    clock.advance(5000);
    store.write(store.ids.idOf(3), recordAt({ store }, 4), { bump: false });
    store.remove(store.ids.idOf(3), { bump: false });

    expect(store.at(3)).toMatchObject({ changedMs: before, deletedMs: clock.nowMs() });
    expect(store.isLive(3)).toBe(false);
  });

  test('shows deleted deals only to who asks for them, and restores them', () => {
    const toy = toyStore(5);
    const id = toy.store.ids.idOf(2);

    toy.store.remove(id);

    expect(walkedIds(toy, {})).not.toContain(id);
    expect(walkedIds(toy, { which: 'deleted' })).toEqual([id]);
    expect(walkedIds(toy, { which: 'all' })).toHaveLength(5);
    toy.store.restore(id);
    expect(walkedIds(toy, {})).toContain(id);
  });

  test('lets a merged-away id lead to the survivor of all merges', () => {
    const { store } = toyStore(5);
    const [a = 0, b = 0, c = 0] = store.liveIds(0, 3);

    store.mergeAway(a, b);
    store.mergeAway(b, c);

    expect(store.find(a)).toBeUndefined();
    expect(store.survivor(a)).toBe(c);
    expect(store.survivor(c)).toBe(c);
    expect(store.liveIds(0, 10)).toHaveLength(3);
  });

  test('touches all deals at once for a bulk job', () => {
    const toy = toyStore(50);

    toy.clock.advance(10);
    toy.store.bumpAll((index) => index % 2 === 0);

    expect(walkedIds(toy, { sort: 'changed', changedFromMs: toy.clock.nowMs() })).toHaveLength(25);
  });

  test('filters by change and creation time without making records', () => {
    const { store } = toyStore(300);
    const middleMs = store.at(150)?.changedMs ?? 0;
    const expected = Array.from({ length: 300 }, (_, index) => store.changedMs(index)).filter(
      (ms) => ms >= middleMs,
    );

    expect(countDeals(store, { changedFromMs: middleMs })).toBe(expected.length);
    expect(countDeals(store, { sort: 'changed', changedFromMs: middleMs })).toBe(expected.length);
    const latestMs = Math.max(...Array.from({ length: 300 }, (_, index) => store.changedMs(index)));
    expect(countDeals(store, { changedFromMs: latestMs, direction: 'descending' })).toBe(1);
    expect(countDeals(store, { createdBeforeMs: store.createdMs(100) })).toBeLessThanOrEqual(100);
    expect(countDeals(store, { where: (deal) => deal.record.outcome === 'won' })).toBeGreaterThan(0);
  });
});

describe('a lagging index', () => {
  test('shows an edit, a birth and a deletion only after its lag', () => {
    const toy = toyStore(20);
    toy.store.lag.ms = 3000;
    toy.clock.advance(1);
    const oldTitle = recordAt(toy, 4).title;

    write(toy, 4, 'new title');
    const born = toy.store.create(recordAt(toy, 1)).id;
    toy.store.remove(toy.store.ids.idOf(7));

    const titleOf4 = (): string | undefined =>
      walkDeals(toy.store, { indexed: true }).find((deal) => deal.index === 4)?.record.title;
    expect(titleOf4()).toBe(oldTitle);
    expect(walkedIds(toy, { indexed: true })).toHaveLength(20);
    expect(walkedIds(toy, { indexed: true, sort: 'changed' })).toHaveLength(20);
    expect(walkedIds(toy, {})).toContain(born);
    toy.clock.advance(3000);
    expect(titleOf4()).toBe('new title');
    expect(walkedIds(toy, { indexed: true })).toContain(born);
    expect(walkedIds(toy, { indexed: true })).not.toContain(toy.store.ids.idOf(7));
  });

  test('finds a deal at its older place in the order by change time', () => {
    const toy = toyStore(40);
    const before = walkedIds(toy, { sort: 'changed' });
    toy.store.lag.ms = 1000;
    toy.clock.advance(1);

    write(toy, 3, 'moved');

    expect(walkedIds(toy, { sort: 'changed', indexed: true })).toEqual(before);
    expect(walkedIds(toy, { sort: 'changed' })).not.toEqual(before);
  });

  test('still finds by its older change time a deal that has left that time', () => {
    const toy = toyStore(400);
    const changedMs = toy.store.at(120)?.changedMs ?? 0;
    const atThatTime = { changedFromMs: changedMs, changedBeforeMs: changedMs + 1, indexed: true };
    const before = walkedIds(toy, atThatTime);
    toy.store.lag.ms = 1000;
    toy.clock.advance(1);

    write(toy, 120, 'moved');

    expect(before).toContain(toy.store.ids.idOf(120));
    expect(walkedIds(toy, atThatTime)).toEqual(before);
    toy.clock.advance(1000);
    expect(walkedIds(toy, atThatTime)).not.toContain(toy.store.ids.idOf(120));
  });
});
