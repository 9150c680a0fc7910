import { describe, expect, it } from 'vitest';
import { fakeConnection } from '../support/fake-connection.ts';
import { fakeDeal, fakeVendor, refusal } from '../support/fake-vendor.ts';
import { lookupLoader } from '../../src/client/lookup-loader.ts';
import { recentRows } from '../../src/client/recent-rows.ts';
import type { LookupColumns } from '../../src/mapping/mapping-types.ts';

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

  it.each([
    ['it may not read', 'permission'],
    ['the account does not have', 'not-found'],
  ] as const)('does without a table %s, says so once, and does not ask with every page', async (_, code) => {
    const warnings: unknown[] = [];
    const vendor = fakeVendor(40);
    vendor.before = ({ path }) => {
      if (path === '/stages' || path === '/companies') throw refusal(code);
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
    expect(connection.missingPermissions().map(({ reason }) => reason)).toEqual([code, code]);
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

async function warnedOf(timezone: string, account?: { timezone: string }): Promise<unknown[]> {
  const vendor = fakeVendor(25);
  vendor.account = { ...vendor.account, timezone };
  const warnings: unknown[] = [];
  const connection = fakeConnection(vendor, {
    log: (level, message, fields) => warnings.push([level, message, fields]),
    ...(account === undefined ? {} : { account }),
  });
  await read(connection);
  await connection.get('1');
  return warnings;
}

describe('a time zone that is not known', () => {
  it('is UTC with one warning, however much is read', async () => {
    expect(await warnedOf('Mars/Olympus')).toEqual([
      ['warn', expect.stringContaining('UTC'), { timezone: 'Mars/Olympus' }],
    ]);
  });

  it('is no matter where the vendor or the caller knows one', async () => {
    expect(await warnedOf('Europe/Berlin')).toEqual([]);
    expect(await warnedOf('Mars/Olympus', { timezone: 'Europe/Berlin' })).toEqual([]);
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

async function earlier(): Promise<ReadonlyMap<string, LookupColumns>> {
  return new Map([
    ['1', { id: '1', madeAt: 'recalled' }],
    ['2', { id: '2' }],
  ]);
}

describe('rows that never change', () => {
  const asked: string[][] = [];
  const open = (fixedColumns?: readonly string[]) => {
    asked.length = 0;
    return lookupLoader({
      session: fakeConnection(fakeVendor(1)).session,
      sources: {
        leads: {
          load: 'by-key',
          maxAgeMs: 1000,
          ...(fixedColumns === undefined ? {} : { fixedColumns }),
          async rows(_session, keys) {
            asked.push([...keys]);
            return keys.map((key) => ({ key, columns: { id: key, madeAt: 'asked' } }));
          },
        },
      },
      names: ['leads'],
      lookupKeys: (native) => new Map([['leads', new Set(Object.keys(native))]]),
      orUndefined: async (_what, load) => load(),
      now: () => 0,
    });
  };
  it('are taken from where they were kept, and the vendor is asked for the others alone', async () => {
    const load = open(['id', 'madeAt']);
    load.recall(earlier);

    const tables = await load([{ 1: true, 2: true, 3: true }]);
    await load([{ 1: true, 2: true, 3: true }]);

    // Row 2 was kept by a version that knew fewer columns.
    expect(asked).toEqual([['2', '3']]);
    expect([...(tables.get('leads')?.values() ?? [])].map((row) => row['madeAt'])).toEqual([
      'recalled',
      'asked',
      'asked',
    ]);
  });

  it('are asked for where nothing is kept any more, and others always are', async () => {
    const forgotten = open(['id', 'madeAt']);
    forgotten.recall(earlier)();
    await forgotten([{ 1: true }]);
    const afterwards = [...asked];
    const others = open();
    others.recall(earlier);
    await others([{ 1: true }]);

    expect([afterwards, asked]).toEqual([[['1']], [['1']]]);
  });
});
