import { describe, expect, test } from 'vitest';
import { ListingTooLargeError } from '../../../connectors/copper/reading/read-one-second.ts';
import { opportunities } from '../../../connectors/copper/opportunities.ts';
import type { ListOptions, NativePage } from '../../../src/connector-kit/index.ts';
import { ModelAccount, type ModelOptions } from './model-account.ts';
import { randomFrom } from '../../support/random.ts';

const start = 1_780_000_000;

function accountOf(
  count: number,
  createdOf: (index: number) => number,
  options: ModelOptions = {},
): ModelAccount {
  const account = new ModelAccount(start, options);
  for (let index = 0; index < count; index += 1) account.create(createdOf(index));
  return account;
}

async function all(listing: AsyncIterable<NativePage>): Promise<NativePage[]> {
  const pages: NativePage[] = [];
  for await (const page of listing) pages.push(page);
  return pages;
}

async function pagesOf(account: ModelAccount, options: ListOptions = {}): Promise<NativePage[]> {
  return all(opportunities.list(account.session(), options));
}

async function idsOf(account: ModelAccount, options: ListOptions = {}): Promise<string[]> {
  return (await pagesOf(account, options)).flatMap(({ records }) => records.map(({ id }) => id));
}

function sameIds(found: readonly string[], account: ModelAccount): boolean {
  const different = new Set(found);
  return found.length === different.size && account.ids.every((id) => different.has(String(id)));
}

describe('a listing', () => {
  test.each([0, 1, 199, 200, 201, 400, 401, 1000])('of %i records gives each of them once', async (count) => {
    const account = accountOf(count, (index) => start - count + index);

    expect(sameIds(await idsOf(account), account)).toBe(true);
    expect(sameIds(await idsOf(account, { changedSince: '2020-01-01T00:00:00.000Z' }), account)).toBe(true);
  });

  test('of less than a page costs one request', async () => {
    const account = accountOf(120, () => start - 50);

    await pagesOf(account);
    await pagesOf(account, { changedSince: '2020-01-01T00:00:00.000Z' });

    expect(account.requests).toHaveLength(2);
  });

  test('always names the sort and the largest page', async () => {
    const account = accountOf(900, (index) => start - index);

    await pagesOf(account);
    await pagesOf(account, { changedSince: '2020-01-01T00:00:00.000Z' });

    expect(
      account.requests.filter((body) => body['sort_by'] === undefined || body['page_size'] !== 200),
    ).toEqual([]);
    expect(new Set(account.requests.map((body) => body['sort_direction']))).toEqual(new Set(['asc']));
  });

  test('follows creation times on page 1, each request from the last second of the one before', async () => {
    const account = accountOf(450, (index) => start - 450 + index);

    const pages = await pagesOf(account);

    expect(account.requests.map((body) => [body['page_number'], body['minimum_created_date']])).toEqual([
      [1, undefined],
      [1, start - 251],
      [1, start - 52],
    ]);
    expect(pages.map(({ records }) => records.length)).toEqual([199, 199, 52]);
    expect(pages.map(({ totalHint }) => totalHint)).toEqual([450, 450, 450]);
  });

  test('gives each record once though records of one second come in another order each time', async () => {
    const account = accountOf(3000, (index) => start - 100 + (index % 40), { tieOrder: randomFrom(11) });

    expect(sameIds(await idsOf(account), account)).toBe(true);
  });

  test('of changes does so even where more of them fall into one second than fit on a page', async () => {
    const account = new ModelAccount(start, { tieOrder: randomFrom(12) });
    for (let index = 0; index < 3000; index += 1) account.create(start - 100 + (index % 40), start - 10);

    const ids = await idsOf(account, { changedSince: '2020-01-01T00:00:00.000Z' });

    expect(sameIds(ids, account)).toBe(true);
  });

  test('reads one second by page number where more records were created in it than fit on a page', async () => {
    const account = accountOf(450, () => start - 5);
    account.create(start - 4);

    const pages = await pagesOf(account);

    expect(
      sameIds(
        pages.flatMap(({ records }) => records.map(({ id }) => id)),
        account,
      ),
    ).toBe(true);
    expect(account.requests.slice(2).map((body) => body['page_number'])).toEqual([4, 3, 2, 1, 1]);
  });

  test('ends though more records are created with each request than a page holds', async () => {
    const account = accountOf(300, (index) => start - 300 + index);
    const atFirst = account.ids.map(String);
    account.meanwhile = () => {
      if (account.requests.length > 50) throw new Error('the listing does not end');
      account.now += 1;
      for (let count = 0; count < 150; count += 1) account.create(account.now);
      account.now += 1;
      for (let count = 0; count < 150; count += 1) account.create(account.now);
    };

    const ids = new Set(await idsOf(account));

    expect(atFirst.filter((id) => !ids.has(id))).toEqual([]);
  });

  test('goes on past a stated end that is too early', async () => {
    const account = accountOf(3000, (index) => start - 3000 + index, { totalCap: 1000 });

    expect(sameIds(await idsOf(account), account)).toBe(true);
  });

  test('rounds the time down to the second and includes it', async () => {
    const account = accountOf(3, (index) => start - 10 + index);

    const ids = await idsOf(account, { changedSince: new Date((start - 9) * 1000 + 999).toISOString() });

    expect(ids).toEqual(['2', '3']);
    expect(account.requests[0]).toMatchObject({ minimum_modified_date: start - 9 });
  });

  test.each([200, 201, 400, 1234])(
    'of %i records with one and the same change time gives each once',
    async (count) => {
      const account = accountOf(count, () => start - 5);

      expect(sameIds(await idsOf(account, { changedSince: '2020-01-01T00:00:00.000Z' }), account)).toBe(true);
    },
  );

  test.each([
    ['a full listing', {}],
    ['a listing of changes', { changedSince: '2020-01-01T00:00:00.000Z' }],
  ])('resumed from any cursor gives the rest of %s', async (_name, options: ListOptions) => {
    const random = randomFrom(7);
    const account = accountOf(1700, () => start - 1 - Math.floor(random() ** 4 * 40));
    const pages = await pagesOf(account, options);
    const whole = pages.flatMap(({ records }) => records.map(({ id }) => id));
    let read = 0;

    for (const page of pages) {
      read += page.records.length;
      if (page.nextCursor === undefined) continue;
      expect(await idsOf(account, { cursor: page.nextCursor })).toEqual(whole.slice(read));
    }
    expect(pages.length).toBeGreaterThan(8);
    expect(sameIds(whole, account)).toBe(true);
  });

  test('of changes is complete where the clock of the answers is hours behind that of the records', async () => {
    const account = accountOf(900, (index) => start - 900 + index, { clockBehind: 7200 });

    expect(sameIds(await idsOf(account, { changedSince: '2020-01-01T00:00:00.000Z' }), account)).toBe(true);
  });

  test('of changes ends though more records change with each request than a page holds', async () => {
    const account = accountOf(900, (index) => start - 5000 + index);
    const untouched = account.ids.slice(300).map(String);
    const edited = account.ids.slice(0, 300);
    account.meanwhile = () => {
      if (account.requests.length > 50) throw new Error('the listing does not end');
      account.now += 1;
      for (const id of edited) account.edit(id);
    };

    const ids = new Set(await idsOf(account, { changedSince: '2020-01-01T00:00:00.000Z' }));

    expect(untouched.filter((id) => !ids.has(id))).toEqual([]);
  });

  test('refuses a cursor it did not write, so that the listing starts again', async () => {
    const account = accountOf(1, () => start);

    for (const cursor of [
      '',
      'abc',
      '{}',
      '{"plan":"backwards","window":{},"rest":[],"page":1}',
      '{"plan":"one-second","created":5,"page":0}',
      '{"plan":"changes"}',
    ]) {
      await expect(pagesOf(account, { cursor })).rejects.toMatchObject({ code: 'cursor-expired' });
    }
    expect(account.requests).toEqual([]);
  });

  test('ends with an error where the vendor ignores the filter, instead of going round', async () => {
    const account = accountOf(600, (index) => start - 600 + index);
    const session = account.session();
    const ignoring: typeof session = {
      ...session,
      send: (request, schema) =>
        session.send({ ...request, body: { page_size: 200, sort_by: 'date_modified' } }, schema),
    };
    const changes = opportunities.list(ignoring, { changedSince: new Date(start * 1000).toISOString() });
    const everything = opportunities.list(ignoring, {});

    await expect(all(changes)).rejects.toMatchObject({ code: 'unexpected-response' });
    await expect(all(everything)).rejects.toMatchObject({ code: 'unexpected-response' });
  });
});

describe('more records than a search shows', () => {
  const random = randomFrom(3);
  const many = 101_000;
  const spread = accountOf(many, () => start - Math.floor(random() ** 6 * 200_000_000));

  test('are read by creation time, each record once', async () => {
    const pages = await pagesOf(spread);
    const ids = pages.flatMap(({ records }) => records.map(({ id }) => id));

    expect(ids).toHaveLength(many);
    expect(new Set(ids).size).toBe(many);
    expect(Math.max(...spread.requests.map((body) => Number(body['page_number'])))).toBeLessThanOrEqual(500);
    // Pages of the records, plus what is read twice: the last second of each page.
    expect(spread.requests.length).toBeLessThan(many / 200 + 60);
  });

  test('are read by change time, each record once', async () => {
    const ids = await idsOf(spread, { changedSince: '1990-01-01T00:00:00.000Z' });

    expect(new Set(ids).size).toBe(many);
  });

  test('are read where the total stops at the cap, is not sent, or filters exclude their ends', async () => {
    for (const options of [{ totalCap: 3000 }, { withoutTotal: true }, { inclusiveWindows: false }]) {
      const account = accountOf(8000, (index) => start - (index % 4000), { ...options, reachable: 100_000 });
      for (let index = 0; index < 100_000; index += 1) account.create(start - 5000 - (index % 90_000));

      expect(sameIds(await idsOf(account), account)).toBe(true);
    }
  });

  test('of one change time are read by creation time', async () => {
    const account = new ModelAccount(start);
    for (let index = 0; index < 100_400; index += 1) account.create(start - 1000 - index, start - 10);
    account.create(start - 9);

    const ids = await idsOf(account, { changedSince: new Date((start - 10) * 1000).toISOString() });

    expect(sameIds(ids, account)).toBe(true);
  });

  test('created in one second end the listing with an error that says so', async () => {
    const account = accountOf(100_050, () => start - 77);
    account.create(start - 500);
    account.create(start - 5);

    await expect(pagesOf(account)).rejects.toThrow(ListingTooLargeError);
    await expect(pagesOf(account)).rejects.toMatchObject({
      code: 'listing-too-large',
      context: { createdAtSeconds: start - 77, mostReachable: 100_000 },
    });
  });
});
