import { describe, expect, it } from 'vitest';
import type { UnusableRecord } from '../../src/client/client-error.ts';
import { crmOver } from '../../src/client/crm.ts';
import { fakeConnection } from '../support/fake-connection.ts';
import { fakeDeal, fakeVendor, refusal, type FakeVendor } from '../support/fake-vendor.ts';

function crm(vendor: FakeVendor) {
  return crmOver(fakeConnection(vendor)).opportunities;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('list', () => {
  it('gives every opportunity, page by page behind the scenes', async () => {
    const vendor = fakeVendor(25);

    const found = await all(crm(vendor).list());

    expect(found.map(({ id }) => id)).toEqual(Array.from({ length: 25 }, (_, index) => String(index + 1)));
    expect(found[1]).toMatchObject({ title: 'Deal 2', companyName: 'Company 2', currency: 'EUR' });
  });

  it('asks for nothing before it is iterated', async () => {
    const vendor = fakeVendor(1);

    crm(vendor).list();
    await new Promise(setImmediate);

    expect(vendor.requests).toEqual([]);
  });

  it('gives native record and issues on request', async () => {
    const [first] = await all(crm(fakeVendor(1)).list({ raw: true }));

    expect(first?.native.body).toEqual(fakeDeal(1));
    expect(first?.opportunity.id).toBe('1');
    expect(first?.issues).toEqual([]);
  });

  it('gives them on pages as well', async () => {
    const [page] = await all(crm(fakeVendor(1)).list({ raw: true }).pages());
    const [first] = page?.opportunities ?? [];

    expect(first?.native.body).toEqual(fakeDeal(1));
    expect(first?.opportunity.id).toBe('1');
  });

  it('passes the change time on in canonical form, and refuses what is none', async () => {
    const vendor = fakeVendor(3);

    const found = await all(crm(vendor).list({ updatedSince: '2026-01-01T01:00:03+01:00' }));

    expect(found.map(({ id }) => id)).toEqual(['3']);
    expect(vendor.requests).toContain('/deals?since=2026-01-01T00:00:03.000Z');
    expect(() => crm(vendor).list({ updatedSince: 'yesterday' })).toThrow(
      expect.objectContaining({ code: 'bad-option' }),
    );
  });

  it('goes on after the page whose cursor is given', async () => {
    const vendor = fakeVendor(25);
    const [first] = await all(crm(vendor).list().pages());

    const rest = await all(crm(vendor).list({ cursor: first?.nextCursor ?? '' }));

    expect(rest.map(({ id }) => id)).toEqual(Array.from({ length: 15 }, (_, index) => String(index + 11)));
  });

  it('ends with the reason of the signal', async () => {
    const controller = new AbortController();
    const reading = (async () => {
      for await (const opportunity of crm(fakeVendor(25)).list({ signal: controller.signal })) {
        if (opportunity.id === '3') controller.abort(new RangeError('enough'));
      }
    })();

    await expect(reading).rejects.toThrow('enough');
  });
});

function vendorWithBroken(): FakeVendor {
  const vendor = fakeVendor(25);
  for (const id of [3, 14]) vendor.deals.set(String(id), fakeDeal(id, { broken: true }));
  return vendor;
}

describe('a record that cannot be translated', () => {
  it('holds nothing up and is reported at the end of an iteration', async () => {
    const found: string[] = [];
    const reading = (async () => {
      for await (const { id } of crm(vendorWithBroken()).list()) found.push(id);
    })();

    await expect(reading).rejects.toMatchObject({ code: 'unusable-records', count: 2 });
    expect(found).toHaveLength(23);
    const error: unknown = await reading.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ records: [{ native: { id: '3' } }, { native: { id: '14' } }] });
  });

  it('goes to onUnusable instead, where that is given', async () => {
    const unusable: UnusableRecord[] = [];

    const found = await all(crm(vendorWithBroken()).list({ onUnusable: (record) => unusable.push(record) }));

    expect(found).toHaveLength(23);
    expect(unusable.map(({ native, issues }) => [native.id, issues[0]?.code])).toEqual([
      ['3', 'missing'],
      ['14', 'missing'],
    ]);
  });

  it('is part of its page, so that a page always accounts for what was sent', async () => {
    const vendor = vendorWithBroken();
    vendor.deleted.set('99', '2026-02-01T00:00:00.000Z');

    const pages = await all(crm(vendor).list().pages());

    expect(pages.map((page) => page.opportunities.length + page.unusable.length)).toEqual([10, 10, 5]);
    expect(pages.map((page) => page.unusable.length)).toEqual([1, 1, 0]);
    expect(pages.at(-1)?.tombstones.map(({ id }) => id)).toEqual(['99']);
    expect(pages.map((page) => page.nextCursor)).toEqual(['10', '20', undefined]);
    expect(pages[0]?.totalHint).toBe(25);
  });

  it('is an error for get, not an absence', async () => {
    await expect(crm(vendorWithBroken()).get('3')).rejects.toMatchObject({
      code: 'unusable-records',
      count: 1,
    });
  });
});

describe('get and explain', () => {
  it('give one record, or undefined where the vendor has none', async () => {
    const opportunities = crm(fakeVendor(2));

    expect(await opportunities.get('2')).toMatchObject({ id: '2', companyName: 'Company 2' });
    expect((await opportunities.get('2', { raw: true }))?.native.id).toBe('2');
    expect(await opportunities.get('77')).toBeUndefined();
    expect(await opportunities.explain('2', 'title')).toMatchObject({ field: 'title', value: 'Deal 2' });
    expect(await opportunities.explain('2')).toHaveLength(1);
    expect(await opportunities.explain('77', 'title')).toBeUndefined();
  });

  it('refuse a field that no record has, whether there is a record or not', async () => {
    const field = JSON.parse('"titel"');

    for (const id of ['2', '77'])
      await expect(crm(fakeVendor(2)).explain(id, field)).rejects.toMatchObject({
        code: 'bad-option',
        hint: 'did you mean "title"?',
      });
  });

  it('pass a refusal on', async () => {
    const vendor = fakeVendor(2);
    vendor.before = ({ path }) => {
      if (path === '/deals/1') throw refusal('auth');
    };

    await expect(crm(vendor).get('1')).rejects.toMatchObject({ code: 'auth' });
  });
});

it('request reaches the vendor’s own API', async () => {
  const vendor = fakeVendor(2);

  const answer = await crmOver(fakeConnection(vendor)).request({ method: 'GET', path: '/deals/2' });

  expect(answer).toMatchObject({ status: 200, data: { id: '2' } });
  expect(vendor.requests).toEqual(['/deals/2']);
});
