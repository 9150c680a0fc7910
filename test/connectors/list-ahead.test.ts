import { expect, test } from 'vitest';
import { listAhead, type ListedPage, type PageContent } from '../../src/connector-kit/index.ts';

const settled = () => new Promise(setImmediate);

/** A listing of pages named by numbers, each complete only when it is told so. */
function slowListing(pages: number) {
  const log: string[] = [];
  const waiting: PromiseWithResolvers<void>[] = [];
  const list = async (cursor: string | undefined): Promise<ListedPage> => {
    const number = Number(cursor ?? '1');
    const nextCursor = number < pages ? String(number + 1) : undefined;
    log.push(`list ${number}`);
    const complete = async (): Promise<PageContent> => {
      log.push(`complete ${number}`);
      const done = Promise.withResolvers<void>();
      waiting.push(done);
      await done.promise;
      return { records: [], tombstones: [{ id: String(number), reason: 'deleted' }] };
    };
    return { nextCursor, complete };
  };
  return { log, list, goOn: () => waiting.shift()?.resolve() };
}

test('while a page is completed the next one is listed, and no further one', async () => {
  const { log, list, goOn } = slowListing(3);
  const pages = listAhead(undefined, list);

  const first = pages.next();
  await settled();
  expect(log).toEqual(['list 1', 'list 2', 'complete 1']);

  goOn();
  await first;
  const second = pages.next();
  await settled();
  expect(log).toEqual(['list 1', 'list 2', 'complete 1', 'list 3', 'complete 2']);
  goOn();
  await second;
});

test('as many further pages are completed beside it as was said', async () => {
  const { log, list, goOn } = slowListing(5);
  const pages = listAhead(undefined, list, 2);

  const first = pages.next();
  await settled();
  expect(log).toEqual(['list 1', 'complete 1', 'list 2', 'complete 2', 'list 3', 'complete 3']);

  goOn();
  await first;
  const second = pages.next();
  await settled();
  expect(log.slice(6)).toEqual(['list 4', 'complete 4']);
  goOn();
  await second;
});

test.each([0, 1, 3])(
  'pages come in the order of the listing, each once, with %i begun ahead',
  async (ahead) => {
    const { list, goOn } = slowListing(4);
    const got: string[] = [];

    const reading = (async () => {
      for await (const { tombstones } of listAhead(undefined, list, ahead))
        got.push(...tombstones.map(({ id }) => id));
    })();
    for (let turn = 0; turn < 4; turn += 1) {
      await settled();
      goOn();
    }
    await reading;

    expect(got).toEqual(['1', '2', '3', '4']);
  },
);

async function onePageOnly(cursor: string | undefined): Promise<ListedPage> {
  if (cursor !== undefined) throw new RangeError('no second page');
  return { nextCursor: '2', complete: async () => ({ records: [], tombstones: [] }) };
}

test('a page that cannot be listed fails in its turn, after the one before it', async () => {
  const got: number[] = [];

  const reading = (async () => {
    for await (const { records } of listAhead(undefined, onePageOnly)) got.push(records.length);
  })();

  await expect(reading).rejects.toThrow('no second page');
  expect(got).toEqual([0]);
});

test('a page that cannot be completed fails in its turn, though it failed before', async () => {
  const got: string[] = [];
  const first = Promise.withResolvers<PageContent>();
  const list = async (cursor: string | undefined): Promise<ListedPage> =>
    cursor === undefined
      ? { nextCursor: '2', complete: () => first.promise }
      : { nextCursor: undefined, complete: () => Promise.reject(new RangeError('no values')) };

  const reading = (async () => {
    for await (const { nextCursor } of listAhead(undefined, list, 1)) got.push(String(nextCursor));
  })();
  await settled();
  first.resolve({ records: [], tombstones: [] });

  await expect(reading).rejects.toThrow('no values');
  expect(got).toEqual(['2']);
});

test('whoever stops early has nothing begun after that but the listing that was under way', async () => {
  const log: string[] = [];
  const second = Promise.withResolvers<void>();
  const list = async (cursor: string | undefined): Promise<ListedPage> => {
    const number = Number(cursor ?? '1');
    log.push(`list ${number}`);
    if (number === 2) await second.promise;
    const complete = async (): Promise<PageContent> => {
      log.push(`complete ${number}`);
      return { records: [], tombstones: [] };
    };
    return { nextCursor: String(number + 1), complete };
  };

  for await (const page of listAhead(undefined, list, 2)) if (page.nextCursor === '2') break;
  second.resolve();
  await settled();

  expect(log).toEqual(['list 1', 'complete 1', 'list 2']);
});
