import { expect, it } from 'vitest';
import type { NativeId } from '../../src/model/native-record.ts';
import type { IdWindow } from '../../src/store/store.ts';
import { commitOf, row, start } from './page-of.ts';
import { allStores } from './stores.ts';
import { onEach } from './with-store.ts';

const early = '2026-01-01T00:00:00.000Z';
const late = '2026-02-01T00:00:00.000Z';
const all: IdWindow = { after: '', limit: 100 };

function quarantined(id: string) {
  return { native: row(id).native, reason: 'unusable', issues: [] };
}

/** Everything, a window of two at a time. */
async function walk(read: (window: IdWindow) => Promise<readonly { readonly id: NativeId }[]>) {
  const ids: NativeId[] = [];
  for (;;) {
    const found = await read({ after: ids.at(-1) ?? '', limit: 2 });
    if (found.length === 0) return ids;
    ids.push(...found.map(({ id }) => id));
  }
}

onEach('what a full pass has not seen', allStores, ({ open }) => {
  it('is each row that is not deleted, and each record in quarantine, without its number', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const rows = ['1', '2', '10', 'é', 'Z', 'a'].map((id) => row(id));
    await store.commit(
      ticket,
      commitOf({ rows, generation: 1, quarantine: [quarantined('q1'), quarantined('q2')] }),
    );
    await store.commit(
      ticket,
      commitOf({
        rows: [row('2')],
        quarantine: [quarantined('q2'), quarantined('Z')],
        tombstones: [{ id: '10', reason: 'deleted' }],
        generation: 2,
      }),
    );

    const ids = await walk(async (window) =>
      (await store.unseen(start.connection, 2, window)).map((id) => ({ id })),
    );

    // In the order of their bytes.
    expect(ids).toEqual(['1', 'a', 'q1', 'é']);
    expect(await store.countUnseen(start.connection, 2)).toBe(4);
    expect(await store.countUnseen(start.connection, 1)).toBe(0);
    expect(await store.countLive(start.connection)).toBe(5);
  });

  it('still counts as seen where an incremental page writes it afterwards', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, commitOf({ rows: [row('1')], generation: 3 }));
    await store.commit(ticket, commitOf({ rows: [row('1', { title: 'new' }, late)] }));

    expect(await store.unseen(start.connection, 3, all)).toEqual([]);
  });
});

onEach('native bodies', allStores, ({ open }) => {
  it('are read for each row of another mapping, and for quarantine', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, commitOf({ rows: ['3', '1', '2'].map((id) => row(id)) }));
    const other = { ...ticket, mappingHash: 'm2' };
    await store.commit(other, commitOf({ rows: [row('2')], quarantine: [quarantined('4')] }));

    const old = { mappingHash: 'm2' };

    expect(await walk((window) => store.natives(start.connection, old, window))).toEqual(['1', '3']);
    expect(await store.natives(start.connection, old, { after: '1', limit: 1 })).toEqual([row('3').native]);
    expect(await store.quarantinedNatives(start.connection, all)).toEqual([row('4').native]);
  });
});

onEach('a census', allStores, ({ open }) => {
  it('tells what is missing, extra and stale, in the order of the ids', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const rows = ['same', 'stale', 'extra', 'ahead', 'gone'].map((id) => row(id, {}, early));
    await store.commit(
      ticket,
      commitOf({ rows, quarantine: [quarantined('held')], tombstones: [{ id: 'gone', reason: 'deleted' }] }),
    );
    await store.census.add(ticket, [
      { id: 'same', changedAt: early },
      { id: 'stale', changedAt: early },
      { id: 'held', changedAt: early },
    ]);
    await store.census.add(ticket, [
      { id: 'stale', changedAt: late },
      { id: 'ahead', changedAt: '2025-01-01T00:00:00.000Z' },
      { id: 'missing', changedAt: undefined },
    ]);

    const found = await store.census.differences(ticket, all);

    expect(await store.census.size(ticket)).toBe(5);
    const extra = found.filter(({ kind }) => kind === 'extra');
    expect(await store.census.countExtra(ticket)).toBe(extra.length);
    expect(extra).not.toEqual([]);
    expect(found).toEqual([
      { id: 'ahead', kind: 'stale', vendorChangedAt: '2025-01-01T00:00:00.000Z', storedChangedAt: early },
      { id: 'extra', kind: 'extra', vendorChangedAt: undefined, storedChangedAt: early },
      { id: 'missing', kind: 'missing', vendorChangedAt: undefined, storedChangedAt: undefined },
      { id: 'stale', kind: 'stale', vendorChangedAt: late, storedChangedAt: early },
    ]);
    expect(await walk((window) => store.census.differences(ticket, window))).toEqual([
      'ahead',
      'extra',
      'missing',
      'stale',
    ]);
  });

  it('of a run that was taken over neither disturbs the next one nor stays', async () => {
    const store = await open();
    const first = await store.startRun(start);
    await store.census.add(first.ticket, [{ id: 'a', changedAt: early }]);
    const second = await store.startRun({ ...start, takeOver: true });
    await store.census.add(second.ticket, [{ id: 'b', changedAt: early }]);

    await store.census.clear(first.ticket);
    expect(await store.census.size(second.ticket)).toBe(1);
    await store.census.add(first.ticket, [{ id: 'c', changedAt: early }]);
    await store.census.clear(second.ticket);

    expect(await store.census.size(first.ticket)).toBe(0);
    expect(await store.census.size(second.ticket)).toBe(0);
  });
});

onEach('a status', allStores, ({ open }) => {
  it('shows a connection from its first run on, and when the schedule runs it next', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    await store.commit(
      ticket,
      commitOf({ rows: [row('1'), row('2')], tombstones: [{ id: '1', reason: 'deleted' }] }),
    );
    await store.planNextRun(start.connection, late);
    await store.startRun({ ...start, connection: 'other' });

    const [mine, other, ...more] = await store.status();

    expect(mine).toMatchObject({ connection: 'acme', rows: 2, deletedRows: 1, nextRunAt: late });
    expect(mine?.lastRun?.counts).toMatchObject({ fetched: 3, written: 2, deleted: 1 });
    expect(other).toMatchObject({ connection: 'other', rows: 0, lastRun: { status: 'running' } });
    expect(more).toEqual([]);
    await store.planNextRun(start.connection, undefined);
    expect((await store.status('acme'))[0]?.nextRunAt).toBeUndefined();
  });
});
