import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { columnsIn } from './columns-in.ts';
import { commitOf, now, row, start } from './page-of.ts';
import { lastingStores, type StorePlace } from './stores.ts';

/** Written by the code of version 2, and dumped with sqlite3 and pg_dump: later versions must open it. */
const dumpOf = (database: string): string =>
  readFileSync(join(import.meta.dirname, `../fixtures/store/version-2.${database}.sql`), 'utf8');

const readView = 'SELECT * FROM opportunities_acme ORDER BY id';

async function load({ url, execute }: StorePlace): Promise<void> {
  if (url.startsWith('postgres:')) {
    await execute(`CREATE SCHEMA ${new URL(url).searchParams.get('schema')}; ${dumpOf('postgres')}`);
    return;
  }
  const db = new DatabaseSync(url.replace(/^sqlite:/, ''));
  db.exec(dumpOf('sqlite'));
  db.close();
}

describe.each(lastingStores)('a store of version 2 in $label', ({ make }) => {
  let place: StorePlace;
  let store: Store;
  beforeEach(async () => {
    place = await make();
    await load(place);
    store = await place.open({ now: () => now, mustExist: true });
  });
  afterEach(async () => {
    await store.close();
    await place.remove();
  });

  it('keeps everything it holds', async () => {
    const [first, second] = await store.records({ connection: 'acme' });

    expect(await store.countRows('acme')).toBe(2);
    expect(first).toMatchObject({
      id: '1',
      mappingHash: 'm1',
      changedAt: '2026-01-01T00:00:00.000Z',
      record: {
        title: 'Deal 1',
        monetaryAmount: 12.5,
        closeDate: '2026-02-28',
        contactIds: ['7'],
        interactionCount: 3,
        customMappings: { tier: 'gold' },
      },
      native: { id: '1', n: '\u0000é', big: '12345678901234567890' },
    });
    expect(second).toMatchObject({
      id: '2',
      deletedAt: '2026-03-01T00:00:00.000Z',
      deletedReason: 'merged',
      mergedInto: '1',
    });
    expect(await store.quarantined({ connection: 'acme' })).toMatchObject([
      { id: '3', reason: 'unusable', at: 'm.yaml:3:5', run: 2, native: { id: '3' } },
    ]);
    expect(await store.lookups('acme')).toEqual([{ table: 'stages', key: '1', columns: { name: 'New' } }]);
    expect(
      (await store.runs()).map(({ connection, status, requests }) => [connection, status, requests]),
    ).toEqual([
      ['acme', 'running', 0],
      ['idle', 'completed', 7],
    ]);
    expect(await store.credentialSlot('acme').read()).toBe('sealed text');
    const [, idle] = await store.status();
    expect(idle).toMatchObject({ connection: 'idle', nextRunAt: '2026-06-01T06:00:00.000Z' });
  });

  it('goes on where it stood', async () => {
    const later = { ...start, takeOver: true };
    const acme = await store.startRun({ ...later, connection: 'acme' });
    const idle = await store.startRun({ ...later, connection: 'idle' });

    const watermark = '2026-05-01T00:00:00.000Z';
    expect(acme.ticket).toMatchObject({ run: 3, fence: 2 });
    expect(acme.checkpoint).toMatchObject({
      watermark,
      generation: 2,
      sweep: { kind: 'sweep', cursor: 'page "2"', generation: 2, counts: { fetched: 3, added: 2 } },
    });
    expect(idle.checkpoint).toEqual({
      watermark,
      settled: '2026-04-30T00:00:00.000Z',
      sweptAt: '2026-04-01T00:00:00.000Z',
      mappingHash: 'm1',
      generation: 2,
    });
    const page = commitOf({ rows: [row('1'), row('2', { title: 'back' }, now), row('4')], generation: 2 });
    expect(await store.commit(acme.ticket, page)).toMatchObject({ added: 1 });
    const tombstone = {
      id: '2',
      reason: 'merged',
      mergedInto: '1',
      deletedAt: '2026-03-01T00:00:00.000Z',
    } as const;
    expect(await store.commit(idle.ticket, commitOf({ tombstones: [tombstone] }))).toMatchObject({
      alreadyDeleted: 1,
    });
    expect(await store.unseen('acme', 2, { after: '', limit: 9 })).toEqual(['3']);
  });

  it('has the same tables afterwards as a new one', async () => {
    const fresh = await make();
    await (await fresh.open()).close();

    expect(await columnsIn(place)).toEqual(await columnsIn(fresh));
    await fresh.remove();
  });

  it('counts and lists what version 2 did not', async () => {
    const { ticket } = await store.startRun({ ...start, connection: 'new' });
    const undated = row('9');
    const page = commitOf({
      rows: [{ ...undated, native: { ...undated.native, changedAt: undefined } }],
      fields: [{ key: 'tier', label: 'Tier', type: 'text' }],
    });
    await store.commit(ticket, page);

    expect((await store.runs()).map(({ counts }) => counts.undated)).toEqual([1, 0, 0]);
    expect(await store.fields('acme')).toEqual([]);
    expect(await store.fields('new')).toMatchObject([{ key: 'tier', firstSeen: now }]);
  });

  it('keeps its view, which its owner alone may replace', async () => {
    const before = await place.execute(readView);
    const name = await store.defineView('acme', [{ key: 'tier' }]);

    expect(before.map(({ id, tier }) => [id, tier])).toEqual([
      ['1', 'gold'],
      ['2', null],
    ]);
    expect(name).toBe('opportunities_acme');
    expect(await place.execute(readView)).toEqual(before);
  });
});
