import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openResults } from '../../../../src/cli/writing/lines/open-results.ts';
import { paperVendor } from '../../../support/paper/paper-vendor.ts';
import { dealsFile, fussyVendor, titled, titlesAt } from '../../support/deals-file.ts';
import { onPaper } from '../../support/paper-cli.ts';

const { folder, create } = dealsFile();
const header = { results: 1, call: 'create', connector: 'paper', connection: 'acme' } as const;

/** A run that has examined the older results, and begins. */
function begin(to: string, cwd = folder.path, retry = 'deals.results.jsonl') {
  const values = { retry };
  return onPaper({ vendor: paperVendor(), cwd, values }, async (invocation) => {
    await (await openResults(invocation, to, header)).close();
    return 0;
  });
}

test('of two runs that go on from the same results at once, the first alone may send', async () => {
  await folder.write('deals.jsonl', titled('a', 'unwelcome'));
  await create(fussyVendor());

  const first = await begin('x.jsonl');
  const second = await begin('y.jsonl');

  expect(first.code).toBe(0);
  expect(second.code).toBe(2);
  expect(second.err).toContain('deals.results.jsonl is out of date');
  expect(second.err).toContain('--retry x.jsonl');
  expect(existsSync(join(folder.path, 'y.jsonl'))).toBe(false);
});

test('no line is written twice by two runs at the same time', async () => {
  await folder.write('deals.jsonl', titled('a', 'unwelcome', 'unwelcome'));
  const vendor = fussyVendor();
  await create(vendor);
  await folder.write('deals.jsonl', titled('a', 'b', 'c'));

  const ends = await Promise.all(
    ['x.jsonl', 'y.jsonl'].map((results) => create(vendor, { retry: 'deals.results.jsonl', results })),
  );

  expect(ends.map(({ code }) => code).toSorted()).toEqual([0, 2]);
  expect(titlesAt(vendor)).toEqual(['a', 'b', 'c']);
});

test('results that cannot be marked leave no file behind', async () => {
  const { code, err } = await begin('x.jsonl', folder.path, 'missing/deals.results.jsonl');

  expect(code).toBe(2);
  expect(err).toContain('ENOENT');
  expect(existsSync(join(folder.path, 'x.jsonl'))).toBe(false);
});
