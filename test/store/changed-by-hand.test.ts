import { expect, it } from 'vitest';
import { commitOf, now, row, start } from './page-of.ts';
import { lastingStores } from './stores.ts';
import { onEach } from './with-store.ts';

const changes = [
  ['is marked as deleted', `deleted_at = '2026-05-01T00:00:00.000Z'`],
  ['has another change time', `changed_at = '2020-01-01T00:00:00.000Z'`],
  ['has a later change time', `changed_at = '2030-01-01T00:00:00.000Z'`],
  ['has lost its change time', 'changed_at = NULL'],
] as const;

const revival = 'UPDATE opportunities SET deleted_at = NULL, deleted_reason = NULL';

onEach('a row that somebody changed by hand', lastingStores, ({ open, place }) => {
  it.each(changes)('so that it %s is written again when it is asked for', async (_what, change) => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, commitOf({ rows: [row('1')] }));
    const before = await store.get('acme', '1');
    await place().execute(`UPDATE opportunities SET ${change}`);

    const page = commitOf({ origin: 'asked', rows: [row('1')] });

    expect(await store.commit(ticket, page)).toMatchObject({ written: 1, unchanged: 0 });
    expect(await store.get('acme', '1')).toEqual(before);
    expect(await store.commit(ticket, page)).toMatchObject({ written: 0, unchanged: 1 });
  });

  it('so that its native body cannot be read is named', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, commitOf({ rows: [row('1'), row('2')] }));
    const isRefused = await place()
      .execute(`UPDATE opportunities SET native = 'broken' WHERE id = '2'`)
      .then(
        () => false,
        () => true,
      );
    const read = store.natives('acme', { mappingHash: 'm2' }, { after: '', limit: 10 });

    // PostgreSQL takes nothing but JSON there.
    if (isRefused) expect(await read).toHaveLength(2);
    else await expect(read).rejects.toMatchObject({ code: 'store-failed', context: { id: '2' } });
  });

  it('so that it is no longer deleted is marked again, or removed where it is to be', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const gone = commitOf({ origin: 'asked', tombstones: [{ id: '1', reason: 'deleted' }] });
    await store.commit(ticket, commitOf({ rows: [row('1')] }));
    await store.commit(ticket, gone);

    await place().execute(revival);
    expect(await store.commit(ticket, gone)).toMatchObject({ deleted: 1, alreadyDeleted: 0 });
    expect(await store.get('acme', '1')).toMatchObject({ deletedAt: now, deletedReason: 'deleted' });
    expect(await store.commit(ticket, gone)).toMatchObject({ deleted: 0, alreadyDeleted: 1 });

    await place().execute(revival);
    const hard = await store.startRun({ ...start, deletion: 'hard', takeOver: true });
    expect(await store.commit(hard.ticket, gone)).toMatchObject({ deleted: 1 });
    expect(await store.get('acme', '1')).toBeUndefined();
  });
});
