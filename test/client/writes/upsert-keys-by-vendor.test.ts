import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Crm } from '../../../src/client/index.ts';
import type { KeyValue } from '../../../src/client/writes/index.ts';
import { OpportuneError } from '../../../src/model/error.ts';
import type { RunningSandbox, SeenRequest } from '../../../src/sandbox-kit/index.ts';
import { connectTo, startEmulated, type EmulatedName } from '../../support/emulated-vendor.ts';

/** Label, the value as a person gives it, and the same value given in another way. */
type Key = readonly [field: string, value: KeyValue, again: KeyValue];

/** A field of every kind that can hold one value. Those that the vendor does not look into are in `refused`. */
const keys: Readonly<Record<EmulatedName, readonly Key[]>> = {
  copper: [
    ['Seats factor', 77.25, '77.25'],
    ['Discount', 37, '37'],
    ['Setup fee', 1234.5, '1234.50'],
    ['Go-live', '2031-05-17', '2031-05-17'],
    ['Plan', 'Silver', 'SILVER'],
    ['Contract link', 'https://example.test/a', 'https://example.test/a'],
    ['NDA signed', true, 'true'],
  ],
  hubspot: [
    ['ERP reference', 'E-1', 'E-1'],
    ['PO number', 'PO-1', 'PO-1'],
    ['Risk score', 77.25, '77.25'],
    ['Setup fee', 1234.5, '1234.50'],
    ['Contract signed on', '2031-05-17', '2031-05-17'],
    ['Kick-off', '2031-05-17T09:30:00Z', '2031-05-17T11:30:00.000+02:00'],
    ['Reseller deal?', true, 'true'],
    ['Plan', 'Silver', 'silver'],
    ['Support phone', '+49 30 1', '+49 30 1'],
  ],
  pipedrive: [
    ['PO number', 'PO-1', 'PO-1'],
    ['Scope notes', 'one line', 'one line'],
    ['Risk score', 77.25, '77.25'],
    ['Support phone', '+49 30 1', '+49 30 1'],
  ],
};

const unsearched = /does not look into fields of the type/;
const several = /holds more than one plain value/;
const refused: Readonly<Record<EmulatedName, readonly (readonly [string, KeyValue, RegExp])[]>> = {
  copper: [
    ['PO number', 'PO-1', /cannot be searched/],
    ['Scope', 'x', /cannot be searched/],
    ['Regions', 'EMEA', several],
    ['Plan', 'Gold plated', /there is no/],
    ['Seats factor', 'many', /not a number/],
    ['Go-live', 'soon', /not a day/],
  ],
  hubspot: [
    ['Regions', 'EMEA', several],
    ['Plan', 'Gold plated', /there is no/],
    ['Estimated margin', 7, /does not let/],
    ['Kick-off', '2031-05-17', /not an instant/],
  ],
  pipedrive: [
    ['Contract signed on', '2031-05-17', unsearched],
    ['Account manager', '1', unsearched],
    ['Setup fee', 5, several],
    ['Regions', 'EMEA', several],
  ],
};

describe.each(['copper', 'hubspot', 'pipedrive'] as const)('an upsert at emulated %s', (id) => {
  let vendor: RunningSandbox;
  let crm: Crm;
  /** Another process, which does not remember where records are. */
  let stranger: Crm;
  const writes: SeenRequest[] = [];

  beforeAll(async () => {
    vendor = await startEmulated(id, {
      deals: 0,
      onRequest: (request) => {
        if (request.method !== 'GET' && !/search$|batch\/read$/.test(request.path)) writes.push(request);
      },
    });
    crm = await connectTo(vendor);
    stranger = await connectTo(vendor);
  });
  afterAll(async () => {
    await Promise.all([crm.close(), stranger.close()]);
    await vendor.close();
  });

  test.each(keys[id])('by %s makes one record, which it then finds', async (field, value, again) => {
    const first = await crm.opportunities.upsert({ title: `${field} 1` }, { key: { field, value } });
    const second = await crm.opportunities.upsert(
      { title: `${field} 2` },
      { key: { field, value: again }, verify: true },
    );
    const third = await stranger.opportunities.upsert(
      { title: `${field} 2` },
      { key: { field, value: again } },
    );

    expect(first.outcome).toBe('created');
    expect(second).toMatchObject({ id: first.id, outcome: 'updated', differences: [] });
    expect(third).toMatchObject({ id: first.id, outcome: 'unchanged' });
  });

  test.each(refused[id])(
    'by %s as %j is refused with the reason, and nothing is written',
    async (field, value, why) => {
      const before = writes.length;

      const refusal: unknown = await crm.opportunities
        .upsert({ title: 'x' }, { key: { field, value } })
        .catch((error: unknown) => error);

      if (!(refusal instanceof OpportuneError)) throw new Error('not refused', { cause: refusal });
      expect(`${refusal.message} ${JSON.stringify(Reflect.get(refusal, 'issues') ?? '')}`).toMatch(why);
      expect(writes.length).toBe(before);
    },
  );

  test('refuses customFields that are no list, as a create does', async () => {
    const [[field, value] = ['', '']] = keys[id];
    const customFields = JSON.parse('null');

    const refusal = crm.opportunities.upsert({ title: 'x', customFields }, { key: { field, value } });

    await expect(refusal).rejects.toMatchObject({ issues: [{ field: 'customFields', code: 'wrong-type' }] });
  });

  test('of many makes one record each, and says of each in order what became of it', async () => {
    const [keyField = ''] = keys[id][0] ?? [];
    const values = Array.from({ length: 12 }, (_, index) => 500 + index);
    const items = values.map((key) => ({
      key: keyField === 'Seats factor' ? key : String(key),
      input: { title: `T ${key}` },
    }));

    const first = await crm.opportunities.upsertMany(items.slice(0, 8), { keyField, verify: true });
    const second = await stranger.opportunities.upsertMany(items.toReversed(), { keyField, verify: true });

    expect(first.map(({ outcome, differences }) => [outcome, differences])).toEqual(
      Array.from({ length: 8 }, () => ['created', []]),
    );
    expect(second.map(({ outcome }) => outcome)).toEqual([
      ...Array<string>(4).fill('created'),
      ...Array<string>(8).fill('unchanged'),
    ]);
    expect(second.slice(4).map((one) => one.id)).toEqual(first.map((one) => one.id).toReversed());
  });
});
