import { expect, it } from 'vitest';
import { parseDestination } from '../../src/store/destination-url.ts';
import { openStore } from '../../src/store/open-destination.ts';

it('a destination names a kind and a place', () => {
  expect(parseDestination('sqlite:deals.db')).toEqual({ kind: 'sqlite', file: 'deals.db' });
  expect(parseDestination('SQLite:/var/lib/a:b.db')).toEqual({ kind: 'sqlite', file: '/var/lib/a:b.db' });
  expect(parseDestination('jsonl:-')).toEqual({ kind: 'jsonl', file: undefined });
  expect(parseDestination('jsonl:out.jsonl')).toEqual({ kind: 'jsonl', file: 'out.jsonl' });
});

it('PostgreSQL goes on to its driver as it is', () => {
  const url = 'postgres://me:s3cret@host/db?sslmode=verify-full&schema=crm';
  expect(parseDestination(url)).toEqual({ kind: 'postgres', url });
  expect(parseDestination('PostgreSQL://host/db')).toEqual({ kind: 'postgres', url: 'postgresql://host/db' });
});

it('anything else is no destination, and the hint says what would be', () => {
  for (const text of ['', 'deals.db', 'sqlite:', 'jsonl:', 'mysql:x', ':x']) {
    expect(() => parseDestination(text)).toThrow(
      expect.objectContaining({ code: 'bad-destination', hint: expect.stringContaining('sqlite:FILE') }),
    );
  }
});

it.each([
  ['mysql://me:s3cret@host/db', 'There is no destination "mysql:".'],
  ['sqlite:', 'The destination sqlite: names no file.'],
  ['deals.db', 'The destination does not begin with its kind.'],
  ['', 'The destination is empty.'],
])('what is wrong with "%s" is said, without what may be a password', (text, message) => {
  expect(() => parseDestination(text)).toThrow(expect.objectContaining({ message }));
});

it('an output cannot be opened as a store', async () => {
  await expect(openStore('jsonl:-')).rejects.toMatchObject({ code: 'unsupported-destination' });
});
