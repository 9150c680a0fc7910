import { describe, expect, test } from 'vitest';
import {
  ids,
  nextAfter,
  objectIn,
  openAccount,
  results,
  type Reply,
  type SandboxClient,
} from '../sandbox-client.ts';

const deals = '/crm/v3/objects/deals';

function search(account: SandboxClient, body: unknown): Promise<Reply> {
  return account.send('POST', `${deals}/search`, body);
}

function filter(propertyName: string, operator: string, more: object = {}): object {
  return { filterGroups: [{ filters: [{ propertyName, operator, ...more }] }] };
}

function values(reply: Reply, name: string): readonly unknown[] {
  return results(reply).map((deal) => objectIn(deal, 'properties')[name]);
}

describe('a search', () => {
  test('pages by offset and never past ten thousand results', async () => {
    const account = await openAccount({ deals: 230 });

    const first = await search(account, { limit: 200 });
    const second = await search(account, { limit: 200, after: nextAfter(first.body) });

    expect(nextAfter(first.body)).toBe('200');
    expect(ids(first)).toHaveLength(200);
    expect(nextAfter(second.body)).toBeUndefined();
    expect(Number(first.body['total'])).toBe(200 + ids(second).length);
    expect((await search(account, { limit: 200, after: '9800' })).status).toBe(200);
    expect((await search(account, { limit: 200, after: '9801' })).status).toBe(400);
  });

  test('refuses the cursor of a list, pages above 200 and keys it does not know', async () => {
    const account = await openAccount();

    expect(await search(account, { after: '31000000001' })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('Cannot deserialize value of type') },
    });
    expect((await search(account, { limit: 201 })).status).toBe(400);
    expect((await search(account, { filterGroup: [] })).body['message']).toContain(
      'Unrecognized field "filterGroup"',
    );
    expect((await search(account, filter('amount', 'EQ', { val: '1' }))).status).toBe(400);
    expect(
      (await search(account, { filterGroups: [{ filters: [{ propertyName: 'amount' }] }] })).body['message'],
    ).toContain('[operator]');
  });

  test('takes five groups of six filters, eighteen in all', async () => {
    const account = await openAccount();
    const one = { propertyName: 'amount', operator: 'HAS_PROPERTY' };
    const groups = (sizes: readonly number[]): object => ({
      filterGroups: sizes.map((size) => ({ filters: Array.from({ length: size }, () => one) })),
    });

    expect((await search(account, groups([6, 6, 6]))).status).toBe(200);
    expect((await search(account, groups([7]))).status).toBe(400);
    expect((await search(account, groups([1, 1, 1, 1, 1, 1]))).status).toBe(400);
    expect((await search(account, groups([6, 6, 6, 1]))).status).toBe(400);
  });

  test('shows no archived deal, no association and no limit header', async () => {
    const account = await openAccount({ deals: 150 });
    const [id = ''] = ids(await search(account, { limit: 1 }));

    await account.send('DELETE', `${deals}/${id}`);

    const reply = await search(account, { limit: 200 });
    expect(ids(reply)).not.toContain(id);
    expect(reply.text).not.toContain('associations');
    expect([...reply.headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([]);
  });

  test('walks by id above the last one, changed since an instant', async () => {
    const account = await openAccount({ deals: 300 });
    const since = Date.parse('2026-06-01T00:00:00Z');
    const seen: string[] = [];
    for (let last = '0', page = ['']; page.length > 0; last = page.at(-1) ?? last) {
      const reply = await search(account, {
        filterGroups: [
          {
            filters: [
              { propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: String(since) },
              { propertyName: 'hs_object_id', operator: 'GT', value: last },
            ],
          },
        ],
        sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
        limit: 25,
      });
      page = [...ids(reply)];
      seen.push(...page);
    }

    const all = await Promise.all(
      (await account.sandbox.control.ids()).map((id) => account.sandbox.control.truth(id)),
    );
    const expected = all
      .filter((deal) => Date.parse(String(deal?.['updatedAt'])) >= since)
      .map((deal) => deal?.['id']);
    expect(seen).toEqual(expected);
    expect(seen.length).toBeGreaterThan(25);
  });

  test('honours one sort only, in both spellings', async () => {
    const account = await openAccount();

    const descending = await search(account, { limit: 60, sorts: ['-hs_lastmodifieddate', 'hs_object_id'] });
    const byAmount = await search(account, {
      limit: 60,
      properties: ['amount'],
      sorts: [{ propertyName: 'amount', direction: 'ASCENDING' }],
    });

    const times = results(descending).map((deal) => Date.parse(String(deal['updatedAt'])));
    const amounts = values(byAmount, 'amount')
      .filter((amount) => amount !== null)
      .map(Number);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(amounts).toEqual(amounts.toSorted((a, b) => a - b));
  });

  test('fails on the epoch, as the real one does', async () => {
    const account = await openAccount();

    expect((await search(account, filter('hs_lastmodifieddate', 'GTE', { value: '0' }))).status).toBe(500);
  });

  test.each([
    ['IN lower case', filter('po_number', 'IN', { values: ['po-1'] }), 1],
    ['IN as written', filter('po_number', 'IN', { values: ['PO-1'] }), 0],
    ['EQ in any case', filter('po_number', 'EQ', { value: 'po-1' }), 1],
    ['enumerations with case', filter('plan_tier', 'EQ', { value: 'GOLD' }), 0],
    ['enumerations', filter('plan_tier', 'EQ', { value: 'gold' }), 1],
    ['one of several options', filter('needs_regions', 'IN', { values: ['apac'] }), 1],
    ['BETWEEN', filter('risk_score', 'BETWEEN', { value: '1', highValue: '2' }), 1],
    ['outside BETWEEN', filter('risk_score', 'BETWEEN', { value: '2', highValue: '3' }), 0],
    ['a word', filter('dealname', 'CONTAINS_TOKEN', { value: 'rock*' }), 1],
    ['no such word', filter('dealname', 'NOT_CONTAINS_TOKEN', { value: 'rocket' }), 0],
    ['unset', filter('closed_lost_reason', 'NOT_HAS_PROPERTY'), 1],
    ['set', filter('closed_lost_reason', 'HAS_PROPERTY'), 0],
    ['ISO instants', filter('createdate', 'LT', { value: '2030-01-01T00:00:00Z' }), 1],
    ['unequal', filter('plan_tier', 'NEQ', { value: 'gold' }), 0],
  ])('finds by %s', async (_, body, total) => {
    const account = await openAccount({ deals: 0 });
    await account.send('POST', deals, {
      properties: {
        dealname: 'New Rocket',
        po_number: 'PO-1',
        plan_tier: 'gold',
        needs_regions: 'emea;apac',
        risk_score: '1.50',
      },
    });

    expect((await search(account, body)).body['total']).toBe(total);
  });

  test('searches texts for its query', async () => {
    const account = await openAccount({ deals: 0 });
    await account.send('POST', deals, { properties: { dealname: 'New Rocket' } });

    expect((await search(account, { query: 'rocket' })).body['total']).toBe(1);
    expect((await search(account, { query: 'barge' })).body['total']).toBe(0);
    expect((await search(account, { query: 'x'.repeat(3001) })).status).toBe(400);
  });

  test('finds a change only after the index has caught up', async () => {
    const account = await openAccount({ deals: 5, faults: ['index-lag=5s'] });
    const created = await account.send('POST', deals, { properties: { dealname: 'late' } });
    const id = String(created.body['id']);

    const before = ids(await search(account, {}));
    const listed = ids(await account.get(deals));
    await account.sandbox.control.advanceClock(5000);

    expect(before).not.toContain(id);
    expect(listed).toContain(id);
    expect(ids(await search(account, {}))).toContain(id);
  });
});
