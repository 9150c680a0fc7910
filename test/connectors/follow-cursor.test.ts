import { expect, test } from 'vitest';
import { followCursor, type NativePage } from '../../src/connector-kit/index.ts';

function page(nextCursor: string | undefined): Promise<NativePage> {
  return Promise.resolve({ records: [], tombstones: [], nextCursor });
}

async function count(pages: AsyncIterable<NativePage>): Promise<number> {
  let found = 0;
  for await (const { records } of pages) found += 1 + records.length;
  return found;
}

test('a listing ends with the page that carries no cursor', async () => {
  const cursors = ['b', 'c', undefined];

  expect(await count(followCursor('a', () => page(cursors.shift())))).toBe(3);
});

test('a vendor that repeats a cursor is stopped instead of followed for ever', async () => {
  const cursors = ['b', 'c', 'b', undefined];

  await expect(count(followCursor('a', () => page(cursors.shift())))).rejects.toMatchObject({
    code: 'repeated-cursor',
  });
});

test('the cursor a listing was resumed with counts as seen', async () => {
  await expect(count(followCursor('a', () => page('a')))).rejects.toMatchObject({ code: 'repeated-cursor' });
});
