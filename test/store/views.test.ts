import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnsOf } from '../../src/store/columns.ts';
import { freeNames } from '../../src/store/free-names.ts';
import { storableText } from '../../src/store/storable.ts';
import { opportunityModel } from '../../src/model/opportunity-fields.ts';
import { commitOf, row, start } from './page-of.ts';
import { lastingStores } from './stores.ts';
import { onEach } from './with-store.ts';

const bookkeeping = [
  'deleted_at',
  'deleted_reason',
  'merged_into',
  'first_seen',
  'last_seen',
  'mapping_hash',
];
const own = ['connection', 'id', ...columnsOf(opportunityModel).map(({ name }) => name), ...bookkeeping];

const label = fc
  .oneof(
    { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }) },
    fc.constantFrom(
      "'; DROP TABLE opportunities; --",
      '"; DROP TABLE opportunities; --',
      "\\'; DROP TABLE opportunities; --",
      '$1',
      '$$',
      '?1',
      "''",
      '"',
      '\\',
      '\\"',
      '\0',
      '\uD800',
      '$."a"',
      '[0]',
      '__proto__',
      'title',
      'Title',
      'TITLE',
      'id',
      'connection',
      '\u202E',
      '😀',
      'E\\x27',
      '/* */',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }).map((text) => `${text}'"$2;--${text}`),
  )
  .map((text) => text.replaceAll('\0', '\uFFFD').toWellFormed());

/** As each database says it. */
const isTrue = (value: unknown): boolean => value === true || value === 1;

onEach('a view', lastingStores, ({ open, place }) => {
  const isServer = (): boolean => place().url.startsWith('postgres:');

  it('holds the unified columns and the connection’s own mappings, each of its type', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const customMappings = {
      tier: 'gold',
      dealSize: 12.5,
      rank: 3,
      vip: true,
      since: '2026-02-28',
      at: '2026-02-28T10:00:00.000Z',
      parts: { a: [1, 'x'] },
    };
    await store.commit(ticket, commitOf({ rows: [row('1', { customMappings }), row('2')] }));
    const other = await store.startRun({ ...start, connection: 'other' });
    await store.commit(other.ticket, commitOf({ rows: [row('3')] }));

    const name = await store.defineView(start.connection, [
      { key: 'tier' },
      { key: 'dealSize', type: 'number' },
      { key: 'rank', type: 'integer' },
      { key: 'vip', type: 'boolean' },
      { key: 'since', type: 'date' },
      { key: 'at', type: 'timestamp' },
      { key: 'parts', type: 'json' },
    ]);

    const rows = await place()
      .execute(`SELECT id, title, tier, CAST(deal_size AS float) AS size, CAST(rank AS int) AS rank,
      vip, CAST(since AS text) AS since, at, CAST(parts AS text) AS parts FROM ${name} ORDER BY id`);
    expect(name).toBe('opportunities_acme');
    expect(rows.map(({ id }) => id)).toEqual(['1', '2']);
    expect(rows[0]).toMatchObject({
      title: 'Deal 1',
      tier: 'gold',
      size: 12.5,
      rank: 3,
      since: '2026-02-28',
    });
    expect(rows[0]?.['vip']).toBe(isServer() ? true : 1);
    expect(new Date(String(rows[0]?.['at'])).toISOString()).toBe(customMappings.at);
    expect(JSON.parse(String(rows[0]?.['parts']))).toEqual(customMappings.parts);
    expect(Object.values(rows[1] ?? {}).slice(2)).toEqual(Array.from({ length: 7 }, () => null));
  });

  it('shows what became of a record, and when it was met, also where a label is called the same', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const rows = [row('1'), row('2', { customMappings: { deleted_at: 'label' } })];
    await store.commit(ticket, commitOf({ rows }));
    const gone = {
      id: '1',
      reason: 'merged',
      mergedInto: '2',
      deletedAt: '2026-03-01T00:00:00.000Z',
    } as const;
    await store.commit(ticket, commitOf({ tombstones: [gone] }));

    const name = await store.defineView(start.connection, [{ key: 'deleted_at' }]);

    const found = await place().execute(
      `SELECT id, deleted_reason, merged_into, mapping_hash, deleted_at IS NULL AS lives,
         first_seen <= last_seen AS ordered FROM ${name} ORDER BY id`,
    );
    expect(
      found.map(({ lives, ordered, ...rest }) => ({
        ...rest,
        lives: isTrue(lives),
        ordered: isTrue(ordered),
      })),
    ).toEqual([
      {
        id: '1',
        deleted_reason: 'merged',
        merged_into: '2',
        mapping_hash: start.mappingHash,
        lives: false,
        ordered: true,
      },
      {
        id: '2',
        deleted_reason: null,
        merged_into: null,
        mapping_hash: start.mappingHash,
        lives: true,
        ordered: true,
      },
    ]);
  });

  it('reads a value of another type as null, and fails no query', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const values = [
      'x',
      '',
      1.5,
      1e300,
      true,
      null,
      {},
      [],
      '2026-02-30',
      '2026-02-30T00:00:00.000Z',
      '0000-01-01',
    ];
    const rows = values.map((value, index) => row(String(index), { customMappings: { value } }));
    await store.commit(ticket, commitOf({ rows }));

    for (const type of ['integer', 'number', 'boolean', 'date', 'timestamp', 'json'] as const) {
      const name = await store.defineView(start.connection, [{ key: 'value', type }]);
      const [found] = await place().execute(`SELECT count(value) AS n FROM ${name}`);
      const expected = { integer: 0, number: 2, boolean: 1, json: values.length };
      if (type in expected)
        expect(Number(found?.['n'])).toBe(Object.entries(expected).find(([key]) => key === type)?.[1]);
    }
  });

  it('takes the place of an earlier one of its connection, never of anything else', async () => {
    const store = await open();
    await place().execute('CREATE TABLE opportunities_theirs (x integer)');
    const names = [];
    for (const connection of ['acme', 'Acme', 'a-c-m-e', 'theirs', 'x\0', 'acme']) {
      names.push(await store.defineView(connection, [{ key: `of ${connection}` }]));
    }
    await store.defineView('acme', []);

    expect(names[0]).toBe('opportunities_acme');
    expect(names[5]).toBe(names[0]);
    expect(new Set(names).size).toBe(5);
    expect(names[3]).toMatch(/^opportunities_theirs_[0-9a-f]{8}$/);
    expect(await place().execute('SELECT * FROM opportunities_theirs')).toEqual([]);
    await expect(place().execute(`SELECT of_acme FROM opportunities_acme`)).rejects.toThrow(/of_acme/);
    await place().execute('DROP TABLE opportunities_theirs');
    for (const name of new Set(names)) await place().execute(`DROP VIEW ${name}`);
    await place().execute(`DELETE FROM opportune_meta WHERE key LIKE 'view %'`);
  });

  // 100 × 100 labels on SQLite, 6 × 50 on the server.
  it(
    'takes any label: no statement but ours runs, and each value is found under its name',
    { timeout: 240_000 },
    async () => {
      const store = await open();
      const { ticket } = await store.startRun(start);
      const [count, numRuns] = isServer() ? [50, 6] : [100, 100];
      const labels = fc.uniqueArray(label, { minLength: count, maxLength: count, size: 'max' });
      const catalogue = isServer()
        ? `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace ORDER BY 1`
        : `SELECT name FROM sqlite_schema ORDER BY 1`;
      await store.defineView(start.connection, []);
      const before = await place().execute(catalogue);

      await fc.assert(
        fc.asyncProperty(labels, async (keys) => {
          const customMappings = Object.fromEntries(keys.map((key, index) => [key, `${index} of ${key}`]));
          await store.commit(ticket, commitOf({ rows: [row('1', { customMappings })] }));

          const name = await store.defineView(
            start.connection,
            keys.map((key) => ({ key })),
          );

          const [found] = await place().execute(`SELECT * FROM ${name}`);
          const names = freeNames(keys, own);
          expect(keys.map((key) => found?.[names.get(key) ?? ''])).toEqual(
            keys.map((key) => storableText(`${keys.indexOf(key)} of ${key}`)),
          );
          expect(found).toMatchObject({ id: '1', title: 'Deal 1', connection: 'acme' });
          expect(await place().execute(catalogue)).toEqual(before);
        }),
        { numRuns, endOnFailure: true },
      );
    },
  );
});
