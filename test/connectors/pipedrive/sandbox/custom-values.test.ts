import { beforeEach, describe, expect, test } from 'vitest';
import {
  createDeal,
  data,
  objectIn,
  openAccount,
  rows,
  type Reply,
  type SandboxClient,
  type Wire,
} from '../sandbox-client.ts';

const deals = '/api/v2/deals';

let account: SandboxClient;
let path: string;
let codes: ReadonlyMap<string, string>;

beforeEach(async () => {
  account = await openAccount({ deals: 20 });
  path = `${deals}/${String((await createDeal(account))['id'])}`;
  const fields = rows(await account.get('/api/v2/dealFields?limit=500'));
  // Two fields are called Plan; the first has options.
  codes = new Map(
    fields.toReversed().map((field) => [String(field['field_name']), String(field['field_code'])]),
  );
});

function codeOf(name: string): string {
  return codes.get(name) ?? '';
}

function write(name: string, value: unknown): Promise<Reply> {
  return account.send('PATCH', path, { custom_fields: { [codeOf(name)]: value } });
}

/** What the deal shows of a field after it was written. */
async function shownAfter(name: string, value: unknown): Promise<unknown> {
  const written = await write(name, value);
  expect([name, written.status, written.body['error']]).toEqual([name, 200, undefined]);
  const read = await account.get(path);
  expect(data(read)).toEqual(data(written));
  return objectIn(data(read), 'custom_fields')[codeOf(name)];
}

async function someId(list: string): Promise<unknown> {
  return rows(await account.get(`/api/v2/${list}?limit=1`))[0]?.['id'];
}

const nowhere = {
  country: null,
  admin_area_level_1: null,
  admin_area_level_2: null,
  locality: null,
  sublocality: null,
  route: null,
  street_number: null,
  subpremise: null,
  postal_code: null,
  formatted_address: null,
};

const zone = { timezone_id: 318, timezone_name: 'Europe/Tallinn' };

describe('a custom value that is written', () => {
  test.each<[string, unknown, unknown]>([
    ['PO number', 'PO-7781', 'PO-7781'],
    ['ERP reference', '„Ü“ 🚀', '„Ü“ 🚀'],
    ['Scope notes', 'Line one\nLine two', 'Line one\nLine two'],
    ['Support phone', '+372 555 0101', '+372 555 0101'],
    ['Risk score', 12.5, 12.5],
    ['Risk score', 0, 0],
    ['Setup fee', { value: 1500.75, currency: 'USD' }, { value: 1500.75, currency: 'USD' }],
    ['Setup fee', { value: 0 }, { value: 0, currency: null }],
    ['Plan', 42, 42],
    ['Regions', [54, 52], [54, 52]],
    ['Account manager', 70_012, 70_012],
    ['Contract signed on', '2026-09-30', '2026-09-30'],
    [
      'Service period',
      { value: '2026-10-01', until: '2026-12-31' },
      { value: '2026-10-01', until: '2026-12-31' },
    ],
    ['Daily call', { value: '09:30:00' }, { value: '09:30:00', ...zone }],
    ['Daily call', { value: '09:30' }, { value: '09:30:00', ...zone }],
    [
      'Daily call',
      { value: '09:30:00', timezone_name: 'Asia/Tokyo' },
      { value: '09:30:00', timezone_id: expect.any(Number), timezone_name: 'Asia/Tokyo' },
    ],
    [
      'Delivery window',
      { value: '09:00:00', until: '11:30:00' },
      { value: '09:00:00', until: '11:30:00', ...zone },
    ],
    ['Site', { value: 'Pikk 7, Tallinn' }, { value: 'Pikk 7, Tallinn', ...nowhere }],
    [
      'Site',
      { value: 'Pikk 7', locality: 'Tallinn', country: null },
      { value: 'Pikk 7', ...nowhere, locality: 'Tallinn' },
    ],
  ])('%s %j reads back', async (name, value, shown) => {
    expect(await shownAfter(name, value)).toEqual(shown);
  });

  test('may be a person or an organization', async () => {
    const [person, organization] = [await someId('persons'), await someId('organizations')];

    expect(await shownAfter('Decision maker', person)).toBe(person);
    expect(await shownAfter('Reseller', organization)).toBe(organization);
  });

  test('carries each option once', async () => {
    expect(await shownAfter('Regions', [52, 54, 52])).toEqual([52, 54]);
  });

  test('replaces all parts of what was there', async () => {
    await write('Site', { value: 'Pikk 7', locality: 'Tallinn', postal_code: '10123' });

    expect(await shownAfter('Site', { value: 'Lai 1' })).toEqual({ value: 'Lai 1', ...nowhere });
  });

  test('keeps its own time zone apart from those of others', async () => {
    await write('Daily call', { value: '09:30:00', timezone_name: 'America/New_York' });
    await write('Delivery window', { value: '09:00:00', until: '11:00:00', timezone_name: 'Asia/Tokyo' });

    const custom = objectIn(data(await account.get(path)), 'custom_fields');

    expect(objectIn(custom, codeOf('Daily call'))['timezone_name']).toBe('America/New_York');
    expect(objectIn(custom, codeOf('Delivery window'))['timezone_name']).toBe('Asia/Tokyo');
  });
});

const filled: Readonly<Record<string, unknown>> = {
  'PO number': 'PO-1',
  'Scope notes': 'Notes',
  'Support phone': '1',
  'Risk score': 1,
  'Setup fee': { value: 1, currency: 'EUR' },
  Regions: [52],
  'Account manager': 70_012,
  'Contract signed on': '2026-09-30',
  'Service period': { value: '2026-10-01', until: '2026-12-31' },
  'Daily call': { value: '09:30:00' },
  'Delivery window': { value: '09:00:00', until: '11:30:00' },
  Site: { value: 'Pikk 7' },
};

describe('a custom value', () => {
  test.each(Object.entries(filled))('%s is cleared by null, and no other with it', async (name, value) => {
    await write('ERP reference', 'stays');
    await write(name, value);

    expect(await shownAfter(name, null)).toBeNull();
    expect(objectIn(data(await account.get(path)), 'custom_fields')[codeOf('ERP reference')]).toBe('stays');
  });

  test.each(['PO number', 'ERP reference', 'Scope notes', 'Support phone'])(
    '%s is cleared by an empty text',
    async (name) => {
      await write(name, 'something');

      expect(await shownAfter(name, '')).toBeNull();
    },
  );
});

describe('a custom value is refused', () => {
  test.each<[string, readonly unknown[]]>([
    ['PO number', [5, true, [], {}, 'x'.repeat(256)]],
    ['ERP reference', [5, {}]],
    ['Scope notes', [5, 'x'.repeat(65_536)]],
    ['Support phone', [5, ['1']]],
    ['Risk score', ['1.5', true, {}]],
    ['Setup fee', [12, '12', {}, { value: '12' }, { value: 1, currency: 'XXX' }, { value: 1, cents: 2 }]],
    ['Plan', ['42', 'Gold', 999, [42], { id: 42 }, 40]],
    ['Regions', [[], 52, '52', ['52'], [52, 999], [null]]],
    ['Account manager', ['70012', 1, [70_012]]],
    ['Reseller', [1, '902', {}]],
    ['Decision maker', [1, '1204', {}]],
    ['Contract signed on', ['30.09.2026', '2026-02-30', '2026-09-30T00:00:00Z', 5]],
    ['Service period', ['2026-10-01', { value: '2026-10-01' }, { value: '2026-10-01', until: 'never' }]],
    ['Daily call', ['09:30:00', { value: '25:00:00' }, { value: '09:30:00', timezone_name: 'Mars/Base' }]],
    ['Daily call', [{ value: '09:30:00', timezone_id: 318 }, { timezone_name: 'Europe/Tallinn' }]],
    ['Delivery window', [{ value: '09:00:00' }, { value: '9', until: '10' }]],
    ['Site', ['Pikk 7', {}, { value: 5 }, { value: 'Pikk 7', country: 5 }, { value: 'Pikk 7', planet: 'x' }]],
  ])('for %s in another form', async (name, values) => {
    for (const value of values) {
      const reply = await write(name, value);
      expect([value, reply.status]).toEqual([value, 400]);
      expect(reply.body['error']).toMatch(new RegExp(`^Validation failed: custom_fields\\.${codeOf(name)}`));
    }
    expect(objectIn(data(await account.get(path)), 'custom_fields')[codeOf(name)]).toBeNull();
  });

  test('with every other mistake in one answer', async () => {
    const body: Wire = {
      value: '1',
      custom_fields: { [codeOf('Plan')]: 'Gold', [codeOf('Regions')]: [], deadbeef: 1 },
    };

    const reply = await account.send('PATCH', path, body);

    const error = String(reply.body['error']);
    expect(error.split('; ').map((part) => part.split(':').at(-2)?.trim())).toEqual([
      'value',
      `custom_fields.${codeOf('Plan')}`,
      `custom_fields.${codeOf('Regions')}`,
      'custom_fields.deadbeef',
    ]);
  });
});
