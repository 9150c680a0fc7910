import { describe, expect, test } from 'vitest';
import { sandbox } from '../../../../connectors/copper/sandbox/index.ts';
import { ids, openAccount, startSeconds } from '../sandbox-client.ts';

describe('pages', () => {
  test('are bare lists of 20, by name, unless asked otherwise', async () => {
    const account = await openAccount();

    const page = await account.search();

    expect(page.rows).toHaveLength(20);
    const names = page.rows.map((deal) => String(deal['name']).toLowerCase());
    expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(page.headers.get('x-pw-total')).toBe('60');
  });

  test('together hold every opportunity once; one behind the end is empty', async () => {
    const account = await openAccount();

    const pages = await Promise.all([1, 2, 3, 4].map((page) => account.search({ page_number: page })));
    const found = pages.flatMap(({ rows }) => ids(rows));

    expect(pages.map(({ rows }) => rows.length)).toEqual([20, 20, 20, 0]);
    expect(found.map(String).toSorted()).toEqual([...(await account.sandbox.control.ids())].toSorted());
    expect(pages[3]).toMatchObject({ status: 200, text: '[]' });
  });

  test('may be asked for in the query, in the body, or in both, numbers as text too', async () => {
    const account = await openAccount();

    const body = await account.search({ page_size: '7', page_number: '2', sort_by: 'date_created' });
    const query = await account.send('POST', '/opportunities/search?page_size=7&page_number=2', {
      sort_by: 'date_created',
    });
    const queryAlone = await account.send(
      'POST',
      '/opportunities/search?page_size=7&page_number=2&sort_by=date_created',
    );

    expect(body.rows).toHaveLength(7);
    expect(query.text).toBe(body.text);
    expect(queryAlone.text).toBe(body.text);
  });

  test.each([
    { page_size: 0 },
    { page_size: 201 },
    { page_size: 'many' },
    { page_number: 0 },
    { page_number: 1.5 },
    { sort_by: 'id' },
    { sort_direction: 'down' },
    { assignee_ids: ['test'] },
    { pipeline_ids: [-2] },
    { status_ids: [4] },
    { followed: 0 },
    { tags: [1] },
    { minimum_monetary_value: 'much' },
    { custom_fields: { custom_field_definition_id: 380_004 } },
    { custom_fields: [{ custom_field_definition_id: 380_008, value: 'PO' }] },
    { custom_fields: [{ custom_field_definition_id: 380_014, value: 1 }] },
    { custom_fields: [{ custom_field_definition_id: 380_004, value: 640_001, colour: 'red' }] },
  ])('%o is refused', async (body) => {
    const account = await openAccount();

    expect((await account.search(body)).status).toBe(422);
  });

  test('200 is the largest size', async () => {
    const account = await openAccount({ deals: 210 });

    expect((await account.search({ page_size: 200 })).rows).toHaveLength(200);
  });

  test('reach no deeper than the first 100,000 matches', async () => {
    const account = await openAccount({ deals: 100_050 });

    const last = await account.search({ page_size: 200, page_number: 500, sort_by: 'date_created' });
    const beyond = await account.search({ page_size: 200, page_number: 501, sort_by: 'date_created' });

    expect(last.rows).toHaveLength(200);
    expect(beyond.text).toBe('[]');
    expect(Number(beyond.headers.get('x-pw-total'))).toBeGreaterThanOrEqual(100_000);
  });

  test('of a million opportunities come one at a time', async () => {
    const account = await openAccount({ deals: 1_000_000 });

    const page = await account.search({ page_size: 200, sort_by: 'date_created' });
    const newest = Number((await account.sandbox.control.ids({ offset: 999_999 }))[0]);
    const later = await account.search({ ids: [newest] });

    expect(page.rows).toHaveLength(200);
    expect(page.headers.get('x-pw-total')).toBe('1000000');
    expect(ids(later.rows)).toEqual([newest]);
  });

  test('of an empty account are empty', async () => {
    const account = await openAccount({ deals: 0 });

    expect(await account.search()).toMatchObject({ status: 200, text: '[]' });
  });
});

describe('unknown attributes', () => {
  test('are all named in the 422, beside whatever else is wrong', async () => {
    const account = await openAccount();

    const refused = await account.search({ pageSize: 20, minimum_win_probability: 1, company_ids: ['test'] });

    expect(refused).toMatchObject({
      status: 422,
      body: {
        success: false,
        status: 422,
        message:
          'Invalid input: Validation errors: Base: Unrecognized attributes specified: pageSize, minimum_win_probability\nCompany Ids: Invalid value for Company Ids: IDs must be positive integers: test',
      },
    });
  });

  test('are refused in the query too', async () => {
    const account = await openAccount();

    expect((await account.send('POST', '/opportunities/search?pageSize=3', {})).status).toBe(422);
  });
});

describe('the total', () => {
  test('is an upper bound: it still counts what was deleted', async () => {
    const account = await openAccount();
    const [id = ''] = await account.sandbox.control.ids();
    await account.sandbox.control.delete(id);

    const byName = await account.search({ page_size: 200 });
    const byDate = await account.search({ page_size: 200, sort_by: 'date_created' });

    expect(byName.rows).toHaveLength(59);
    expect(byName.headers.get('x-pw-total')).toBe('60');
    expect(byDate.rows).toHaveLength(59);
    expect(byDate.headers.get('x-pw-total')).toBe('60');
  });

  test('can be missing', async () => {
    const account = await openAccount({ faults: ['no-total'] });

    expect((await account.search()).headers.has('x-pw-total')).toBe(false);
  });
});

describe('the index', () => {
  test('shows a change only after its lag, while the record itself shows it at once', async () => {
    const account = await openAccount({ faults: ['index-lag=5s'] });
    const [edited = '', deleted = ''] = await account.sandbox.control.ids();
    const since = { sort_by: 'date_modified', minimum_modified_date: startSeconds, page_size: 200 };

    await account.sandbox.control.edit(edited, { name: 'Renamed' });
    await account.sandbox.control.delete(deleted);
    const made = await account.sandbox.control.create({ name: 'New' });
    const early = await account.search(since);
    const all = await account.search({ page_size: 200 });
    await account.sandbox.control.advanceClock(5000);

    expect((await account.get(`/opportunities/${edited}`)).body['name']).toBe('Renamed');
    expect(early.text).toBe('[]');
    expect(ids(all.rows).map(String)).toContain(deleted);
    expect(
      ids((await account.search(since)).rows)
        .map(String)
        .toSorted(),
    ).toEqual([edited, made].toSorted());
  });
});

async function firstPage(seed: number): Promise<string> {
  const account = await openAccount({ seed, deals: 20 });
  return (await account.search()).text;
}

test('the same seed gives the same account, another seed another', async () => {
  expect(await firstPage(4)).toBe(await firstPage(4));
  expect(await firstPage(5)).not.toBe(await firstPage(4));
});

test('every fault is described', () => {
  expect(sandbox.connector).toBe('copper');
  for (const sentence of Object.values(sandbox.faults)) expect(sentence).toMatch(/\.$/);
  expect(Object.keys(sandbox.faults)).toEqual(expect.arrayContaining(['status', 'member', 'index-lag']));
});
