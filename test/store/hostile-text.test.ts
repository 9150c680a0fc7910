import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnName, quoteIdentifier, tableName } from '../../src/store/identifiers.ts';
import { opportunityFields } from '../../src/model/opportunity-fields.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { commitOf, row, start } from './page-of.ts';

const hostile = fc
  .oneof(
    fc.string({ minLength: 1, unit: 'binary' }),
    fc.constantFrom("'; DROP TABLE opportunities; --", '"', "''", '0', '__proto__', 'a\nb', '%_'),
  )
  .filter((text) => !text.includes('\0'));

it('any id, connection name and value goes in and comes out as it was', async () => {
  const store = openSqliteStore(':memory:');

  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, async (connection, id, title) => {
      const { ticket } = await store.startRun({ ...start, connection });
      await store.commit(ticket, commitOf({ rows: [row(id, { title })] }));

      const found = await store.get(connection, id);
      expect([found?.connection, found?.id, found?.record['title']]).toEqual([connection, id, title]);
    }),
    { numRuns: 300 },
  );
  await store.close();
});

function quotedOrRefused(name: string): string {
  try {
    return quoteIdentifier(name);
  } catch (error) {
    if (error instanceof RangeError) return 'refused';
    throw error;
  }
}

it('what no database can hold as text is replaced there, and kept in the native body', async () => {
  const store = openSqliteStore(':memory:');
  const { ticket } = await store.startRun(start);
  const title = 'a\0b\uD800c';
  const page = commitOf({
    rows: [{ native: { ...row('1').native, body: { title } }, record: { id: '1', title } }],
  });

  await store.commit(ticket, page);

  const found = await store.get(start.connection, '1');
  expect(found?.record['title']).toBe('a\uFFFDb\uFFFDc');
  expect(found?.native).toEqual({ title });
  await store.close();
});

it('only plain lower-case names are ever quoted', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const plain = /^[a-z_][a-z0-9_]{0,62}$/.test(name);
      expect(quotedOrRefused(name)).toBe(plain ? `"${name}"` : 'refused');
    }),
  );
});

it('every field of the model has a column name of its own', () => {
  const names = Object.keys(opportunityFields).map(columnName);

  expect(new Set(names).size).toBe(names.length);
  expect(names.map(quoteIdentifier)).toHaveLength(names.length);
  expect([columnName('closeDate'), tableName('opportunity'), tableName('contact')]).toEqual([
    'close_date',
    'opportunities',
    'contacts',
  ]);
});
