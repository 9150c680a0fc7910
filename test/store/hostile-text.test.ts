import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnName, quoteIdentifier, tableName } from '../../src/store/identifiers.ts';
import { opportunityFields } from '../../src/model/opportunity-fields.ts';
import { commitOf, row, start } from './page-of.ts';
import { allStores } from './stores.ts';
import { onEach } from './with-store.ts';

const hostile = fc
  .oneof(
    fc.string({ minLength: 1, unit: 'binary' }),
    fc.constantFrom("'; DROP TABLE opportunities; --", '"', "''", '0', '__proto__', 'a\nb', '%_'),
  )
  .filter((text) => !text.includes('\0'));

onEach('text', allStores, ({ open }) => {
  it('any id, connection name and value goes in and comes out as it was', async () => {
    const store = await open();

    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (connection, id, title) => {
        const { ticket } = await store.startRun({ ...start, connection, takeOver: true });
        await store.commit(ticket, commitOf({ rows: [row(id, { title })] }));

        const found = await store.get(connection, id);
        expect([found?.connection, found?.id, found?.record['title']]).toEqual([connection, id, title]);
      }),
      { numRuns: 200 },
    );
  });

  it('what no database can hold as text is replaced there, and kept in the native body', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const title = 'a\0b\uD800c';
    const page = commitOf({
      rows: [{ native: { ...row('1').native, body: { title } }, record: { id: '1', title } }],
    });

    await store.commit(ticket, page);

    const found = await store.get(start.connection, '1');
    expect(found?.record['title']).toBe('a\uFFFDb\uFFFDc');
    expect(found?.native).toEqual({ title });
  });

  it('an id that no database can hold is kept under one that it can', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const page = commitOf({
      rows: [row('a\0'), row('b\uD800')],
      quarantine: [{ native: row('c\0').native, reason: 'unusable', issues: [] }],
      tombstones: [{ id: 'd\0', reason: 'merged', mergedInto: 'e\0' }],
      lookups: [{ table: 't', key: 'f\0', columns: { name: '\0' } }],
    });

    await store.commit(ticket, page);
    const again = await store.commit(ticket, page);

    expect(again).toMatchObject({ unchanged: 2, quarantined: 1, alreadyDeleted: 1 });
    expect((await store.records()).map(({ id }) => id)).toEqual(['a\uFFFD', 'b\uFFFD']);
    expect(await store.get(start.connection, 'a\0')).toMatchObject({ id: 'a\uFFFD', native: { id: 'a\0' } });
    expect(await store.lookups(start.connection)).toEqual([
      { table: 't', key: 'f\uFFFD', columns: { name: '\0' } },
    ]);
  });
});

function quotedOrRefused(name: string): string {
  try {
    return quoteIdentifier(name);
  } catch (error) {
    if (error instanceof RangeError) return 'refused';
    throw error;
  }
}

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
