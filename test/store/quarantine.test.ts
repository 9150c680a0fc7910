import { expect, it } from 'vitest';
import { commitOf, row, start } from './page-of.ts';
import { allStores } from './stores.ts';
import { onEach } from './with-store.ts';

onEach('quarantine', allStores, ({ open }) => {
  const issue = { record: '1', field: 'title', code: 'missing', native: null, at: 'm.yaml:3:5' } as const;

  it('keeps the native body, the reason and the place of the rule, until the record can be used', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const { native } = row('1');

    await store.commit(ticket, commitOf({ quarantine: [{ native, reason: 'unusable', issues: [issue] }] }));
    const kept = await store.quarantined();
    await store.commit(ticket, commitOf({ rows: [row('1')] }));

    expect(kept).toEqual([
      {
        connection: start.connection,
        id: '1',
        reason: 'unusable',
        issues: [issue],
        at: 'm.yaml:3:5',
        native: native.body,
        run: ticket.run,
      },
    ]);
    expect(await store.quarantined()).toEqual([]);
  });

  it('takes a record whose value does not fit its column; the rest of the page is written', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);

    const rows = [
      row('1'),
      row('2', { monetaryAmount: 'much' }),
      row('3', { interactionCount: 1.5 }),
      row('4'),
    ];
    const outcome = await store.commit(ticket, commitOf({ rows }));

    expect(outcome).toMatchObject({ fetched: 4, written: 2, quarantined: 2 });
    const kept = await store.quarantined();
    expect(kept.map(({ id, reason, issues }) => [id, reason, issues[0]?.field])).toEqual([
      ['2', 'unstorable-value', 'monetaryAmount'],
      ['3', 'unstorable-value', 'interactionCount'],
    ]);
  });
});
