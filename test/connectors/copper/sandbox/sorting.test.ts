import { describe, expect, test } from 'vitest';
import { ids, openAccount, type Wire } from '../sandbox-client.ts';

const sortable: readonly (readonly [sort: string, key: (deal: Wire) => unknown])[] = [
  ['name', (deal) => String(deal['name']).toLowerCase()],
  ['date_created', (deal) => deal['date_created']],
  ['date_modified', (deal) => deal['date_modified']],
  [
    'company_name',
    (deal) => (deal['company_name'] === null ? null : String(deal['company_name']).toLowerCase()),
  ],
  ['customer_source_id', (deal) => deal['customer_source_id']],
  ['status', (deal) => ['Open', 'Won', 'Lost', 'Abandoned'].indexOf(String(deal['status']))],
  ['priority', (deal) => ['None', 'Low', 'Medium', 'High'].indexOf(String(deal['priority']))],
  ['last_interaction', (deal) => deal['date_last_contacted'] ?? null],
  ['interaction_count', (deal) => deal['interaction_count']],
  ['monetary_value', (deal) => deal['monetary_value']],
  ['value', (deal) => deal['monetary_value']],
  ['win_probability', (deal) => deal['win_probability']],
  ['contact', (deal) => deal['primary_contact_id']],
  ['source', (deal) => deal['customer_source_id']],
  ['close_date', (deal) => dayOf(deal['close_date'])],
];

function dayOf(date: unknown): string | null {
  const [month = '', day = '', year = ''] = String(date).split('/');
  return date === null ? null : [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
}

function isAscending(keys: readonly unknown[]): boolean {
  return keys.every((key, at) => at === 0 || compare(keys[at - 1], key) <= 0);
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}

/** Records of the former shape do not show all they are sorted by. */
function current(rows: readonly Wire[]): readonly Wire[] {
  return rows.filter((row) => 'date_last_contacted' in row);
}

describe('sorting', () => {
  test.each(sortable)('by %s works in both directions', async (sort, key) => {
    const account = await openAccount({ deals: 150 });

    const up = await account.search({ page_size: 200, sort_by: sort });
    const down = await account.search({ page_size: 200, sort_by: sort, sort_direction: 'desc' });
    const keys = current(up.rows).map(key);

    expect(new Set(keys).size).toBeGreaterThan(1);
    expect(isAscending(keys)).toBe(true);
    expect(isAscending(current(down.rows).map(key).toReversed())).toBe(true);
    expect(ids(down.rows).toSorted()).toEqual(ids(up.rows).toSorted());
  });

  test('by assignee keeps one person’s opportunities together', async () => {
    const account = await openAccount();

    const { rows } = await account.search({ page_size: 200, sort_by: 'assignee' });
    const owners = rows.map((deal) => deal['assignee_id']).filter((id) => Number(id) !== 810_404);
    const runs = owners.filter((owner, at) => owner !== owners[at - 1]);

    expect(runs.length).toBeLessThan(20);
  });

  test('leaves equals in an order that is not that of ids, and that lasts', async () => {
    const account = await openAccount({ deals: 250 });

    const { rows } = await account.search({ page_size: 200, sort_by: 'status' });
    const again = await account.search({ page_size: 200, sort_by: 'status' });
    const open = ids(rows.filter((deal) => deal['status'] === 'Open'));

    expect(ids(again.rows)).toEqual(ids(rows));
    expect(open).not.toEqual(open.toSorted((a, b) => a - b));
  });

  test('of equals changes with each search while ties are shuffled', async () => {
    const account = await openAccount({ faults: ['shuffle-ties'] });

    const first = await account.search({ page_size: 200, sort_by: 'status' });
    const second = await account.search({ page_size: 200, sort_by: 'status' });

    expect(ids(second.rows)).not.toEqual(ids(first.rows));
    expect(ids(second.rows).toSorted()).toEqual(ids(first.rows).toSorted());
  });

  test('by change time loses a row between two pages when one on the first is edited', async () => {
    const account = await openAccount();
    const body = { sort_by: 'date_modified', page_size: 10 };
    const expected = ids((await account.search({ ...body, page_size: 20 })).rows).slice(10);

    const [edited] = ids((await account.search(body)).rows);
    await account.sandbox.control.advanceClock(5000);
    await account.sandbox.control.edit(String(edited), { details: 'called back' });
    const second = ids((await account.search({ ...body, page_number: 2 })).rows);

    expect(second).not.toContain(expected[0]);
    expect(second.slice(0, 9)).toEqual(expected.slice(1));
  });
});
