import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BulkItemResult, BulkProgress } from '../../../../src/client/writes/bulk/bulk-result.ts';
import type { VendorRequest } from '../../../../src/connector-kit/vendor-request.ts';
import { paperOpportunities } from '../../../support/paper/paper-connection.ts';
import {
  lostAnswer,
  paperDeal,
  paperRefusal,
  paperVendor,
  type PaperVendor,
} from '../../../support/paper/paper-vendor.ts';
import { paperWrites } from '../../../support/paper/paper-writes.ts';

function outcomes(results: readonly BulkItemResult[]): string[] {
  return results.map(({ outcome }) => outcome);
}

function paths({ writes }: PaperVendor): string[] {
  return writes.map(({ path }) => path);
}

function deals(count: number): PaperVendor {
  return paperVendor(...Array.from({ length: count }, (_, index) => paperDeal(String(index + 1))));
}

const titled = (...titles: readonly string[]) => titles.map((title) => ({ title }));

const { batch: _none, ...withoutBatches } = paperWrites;

function loseLost({ body }: VendorRequest): void {
  if (JSON.stringify(body ?? '').includes('"lost"')) throw lostAnswer();
}

describe('createMany', () => {
  test('goes in batches as large as the vendor allows, one result an item in order', async () => {
    const vendor = paperVendor();

    const results = await paperOpportunities(vendor).createMany(titled('a', 'b', 'c', 'd', 'e', 'f'));

    expect(outcomes(results)).toEqual(Array(6).fill('created'));
    expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(paths(vendor)).toEqual(['/deals/batch', '/deals/batch']);
    for (const [index, { id = '' }] of results.entries()) {
      expect(vendor.deals.get(id)?.title).toBe('abcdef'[index]);
    }
  });

  test('what a batch cannot carry goes alone, and so does what has passThrough', async () => {
    const vendor = paperVendor();
    const passThrough = [{ serviceId: 'paper', extendObject: { color: 'red' } }];

    await paperOpportunities(vendor).createMany([
      { title: 'a' },
      { title: 'b', contactIds: ['c1'] },
      { title: 'c', passThrough },
      { title: 'd' },
    ]);

    const links = paths(vendor).filter((path) => path.includes('/contacts/c1'));
    expect(links).toHaveLength(1);
    expect(
      paths(vendor)
        .filter((path) => !links.includes(path))
        .toSorted(),
    ).toEqual(['/deals', '/deals', '/deals/batch']);
    expect([...vendor.deals.values()].filter((deal) => deal['color'] === 'red')).toHaveLength(1);
  });

  test('a refused item says so and holds up nobody', async () => {
    const vendor = paperVendor();

    const results = await paperOpportunities(vendor).createMany([
      { title: 'a' },
      { title: 'b', description: 'unsupported' },
      { title: 'unwelcome' },
      { title: 'odd' },
    ]);

    expect(outcomes(results)).toEqual(['created', 'refused', 'failed', 'ambiguous']);
    expect(results[1]?.issues).toMatchObject([{ field: 'description', code: 'unsupported' }]);
    expect(results[2]?.error).toMatchObject({ code: 'write-failed', fields: [{ field: 'title' }] });
    expect(results[2]?.error?.message).toContain('title is not allowed: [value]');
    expect(results[3]?.error).toMatchObject({ code: 'write-ambiguous' });
    expect(vendor.deals.size).toBe(1);
  });

  test('of a batch that is refused as a whole, the one to blame is found and the others are written', async () => {
    const vendor = paperVendor();
    vendor.before = ({ path, body }) => {
      if (path === '/deals' && Object(body).title === 'worse')
        throw paperRefusal('invalid-request', { status: 400 });
    };

    const results = await paperOpportunities(vendor).createMany(titled('a', 'b', 'worse', 'd'));

    expect(outcomes(results)).toEqual(['created', 'created', 'failed', 'created']);
    expect(vendor.deals.size).toBe(3);
  });

  test('a batch whose refusal may have carried some out is not sent again', async () => {
    const vendor = paperVendor();
    const { create } = paperWrites.batch ?? {};
    if (create === undefined) throw new Error('no batch');
    const writes = { ...paperWrites, batch: { create: { ...create, allOrNothing: false } } };

    const results = await paperOpportunities(vendor, { writes }).createMany(titled('a', 'worse'));

    expect(outcomes(results)).toEqual(['ambiguous', 'ambiguous']);
    expect(vendor.writes).toHaveLength(1);
  });

  test('a lost answer leaves the whole batch open', async () => {
    const vendor = paperVendor();
    vendor.after = ({ method }) => {
      if (method !== 'GET') throw lostAnswer();
    };

    const results = await paperOpportunities(vendor).createMany(titled('a', 'b'));

    expect(outcomes(results)).toEqual(['ambiguous', 'ambiguous']);
    expect(vendor.writes).toHaveLength(1);
  });

  test('planned, each item has its plan and nothing is sent', async () => {
    const vendor = paperVendor();
    const results = await paperOpportunities(vendor).createMany([{ title: 'a' }, { title: 'b', type: 'x' }], {
      dryRun: true,
    });

    expect(outcomes(results)).toEqual(['planned', 'refused']);
    expect(results[0]?.plan?.requests).toHaveLength(1);
    expect(vendor.writes).toEqual([]);
  });
});

describe('updateMany', () => {
  test('writes what differs, and refuses what is not there or named twice', async () => {
    const vendor = deals(3);

    const results = await paperOpportunities(vendor).updateMany([
      { id: '1', changes: { title: 'x' } },
      { id: '2', changes: { title: 'Deal 2' } },
      { id: '9', changes: { title: 'x' } },
      { id: '1', changes: { title: 'y' } },
      { id: '3', changes: { title: 'z' }, ifUnmodifiedSince: '2026-01-01T00:00:00Z' },
    ]);

    expect(outcomes(results)).toEqual(['updated', 'unchanged', 'refused', 'refused', 'refused']);
    expect(results.map(({ error, issues }) => Reflect.get(error ?? {}, 'code') ?? issues[0]?.code)).toEqual([
      undefined,
      undefined,
      'no-such-record',
      'conflict',
      'precondition-failed',
    ]);
    expect([...vendor.deals.values()].map(({ title }) => title)).toEqual(['x', 'Deal 2', 'Deal 3']);
  });

  test('a batch in doubt is found out by reading each', async () => {
    const items = ['1', '2', '3'].map((id) => ({ id, changes: { title: `new ${id}` } }));
    const done = deals(3);
    done.after = ({ method }) => {
      if (method !== 'GET') throw lostAnswer();
    };
    expect(outcomes(await paperOpportunities(done).updateMany(items))).toEqual(Array(3).fill('updated'));

    const undone = deals(3);
    undone.before = ({ method }) => {
      if (method !== 'GET') throw lostAnswer();
    };
    const results = await paperOpportunities(undone).updateMany(items);
    expect(outcomes(results)).toEqual(Array(3).fill('ambiguous'));
    expect(undone.writes).toHaveLength(1);
  });
});

describe('deleteMany', () => {
  test('says of each whether it was there', async () => {
    const vendor = deals(4);
    vendor.deals.delete('3');

    const results = await paperOpportunities(vendor).deleteMany(['1', '3', '4', '4']);

    expect(outcomes(results)).toEqual(['deleted', 'already-gone', 'deleted', 'refused']);
    expect([...vendor.deals.keys()]).toEqual(['2']);
  });
});

describe('any of them', () => {
  test('tells its progress', async () => {
    const seen: BulkProgress[] = [];

    await paperOpportunities(deals(5)).deleteMany(['1', '2', '3', '4', '5', '9'], {
      onProgress: (progress) => seen.push(progress),
    });

    expect(seen.at(-1)).toEqual({ done: 6, total: 6, outcomes: { deleted: 5, 'already-gone': 1 } });
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).toSorted((a, b) => a - b));
  });

  test.each([0, 1, 9])(
    'a progress that throws at turn %i ends it, and hides nothing that was written',
    async (at) => {
      for (const writes of [paperWrites, withoutBatches]) {
        const vendor = deals(250);
        const items = [...vendor.deals.keys()].map((id) => ({ id, changes: { title: 'new' } }));
        let turn = -1;

        const results = await paperOpportunities(vendor, { writes }).updateMany(items, {
          onProgress: () => {
            turn += 1;
            if (turn === at) throw new RangeError('no screen');
          },
        });

        const written = [...vendor.deals.values()].filter(({ title }) => title === 'new').map(({ id }) => id);
        const reported = results.filter(({ outcome }) => outcome === 'updated').map(({ id }) => id);
        expect(reported).toEqual(written);
        expect(written.length).toBeLessThan(100);
        expect(results.at(-1)).toMatchObject({ outcome: 'not-tried', error: { message: 'no screen' } });
      }
    },
  );

  test('stops at the next item once aborted; the rest was not tried', async () => {
    const vendor = deals(40);
    const controller = new AbortController();
    vendor.before = () => {
      if (vendor.writes.length === 5) controller.abort(new RangeError('enough'));
    };
    const ids = [...vendor.deals.keys()];

    const results = await paperOpportunities(vendor, { writes: withoutBatches }).deleteMany(ids, {
      signal: controller.signal,
    });

    const deleted = results.filter(({ outcome }) => outcome === 'deleted');
    expect(deleted.length).toBe(vendor.writes.length);
    expect(deleted.length).toBeLessThan(20);
    expect(new Set(outcomes(results))).toEqual(new Set(['deleted', 'not-tried']));
    expect(results.at(-1)?.error?.message).toBe('enough');
    expect(vendor.deals.size).toBe(40 - deleted.length);
  });

  test.each([
    ['credentials that open nothing any more', paperRefusal('auth', { status: 401 })],
    ['a quota that is used up', paperRefusal('quota-exhausted')],
  ])('%s end it', async (_what, error) => {
    const vendor = deals(40);
    vendor.before = ({ method }) => {
      if (method !== 'GET') throw error;
    };

    const results = await paperOpportunities(vendor, { writes: withoutBatches }).deleteMany([
      ...vendor.deals.keys(),
    ]);

    expect(vendor.writes.length).toBeLessThanOrEqual(8);
    expect(outcomes(results).filter((outcome) => outcome === 'failed')).toHaveLength(vendor.writes.length);
    expect(results.at(-1)).toMatchObject({ outcome: 'not-tried', error: { code: error.code } });
  });

  test('a vendor in trouble is left alone after a few failures', async () => {
    const vendor = paperVendor();
    vendor.before = ({ method }) => {
      if (method !== 'GET') throw lostAnswer();
    };
    const inputs = Array.from({ length: 60 }, () => ({ title: 'x' }));

    const results = await paperOpportunities(vendor, { writes: withoutBatches }).createMany(inputs);

    expect(vendor.writes.length).toBeLessThan(20);
    expect(outcomes(results).filter((outcome) => outcome === 'ambiguous')).toHaveLength(vendor.writes.length);
  });

  test('what fails before anything is sent is thrown', async () => {
    const vendor = paperVendor();
    vendor.before = () => {
      throw paperRefusal('auth', { status: 401 });
    };

    await expect(paperOpportunities(vendor).createMany([{ title: 'x' }])).rejects.toMatchObject({
      code: 'auth',
    });
    await expect(paperOpportunities(vendor).createMany([])).resolves.toEqual([]);
  });

  test('what fails later is a result', async () => {
    const vendor = deals(150);
    let windows = 0;
    vendor.before = ({ method, path }) => {
      if (method === 'GET' && path === '/deals/101') windows += 1;
      if (windows > 0) throw paperRefusal('vendor-unavailable');
    };
    const items = [...vendor.deals.keys()].map((id) => ({ id, changes: { title: 'x' } }));

    const results = await paperOpportunities(vendor).updateMany(items);

    expect(outcomes(results.slice(0, 100))).toEqual(Array(100).fill('updated'));
    expect(outcomes(results.slice(100))).toEqual(Array(50).fill('not-tried'));
    expect(results.at(-1)?.error).toMatchObject({ code: 'vendor-unavailable' });
  });

  test('reports the truth of every item, whatever is refused or lost', async () => {
    const title = fc.constantFrom('a', 'unwelcome', 'odd', 'worse', 'lost');
    await fc.assert(
      fc.asyncProperty(fc.array(title, { maxLength: 12 }), fc.boolean(), async (titles, after) => {
        const vendor = paperVendor();
        vendor.before = (request) => {
          if (!after) loseLost(request);
          if (request.path === '/deals' && Object(request.body).title === 'worse') {
            throw paperRefusal('invalid-request', { status: 400 });
          }
        };
        if (after) vendor.after = loseLost;
        const results = await paperOpportunities(vendor).createMany(titled(...titles));

        expect(results.map(({ index }) => index)).toEqual(titles.map((_, index) => index));
        const created = results.filter(({ outcome }) => outcome === 'created');
        for (const { id = '', index } of created) expect(vendor.deals.get(id)?.title).toBe(titles[index]);
        const open = results.filter(({ outcome }) => outcome === 'ambiguous').length;
        expect(vendor.deals.size).toBeGreaterThanOrEqual(created.length);
        expect(vendor.deals.size).toBeLessThanOrEqual(created.length + open);
      }),
    );
  });
});
