import { describe, expect, it } from 'vitest';
import { fakeConnection } from '../support/fake-connection.ts';
import { fakeDeal, fakeVendor, refusal } from '../support/fake-vendor.ts';
import { recentRows } from '../../src/client/recent-rows.ts';

async function read(connection: ReturnType<typeof fakeConnection>): Promise<void> {
  for await (const page of connection.pages({})) expect(page.records.length).toBeGreaterThan(0);
}

describe('a connection', () => {
  it('asks for whole tables, custom fields and account once, not per page', async () => {
    const vendor = fakeVendor(40);
    const connection = fakeConnection(vendor);

    await read(connection);
    await connection.get('1');

    const once = vendor.requests.filter((line) => ['/stages', '/fields', '/account'].includes(line));
    expect(once.toSorted()).toEqual(['/account', '/fields', '/stages']);
  });

  it('asks for rows by key once per page, each key once, also keys the vendor does not know', async () => {
    const vendor = fakeVendor(40);
    const connection = fakeConnection(vendor);

    await read(connection);

    // Deals 2 to 40 that have a company: its ids repeat, and company 0 does not exist.
    const asked = vendor.requests.filter((line) => line.startsWith('/companies'));
    const keys = asked.flatMap((line) => line.split('=')[1]?.split(',') ?? []);
    expect(keys.toSorted()).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('asks again once a table is too old', async () => {
    let clock = 0;
    const vendor = fakeVendor(1);
    vendor.deals.set('2', fakeDeal(2));
    const connection = fakeConnection(vendor, { now: () => clock });

    await connection.get('2');
    clock = 60_000;
    await connection.get('2');
    const young = vendor.requests.filter((line) => /stages|companies/.test(line)).length;
    clock = 60_001;
    await connection.get('2');

    const all = vendor.requests.filter((line) => /stages|companies/.test(line)).length;
    expect([young, all]).toEqual([2, 4]);
  });

  it('does without a table it may not read, says so once, and does not ask with every page', async () => {
    const warnings: unknown[] = [];
    const vendor = fakeVendor(40);
    vendor.before = ({ path }) => {
      if (path === '/stages' || path === '/companies') throw refusal('permission');
    };
    const connection = fakeConnection(vendor, {
      log: (level, _message, fields) => warnings.push([level, fields?.['what']]),
    });

    const types: unknown[] = [];
    for await (const page of connection.pages({})) {
      types.push(...page.records.map(({ result }) => result.record?.type));
    }

    expect(new Set(types)).toEqual(new Set([null]));
    expect(types).toHaveLength(40);
    expect(warnings.toSorted()).toEqual([
      ['warn', 'lookup table companies'],
      ['warn', 'lookup table stages'],
    ]);
    expect(connection.missingPermissions().map(({ what }) => what)).toHaveLength(2);
    expect(vendor.requests.filter((line) => line.startsWith('/companies'))).toHaveLength(1);
  });

  it('does not take any other refusal for a missing permission, and asks again after it', async () => {
    const vendor = fakeVendor(1);
    let down = true;
    vendor.before = ({ path }) => {
      if (path === '/stages' && down) throw refusal('vendor-unavailable');
    };
    const connection = fakeConnection(vendor);

    await expect(connection.get('1')).rejects.toMatchObject({ code: 'vendor-unavailable' });
    down = false;

    expect((await connection.get('1'))?.result.record?.type).toBe('Stage s1');
  });

  it('lets the caller know better about currency and time zone', async () => {
    const connection = fakeConnection(fakeVendor(1), { account: { currency: 'CHF' } });

    expect(await connection.account()).toEqual({ name: 'Acme', currency: 'CHF', timezone: 'Europe/Berlin' });
  });
});

it('rows by key are remembered up to a number, the least recently used forgotten first', () => {
  const rows = recentRows<string>({ maxRows: 2, maxAgeMs: 10, now: () => 0 });

  rows.keep('a', 'A');
  rows.keep('b', null);
  rows.find('a');
  rows.keep('c', 'C');

  expect([rows.find('a'), rows.find('b'), rows.find('c')]).toEqual(['A', undefined, 'C']);
});
