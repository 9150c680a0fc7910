import { describe, expect, test } from 'vitest';
import { paperOpportunities } from '../../support/paper/paper-connection.ts';
import { lostAnswer, paperDeal, paperVendor } from '../../support/paper/paper-vendor.ts';
import { paperWrites } from '../../support/paper/paper-writes.ts';

const key = { field: 'Reference', value: 'A-1' };

describe('upsert', () => {
  test('creates through the vendor’s own upsert, with the key in the record, then updates it', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const opportunities = paperOpportunities(vendor);

    const first = await opportunities.upsert({ title: 'New' }, { key });
    const second = await opportunities.upsert({ title: 'Newer' }, { key });
    const third = await opportunities.upsert({ title: 'Newer' }, { key });

    expect([first, second, third].map(({ id, outcome }) => [id, outcome])).toEqual([
      ['101', 'created'],
      ['101', 'updated'],
      ['101', 'unchanged'],
    ]);
    expect(vendor.writes.map(({ path }) => path)).toEqual(['/deals/upsert', '/deals/101']);
    expect(vendor.deals.get('101')?.fields).toEqual({ ref: 'A-1' });
  });

  test('says "updated" where another was faster and the vendor noticed', async () => {
    const vendor = paperVendor();
    vendor.before = ({ path }) => {
      if (path === '/deals/upsert') vendor.deals.set('5', paperDeal('5', { fields: { ref: 'A-1' } }));
    };

    expect(await paperOpportunities(vendor).upsert({ title: 'New' }, { key })).toMatchObject({
      id: '5',
      outcome: 'updated',
    });
  });

  test('what the vendor’s upsert cannot carry, and a key it does not keep unique, are created plainly', async () => {
    const vendor = paperVendor();
    const opportunities = paperOpportunities(vendor);

    await opportunities.upsert({ title: 'One', contactIds: ['c1'] }, { key });
    await opportunities.upsert({ title: 'Two' }, { key: { field: 'loose', value: 'B' } });

    expect(vendor.writes.map(({ path }) => path)).toEqual(['/deals', '/deals/101/contacts/c1', '/deals']);
    expect(vendor.deals.get('102')?.fields).toEqual({ loose: 'B' });
  });

  test('several records with the key are refused by their ids', async () => {
    const fields = { ref: 'A-1' };
    const vendor = paperVendor(paperDeal('1', { fields }), paperDeal('2', { fields }));
    const opportunities = paperOpportunities(vendor);

    await expect(opportunities.upsert({ title: 'x' }, { key })).rejects.toMatchObject({
      code: 'write-refused',
      issues: [{ code: 'ambiguous-reference', message: expect.stringContaining('1, 2') }],
    });
    expect(vendor.writes).toEqual([]);
  });

  test('a create in doubt is looked for by its key', async () => {
    const done = paperVendor();
    done.after = ({ method }) => {
      if (method !== 'GET') throw lostAnswer();
    };
    expect(await paperOpportunities(done).upsert({ title: 'New' }, { key })).toMatchObject({
      id: '101',
      outcome: 'created',
      confirmedBy: 'key',
    });

    const undone = paperVendor();
    undone.before = ({ method }) => {
      if (method !== 'GET') throw lostAnswer();
    };
    await expect(paperOpportunities(undone).upsert({ title: 'New' }, { key })).rejects.toMatchObject({
      code: 'write-ambiguous',
    });
    expect(undone.writes).toHaveLength(1);
  });

  test.each(['ref', 'loose'])(
    'a create by %s in doubt is not taken for one that another process made meanwhile',
    async (field) => {
      const vendor = paperVendor();
      vendor.before = ({ method }) => {
        if (method === 'GET') return;
        vendor.deals.set('5', paperDeal('5', { title: 'Theirs', fields: { [field]: 'A-1' } }));
        throw lostAnswer();
      };
      const opportunities = paperOpportunities(vendor);
      const byField = { key: { field, value: 'A-1' } };

      await expect(opportunities.upsert({ title: 'Ours' }, byField)).rejects.toMatchObject({
        code: 'write-ambiguous',
        observed: 'unclear',
      });
      expect(vendor.deals.get('5')?.title).toBe('Theirs');
    },
  );

  test.each([
    [{ field: 'Referenz', value: 'A' }, 'did you mean "Reference"?'],
    [{ field: 'ref', value: '' }, 'Pass key'],
    [{ field: 'ref', value: '\ud800' }, 'Pass key'],
    [undefined, 'Pass key'],
  ])('the key %j is refused', async (wrong, hint) => {
    const options = { key: wrong } as { key: typeof key };

    await expect(paperOpportunities(paperVendor()).upsert({ title: 'x' }, options)).rejects.toMatchObject({
      code: 'bad-option',
      hint: expect.stringContaining(hint),
    });
  });

  test('a customFields value that contradicts the key is refused', async () => {
    const customFields = [{ id: 'ref', value: 'B-2' }];

    await expect(paperOpportunities(paperVendor()).upsert({ customFields }, { key })).rejects.toMatchObject({
      code: 'bad-option',
    });
  });

  test('is not supported where records cannot be found by a field', async () => {
    const { find: _find, upsert: _upsert, ...writes } = paperWrites;

    await expect(
      paperOpportunities(paperVendor(), { writes }).upsert({ title: 'x' }, { key }),
    ).rejects.toMatchObject({ code: 'not-supported' });
  });
});
