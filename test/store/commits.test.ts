import { expect, it } from 'vitest';
import { commitOf, now, row, start } from './page-of.ts';
import { allStores, lastingStores } from './stores.ts';
import { onEach } from './with-store.ts';

onEach('a commit', allStores, ({ open }) => {
  it('leaves nothing behind when it is refused at its last step', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const page = commitOf({
      rows: [row('1')],
      tombstones: [{ id: '2', reason: 'deleted' }],
      quarantine: [{ native: row('3').native, reason: 'unusable', issues: [] }],
      lookups: [{ table: 't', key: 'k', columns: {} }],
    });
    const refused = {
      ...page,
      checkpoint: () => {
        throw new RangeError('no');
      },
    };

    await expect(store.commit(ticket, refused)).rejects.toThrow('no');

    expect(await store.records()).toEqual([]);
    expect(await store.quarantined()).toEqual([]);
    expect(await store.lookups(start.connection)).toEqual([]);
    expect((await store.commit(ticket, page)).fetched).toBe(3);
  });

  it('is refused once another run has taken the connection over', async () => {
    const store = await open();
    const first = await store.startRun(start);
    const second = await store.startRun({ ...start, takeOver: true });

    await expect(store.commit(first.ticket, commitOf({ rows: [row('1')] }))).rejects.toMatchObject({
      code: 'taken-over',
    });

    expect(await store.records()).toEqual([]);
    expect((await store.commit(second.ticket, commitOf({ rows: [row('1')] }))).written).toBe(1);
    expect((await store.runs()).map((run) => run.status)).toEqual(['running', 'interrupted']);
  });
});

onEach('a checkpoint', lastingStores, ({ open }) => {
  it('is where the next run starts from, also after reopening', async () => {
    const checkpoint = {
      watermark: '2026-01-01T00:00:00.000Z',
      mappingHash: 'h',
      pass: {
        kind: 'backfill',
        startedAt: now,
        cursor: 'next "page"',
        mappingHash: 'h',
        counts: { ...commitOf({}).checkpointCounts, fetched: 7, written: 7 },
        quarantinedInARow: 2,
      },
    } as const;
    const store = await open();
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, { ...commitOf({}), checkpoint: () => checkpoint });

    await store.close();
    const reopened = await open({ mustExist: true });
    const again = await reopened.startRun(start);

    expect(again.checkpoint).toEqual(checkpoint);
    expect((await reopened.status())[0]).toMatchObject({ connection: 'acme', rows: 0, checkpoint });
  });
});
