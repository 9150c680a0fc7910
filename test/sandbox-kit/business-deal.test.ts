import { describe, expect, test } from 'vitest';
import {
  businessDealAt,
  companyAt,
  contactAt,
  describeWorld,
  lossReasons,
  userAt,
  type BusinessDeal,
} from '../../src/sandbox-kit/index.ts';

const startMs = Date.parse('2026-11-22T12:00:00.000Z');
const world = describeWorld({ deals: 4000, seed: 7, startMs });
const deals: readonly BusinessDeal[] = Array.from({ length: world.deals }, (_, index) =>
  businessDealAt(world, index),
);

function share(condition: (deal: BusinessDeal) => boolean): number {
  return deals.filter(condition).length / deals.length;
}

function inMonth(month: number): number {
  return deals.filter((deal) => new Date(deal.createdMs).getUTCMonth() === month).length;
}

describe('a business deal', () => {
  test('is the same for the same seed and index, whatever was made before it', () => {
    const again = describeWorld({ deals: 4000, seed: 7, startMs });

    expect(businessDealAt(again, 3999)).toEqual(deals[3999]);
    expect(businessDealAt(again, 12)).toEqual(deals[12]);
  });

  test('differs with the seed', () => {
    const other = describeWorld({ deals: 4000, seed: 8, startMs });

    expect(businessDealAt(other, 12)).not.toEqual(deals[12]);
  });

  test('rises in creation time with its index and never lies after the start', () => {
    const created = deals.map((deal) => deal.createdMs);

    expect(created).toEqual(created.toSorted((a, b) => a - b));
    expect(deals.filter((deal) => deal.changedMs > startMs || deal.changedMs < deal.createdMs)).toEqual([]);
  });

  test('moves through its pipeline between creation and last change', () => {
    const moved = deals.filter((deal) => {
      const at = [...deal.stageEntries.map((entry) => entry.enteredMs), deal.closedMs ?? deal.createdMs];
      return at.some((ms) => ms < deal.createdMs || ms > deal.changedMs);
    });

    expect(moved).toEqual([]);
    expect(deals.every((deal) => (deal.closedMs === undefined) === (deal.outcome === 'open'))).toBe(true);
  });

  test('comes in every shape a connector must survive', () => {
    const shapes: Record<string, (deal: BusinessDeal) => boolean> = {
      nameless: (deal) => deal.title === undefined,
      stageless: (deal) => deal.stage === undefined,
      'no amount': (deal) => deal.amount === undefined,
      'amount zero': (deal) => deal.amount === '0',
      cents: (deal) => /\.\d\d$/.test(deal.amount ?? ''),
      'three decimals': (deal) => deal.currency === 'KWD' && /\.\d{3}$/.test(deal.amount ?? ''),
      yen: (deal) => deal.currency === 'JPY',
      huge: (deal) => Number(deal.amount) > 100_000_000,
      won: (deal) => deal.outcome === 'won',
      lost: (deal) => deal.outcome === 'lost',
      abandoned: (deal) => deal.outcome === 'abandoned',
      'stale loss reason': (deal) => deal.outcome === 'open' && deal.lossReason !== undefined,
      ownerless: (deal) => deal.owner === undefined,
      'no company': (deal) => deal.company === undefined,
      'no contact': (deal) => deal.contacts.length === 0,
      'several contacts': (deal) => deal.contacts.length > 2,
      'new lines': (deal) => (deal.description ?? '').includes('\n'),
      'archived pipeline': (deal) => deal.pipeline === 2,
    };
    const missing = Object.entries(shapes).filter(([, condition]) => share(condition) === 0);

    expect(missing.map(([name]) => name)).toEqual([]);
    expect(share((deal) => deal.title === undefined)).toBeLessThan(0.05);
    expect(share((deal) => deal.outcome === 'won')).toBeGreaterThan(0.15);
  });

  test('fills each kind of custom field in some deals and leaves it empty in others', () => {
    const kinds = Object.keys(deals[0]?.custom ?? {}).filter((kind) => kind !== 'reference');
    const filled = kinds.map((kind) =>
      share((deal) =>
        Object.entries(deal.custom).some(([name, value]) => name === kind && value !== undefined),
      ),
    );

    expect(kinds.length).toBeGreaterThan(14);
    expect(filled.every((part) => part > 0.3 && part < 0.8)).toBe(true);
    expect(new Set(deals.map((deal) => deal.custom.reference)).size).toBe(deals.length);
  });

  test('shares its change time with thousands of others after a month-end job', () => {
    const counts = Map.groupBy(deals, (deal) => deal.changedMs);
    const largest = Math.max(...[...counts.values()].map((group) => group.length));

    expect(largest / deals.length).toBeGreaterThan(0.02);
  });

  test('belongs to a busier season at a quarter’s end than in summer', () => {
    expect(inMonth(8)).toBeGreaterThan(inMonth(7) * 1.5);
  });
});

describe('the people around it', () => {
  test('come from the same market as their company', () => {
    const contact = contactAt(world.draws, 31);
    const company = companyAt(world.draws, contact.company);

    expect(contact.company).toBe(10);
    expect(company.market.firstNames).toContain(contact.firstName);
    expect(contact.email).toContain(company.domain);
  });

  test('include names beyond ASCII and users who have left', () => {
    const names = Array.from({ length: 200 }, (_, index) => companyAt(world.draws, index).name);
    const users = Array.from({ length: world.users }, (_, index) => userAt(world.draws, index));

    expect(names.some((name) => /[\u3040-\u9fff]/.test(name))).toBe(true);
    expect(names.some((name) => /[äöüß]/.test(name))).toBe(true);
    expect(users.some((user) => !user.active)).toBe(true);
    expect(lossReasons.length).toBeGreaterThan(3);
  });

  test('refuse a world larger than a sandbox can hold', () => {
    expect(() => describeWorld({ deals: 1_000_001, seed: 1, startMs })).toThrow('0 to 1000000');
  });
});
