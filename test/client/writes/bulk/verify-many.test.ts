import { describe, expect, test } from 'vitest';
import { paperOpportunities } from '../../../support/paper/paper-connection.ts';
import { paperDeal, paperRefusal, paperVendor } from '../../../support/paper/paper-vendor.ts';
import { paperWrites } from '../../../support/paper/paper-writes.ts';

describe('verify, of many', () => {
  test('names for each item the fields that the vendor changed or ignored, and what changed with them', async () => {
    const vendor = paperVendor(paperDeal('1'), paperDeal('2'), paperDeal('3'));
    vendor.adjust = (deal) => ({ ...deal, title: deal.title.trim() });

    const results = await paperOpportunities(vendor).updateMany(
      [
        { id: '1', changes: { title: ' x ' } },
        { id: '2', changes: { pipelineStageId: 's2' } },
        { id: '3', changes: { title: 'Deal 3' } },
        { id: '9', changes: { title: 'missing' } },
      ],
      { verify: true },
    );

    expect(results).toMatchObject([
      { outcome: 'updated', differences: [{ field: 'title', wanted: ' x ', found: 'x' }], sideEffects: [] },
      {
        outcome: 'updated',
        differences: [],
        sideEffects: [{ field: 'winProbability', before: 10, after: 60 }],
      },
      { outcome: 'unchanged', differences: [] },
      { outcome: 'refused' },
    ]);
    expect(results[3]?.differences).toBeUndefined();
    expect(results[0]?.opportunity?.title).toBe('x');
  });

  test('of creates, alone and in batches, names what the vendor filled in', async () => {
    const { batch: _none, ...alone } = paperWrites;
    for (const writes of [paperWrites, alone]) {
      const results = await paperOpportunities(paperVendor(), { writes }).createMany(
        [{ title: 'a' }, { title: 'b' }],
        { verify: true },
      );

      expect(results.map(({ differences, sideEffects }) => ({ differences, sideEffects }))).toEqual(
        ['a', 'b'].map(() => ({
          differences: [],
          sideEffects: [
            { field: 'winProbability', after: 10 },
            { field: 'pipelineStageId', after: 's1' },
          ],
        })),
      );
    }
  });

  test('of deletions says whether they are gone', async () => {
    const vendor = paperVendor(paperDeal('1'), paperDeal('2'));
    vendor.after = ({ path }) => {
      if (path === '/deals/batch') vendor.deals.set('2', paperDeal('2'));
    };

    expect(await paperOpportunities(vendor).deleteMany(['1', '2'], { verify: true })).toMatchObject([
      { outcome: 'deleted', differences: [] },
      { outcome: 'deleted', differences: [{ field: 'deleted', wanted: true, found: false }] },
    ]);
  });

  test('that fails is no failure of the writes', async () => {
    const vendor = paperVendor();
    vendor.before = ({ method, path }) => {
      if (method === 'GET' && path.startsWith('/deals/')) throw paperRefusal('vendor-unavailable');
    };

    const results = await paperOpportunities(vendor).createMany([{ title: 'a' }, { title: 'b' }], {
      verify: true,
    });

    expect(results).toMatchObject(
      ['a', 'b'].map(() => ({ outcome: 'created', unverified: { code: 'vendor-unavailable' } })),
    );
  });

  test('of what was not sent reads nothing', async () => {
    const vendor = paperVendor();

    await paperOpportunities(vendor).createMany(
      [{ title: 'a' }, { title: 'b', description: 'unsupported' }],
      {
        verify: true,
        dryRun: true,
      },
    );

    expect(vendor.reads.filter(({ path }) => path.startsWith('/deals/'))).toEqual([]);
  });
});
