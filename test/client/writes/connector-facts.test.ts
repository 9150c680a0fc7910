import { describe, expect, test } from 'vitest';
import type { WriteOperations } from '../../../src/connector-kit/index.ts';
import { paperOpportunities } from '../../support/paper/paper-connection.ts';
import { paperDeal, paperVendor } from '../../support/paper/paper-vendor.ts';
import { paperWrites } from '../../support/paper/paper-writes.ts';

describe('a vendor that deletes what a record was merged into', () => {
  const writes: WriteOperations = { ...paperWrites, deleteFollowsMerges: true };

  test('is told to delete only what was just read', async () => {
    const vendor = paperVendor(paperDeal('1'));
    const opportunities = paperOpportunities(vendor, { writes });

    expect(await opportunities.delete('9')).toMatchObject({ id: '9', outcome: 'already-gone' });
    expect(vendor.writes).toEqual([]);
    expect(await opportunities.delete('1')).toMatchObject({ id: '1', outcome: 'deleted' });
    expect(vendor.writes).toHaveLength(1);
  });

  test('is so in bulk as well', async () => {
    const vendor = paperVendor(paperDeal('1'), paperDeal('2'));

    const results = await paperOpportunities(vendor, { writes }).deleteMany(['1', '9', '2']);

    expect(results.map(({ outcome }) => outcome)).toEqual(['deleted', 'already-gone', 'deleted']);
    expect(JSON.stringify(vendor.writes)).not.toContain('"9"');
  });

  test('has nothing to do in a dry run for a record that is gone', async () => {
    const plan = await paperOpportunities(paperVendor(), { writes }).delete('9', { dryRun: true });

    expect(plan).toMatchObject({ call: 'delete', id: '9', requests: [], changes: [] });
  });
});

describe('a success that holds a refusal', () => {
  const writes: WriteOperations = {
    ...paperWrites,
    refusalIn: () => ({ status: 404, errorClass: 'not-found', message: 'no contact Ada Moll' }),
  };

  test('is a failure, without the values that were sent', async () => {
    const vendor = paperVendor(paperDeal('1'));

    await expect(
      paperOpportunities(vendor, { writes }).update('1', { title: 'Ada Moll' }),
    ).rejects.toMatchObject({
      progress: {
        failed: { operationId: 'deals.update' },
        cause: {
          code: 'not-found',
          message: 'Paper CRM refused deals.update: no contact [value]',
          details: { status: 404, path: '/deals/1' },
        },
      },
    });
  });
});

test('writes are those of the connection’s settings', async () => {
  const asked: unknown[] = [];
  const writes: WriteOperations = {
    ...paperWrites,
    update: () => {
      throw new TypeError('not these');
    },
    forSettings: (settings) => {
      asked.push(settings);
      return paperWrites;
    },
  };
  const vendor = paperVendor(paperDeal('1'));

  expect(await paperOpportunities(vendor, { writes }).update('1', { title: 'B' })).toMatchObject({
    outcome: 'updated',
  });
  expect(asked).toEqual([{}]);
});
