import { describe, expect, test } from 'vitest';
import type { UpsertItem } from '../../../../src/client/writes/index.ts';
import { paperCrm, paperOpportunities } from '../../../support/paper/paper-connection.ts';
import { lostAnswer, paperDeal, paperVendor } from '../../../support/paper/paper-vendor.ts';
import { paperWrites } from '../../../support/paper/paper-writes.ts';

const byReference = { keyField: 'Reference' };

function items(...keys: readonly string[]): UpsertItem[] {
  return keys.map((key) => ({ key, input: { title: `New ${key}` } }));
}

describe('upsertMany', () => {
  test('updates what is there and creates the rest in the vendor’s batches, one result an item in order', async () => {
    const vendor = paperVendor(paperDeal('1', { fields: { ref: 'b' } }));

    const results = await paperOpportunities(vendor).upsertMany(
      items('a', 'b', 'c', 'd', 'e', 'f'),
      byReference,
    );

    expect(results.map(({ outcome }) => outcome)).toEqual([
      'created',
      'updated',
      'created',
      'created',
      'created',
      'created',
    ]);
    expect(vendor.writes.map(({ path }) => path).toSorted()).toEqual(
      ['/deals/1', '/deals/upserts', '/deals/upsert'].toSorted(),
    );
    for (const [index, { id = '' }] of results.entries()) {
      const key = 'abcdef'[index];
      expect(vendor.deals.get(id)).toMatchObject({ title: `New ${key}`, fields: { ref: key } });
    }
    expect(
      (await paperOpportunities(vendor).upsertMany(items('a', 'b', 'c'), byReference)).map(
        ({ outcome }) => outcome,
      ),
    ).toEqual(Array(3).fill('unchanged'));
  });

  test('an item that is refused, by us or by the vendor, holds up nobody', async () => {
    const vendor = paperVendor(
      paperDeal('1', { fields: { ref: 'twice' } }),
      paperDeal('2', { fields: { ref: 'twice' } }),
    );

    const results = await paperOpportunities(vendor).upsertMany(
      [
        { key: 'a', input: { title: 'A' } },
        { key: 'b', input: { title: 'unwelcome' } },
        { key: 'twice', input: { title: 'T' } },
        { key: 'd', input: { customFields: [{ id: 'ref', value: 'other' }] } },
        { key: 'e', input: { title: 'E', description: 'unsupported' } },
      ],
      byReference,
    );

    expect(results.map(({ outcome }) => outcome)).toEqual([
      'created',
      'failed',
      'refused',
      'refused',
      'refused',
    ]);
    expect(results[1]?.error).toMatchObject({ code: 'write-failed' });
    expect(results[2]?.issues).toMatchObject([{ code: 'ambiguous-reference' }]);
    expect(results[3]?.error).toMatchObject({ code: 'bad-option' });
    expect(results[4]?.issues).toMatchObject([{ code: 'unsupported' }]);
    expect(vendor.deals.size).toBe(3);
  });

  test('the second item with a key is refused, and the first one holds', async () => {
    const vendor = paperVendor();

    const results = await paperOpportunities(vendor).upsertMany(
      [...items('a', 'b'), { key: 'a', input: { title: 'again' } }],
      byReference,
    );

    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'refused']);
    expect(results[2]?.issues).toMatchObject([
      { field: 'key', code: 'conflict', message: 'item 0 names the same record' },
    ]);
    expect([...vendor.deals.values()].map(({ title }) => title)).toEqual(['New a', 'New b']);
  });

  test('what another made meanwhile is said to be updated', async () => {
    const vendor = paperVendor();
    vendor.before = ({ path }) => {
      if (path === '/deals/upserts') vendor.deals.set('5', paperDeal('5', { fields: { ref: 'a' } }));
    };

    const results = await paperOpportunities(vendor).upsertMany(items('a', 'b'), byReference);

    expect(results.map(({ outcome, id }) => [outcome, id])).toEqual([
      ['updated', '5'],
      ['created', '101'],
    ]);
  });

  test('without a batch or a unique field, each is looked for and created alone', async () => {
    const { batch: _none, upsert: _neither, ...writes } = paperWrites;
    const vendor = paperVendor(paperDeal('1', { fields: { loose: 'b' } }));

    const results = await paperOpportunities(vendor, { writes }).upsertMany(items('a', 'b'), {
      keyField: 'loose',
    });

    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'updated']);
    expect(vendor.writes.map(({ path }) => path).toSorted()).toEqual(['/deals', '/deals/1']);
  });

  test('a batch in doubt is looked for by the keys', async () => {
    const vendor = paperVendor();
    vendor.after = ({ method }) => {
      if (method !== 'GET') throw lostAnswer();
    };
    expect(
      (await paperOpportunities(vendor).upsertMany(items('a', 'b'), byReference)).map(
        ({ outcome }) => outcome,
      ),
    ).toEqual(['created', 'created']);

    const undone = paperVendor();
    undone.before = ({ method }) => {
      if (method !== 'GET') throw lostAnswer();
    };
    expect(
      (await paperOpportunities(undone).upsertMany(items('a', 'b'), byReference)).map(
        ({ outcome }) => outcome,
      ),
    ).toEqual(['ambiguous', 'ambiguous']);
    expect(undone.writes).toHaveLength(1);
  });

  test('planned, each item says whether it would be created or updated', async () => {
    const vendor = paperVendor(paperDeal('1', { fields: { ref: 'b' } }));

    const results = await paperOpportunities(vendor).upsertMany(items('a', 'b'), {
      ...byReference,
      dryRun: true,
    });

    expect(results.map(({ plan }) => [plan?.call, plan?.key])).toEqual([
      ['create', { field: 'ref', value: 'a' }],
      ['update', { field: 'ref', value: 'b' }],
    ]);
    expect(vendor.writes).toEqual([]);
  });

  test.each([
    [[{ key: '', input: {} }], byReference],
    [[{ input: {} }], byReference],
    [[null], byReference],
    [[{ key: '\uD800', input: {} }], byReference],
    [items('a'), {}],
    [items('a'), undefined],
    [items('a'), null],
    [items('a'), { keyField: 'Referenz' }],
    [items('a'), { ...byReference, key: 'x' }],
  ])('%j with %j is refused before anything is read of a record', async (wrong, options) => {
    const vendor = paperVendor();

    await expect(
      paperOpportunities(vendor).upsertMany(wrong as UpsertItem[], options as typeof byReference),
    ).rejects.toMatchObject({ code: 'bad-option' });
    expect(vendor.writes).toEqual([]);
  });
});

describe('upserts of one key at the same time over one connection', () => {
  const key = { field: 'loose', value: 'A-1' };

  test('make one record, even where the vendor’s search is late', async () => {
    const vendor = paperVendor();
    vendor.after = ({ method }) => {
      if (method !== 'GET') for (const id of vendor.deals.keys()) vendor.unseen.add(id);
    };
    const { opportunities } = paperCrm(vendor);

    const results = await Promise.all(
      ['one', 'two', 'three'].map((title) => opportunities.upsert({ title }, { key })),
    );
    const [many] = await opportunities.upsertMany([{ key: 'A-1', input: { title: 'four' } }], {
      keyField: 'loose',
    });

    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'updated', 'updated']);
    expect(many).toMatchObject({ outcome: 'updated', id: results[0]?.id });
    expect([...vendor.deals.values()].map(({ title }) => title)).toEqual(['four']);
  });

  test('one that gives up does not let those behind it pass those before it', async () => {
    const vendor = paperVendor();
    const { opportunities } = paperCrm(vendor);
    const controller = new AbortController();

    const first = opportunities.upsert({ title: 'one' }, { key });
    const second = opportunities.upsert({ title: 'two' }, { key, signal: controller.signal });
    const third = opportunities.upsert({ title: 'three' }, { key });
    controller.abort(new RangeError('enough'));

    await expect(second).rejects.toThrow('enough');
    expect((await first).outcome).toBe('created');
    expect((await third).outcome).toBe('updated');
    expect(vendor.deals.size).toBe(1);
  });

  test('a failure lets the next one through', async () => {
    const vendor = paperVendor();
    const { opportunities } = paperCrm(vendor);

    const first = opportunities.upsert({ title: 'x', description: 'unsupported' }, { key });
    const second = opportunities.upsert({ title: 'two' }, { key });

    await expect(first).rejects.toMatchObject({ code: 'write-refused' });
    expect((await second).outcome).toBe('created');
  });

  test('a record that was deleted meanwhile is made anew', async () => {
    const vendor = paperVendor();
    const { opportunities } = paperCrm(vendor);
    const first = await opportunities.upsert({ title: 'one' }, { key });
    vendor.deals.delete(first.id);

    expect(await opportunities.upsert({ title: 'two' }, { key })).toMatchObject({ outcome: 'created' });
  });
});
