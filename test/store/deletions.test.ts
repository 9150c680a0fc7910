import { expect, it } from 'vitest';
import { commitOf, now, row, start } from './page-of.ts';
import { allStores } from './stores.ts';
import { onEach } from './with-store.ts';

onEach('a deletion', allStores, ({ open }) => {
  const deletedAt = '2026-03-01T00:00:00.000Z';

  it('marks the row and keeps it', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, commitOf({ rows: [row('1', { updatedAt: '2026-01-01T00:00:00.000Z' })] }));

    const tombstone = { id: '1', reason: 'merged', mergedInto: '2', deletedAt } as const;
    const first = await store.commit(ticket, commitOf({ tombstones: [tombstone] }));
    const second = await store.commit(ticket, commitOf({ tombstones: [tombstone] }));

    const stored = await store.get(start.connection, '1');
    expect([first.deleted, second.deleted, second.alreadyDeleted]).toEqual([1, 0, 1]);
    expect(stored?.deletedAt).toBe(deletedAt);
    expect(stored?.record).toMatchObject({ deleted: true, updatedAt: deletedAt, title: 'Deal 1' });
  });

  it('invents no change time where the vendor tells none', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const updatedAt = '2026-01-01T00:00:00.000Z';
    await store.commit(ticket, commitOf({ rows: [row('1', { updatedAt })] }));

    await store.commit(ticket, commitOf({ tombstones: [{ id: '1', reason: 'deleted' }] }));

    const stored = await store.get(start.connection, '1');
    expect(stored).toMatchObject({ deletedAt: now, record: { deleted: true, updatedAt } });
  });

  it('is undone when the record is listed again, even unchanged', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, commitOf({ rows: [row('1')] }));
    await store.commit(ticket, commitOf({ tombstones: [{ id: '1', reason: 'deleted', deletedAt }] }));

    const back = await store.commit(ticket, commitOf({ rows: [row('1')] }));
    const again = await store.commit(
      ticket,
      commitOf({ tombstones: [{ id: '1', reason: 'deleted', deletedAt }] }),
    );

    expect(back).toMatchObject({ written: 1, unchanged: 0 });
    expect(again.deleted).toBe(1);
  });

  it('of a record that was never seen is kept as well', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const page = commitOf({ tombstones: [{ id: '9', reason: 'archived' }] });

    expect(await store.commit(ticket, page)).toMatchObject({ deleted: 1, alreadyDeleted: 0 });
    expect(await store.commit(ticket, page)).toMatchObject({ deleted: 0, alreadyDeleted: 1 });
    expect(await store.countRows(start.connection)).toBe(0);
  });

  it('removes the row where that is asked for, and it comes back as a new one', async () => {
    const store = await open();
    const { ticket } = await store.startRun({ ...start, deletion: 'hard' });
    await store.commit(ticket, commitOf({ rows: [row('1'), row('2')] }));

    const removed = await store.commit(
      ticket,
      commitOf({ tombstones: [{ id: '1', reason: 'deleted', deletedAt }] }),
    );
    const left = await store.records();
    const back = await store.commit(ticket, commitOf({ rows: [row('1')] }));

    expect([removed.deleted, left.map(({ id }) => id), back.added]).toEqual([1, ['2'], 1]);
  });

  it('that was reported apart outlives a new translation of the old body', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const tombstone = { id: '1', reason: 'archived', deletedAt } as const;
    await store.commit(ticket, commitOf({ rows: [row('1')], tombstones: [tombstone] }));

    const outcome = await store.commit(
      { ...ticket, mappingHash: 'm2' },
      commitOf({ origin: 'replayed', rows: [row('1', { title: 'Better' })] }),
    );

    expect(outcome).toMatchObject({ written: 1, added: 0 });
    expect(await store.get(start.connection, '1')).toMatchObject({
      deletedAt,
      deletedReason: 'archived',
      mappingHash: 'm2',
      record: { title: 'Better', deleted: true, updatedAt: deletedAt },
    });
  });
});
