import { expect, it } from 'vitest';
import { commitOf, start } from './page-of.ts';
import { allStores } from './stores.ts';
import { onEach } from './with-store.ts';

const tier = { key: 'tier', label: 'Tier', type: 'text' };
const score = { key: 'score', label: 'Score', type: 'number' };
const times = [1, 2, 3, 4].map((day) => `2026-06-0${day}T00:00:00.000Z`);

onEach('the catalogue of custom fields', allStores, ({ open }) => {
  it('keeps when each was first and last seen, what it was before, and those that are gone', async () => {
    let at = times[0] ?? '';
    const store = await open({ now: () => at });
    const { ticket } = await store.startRun({ ...start, leaseMs: 1e9 });
    const states = [
      [tier, score],
      [
        { ...tier, label: 'Level' },
        { ...score, type: 'text' },
      ],
      undefined,
      [{ ...score, type: 'text' }],
    ];

    for (const [index, fields] of states.entries()) {
      at = times[index] ?? '';
      await store.commit(ticket, commitOf({ fields }));
    }

    const [first, second, , fourth] = times;
    const never = { formerType: undefined, retypedAt: undefined, removedAt: undefined };
    const renamed = { ...tier, label: 'Level', firstSeen: first, lastSeen: second };
    const retyped = { ...score, type: 'text', formerType: 'number', retypedAt: second };
    expect(await store.fields('acme')).toEqual([
      { ...retyped, firstSeen: first, lastSeen: fourth, removedAt: undefined },
      { ...never, ...renamed, removedAt: fourth },
    ]);
    expect(await store.fields('other')).toEqual([]);
  });

  it('takes one that is back as the one it was', async () => {
    let at = times[0] ?? '';
    const store = await open({ now: () => at });
    const { ticket } = await store.startRun({ ...start, leaseMs: 1e9 });

    for (const [index, fields] of [[tier], [], [tier, tier]].entries()) {
      at = times[index] ?? '';
      await store.commit(ticket, commitOf({ fields }));
    }

    expect(await store.fields('acme')).toMatchObject([
      { ...tier, firstSeen: times[0], lastSeen: times[2], removedAt: undefined },
    ]);
  });

  it('is left as it was by a page that fails, and by a run that has been taken over', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const broken = commitOf({
      fields: [tier],
      checkpoint: () => {
        throw new RangeError('no');
      },
    });
    await expect(store.commit(ticket, broken)).rejects.toThrow('no');
    await store.startRun({ ...start, takeOver: true });
    await expect(store.commit(ticket, commitOf({ fields: [tier] }))).rejects.toMatchObject({
      code: 'taken-over',
    });

    expect(await store.fields('acme')).toEqual([]);
  });
});
