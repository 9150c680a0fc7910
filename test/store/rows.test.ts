import { expect, it } from 'vitest';
import { opportunityFields } from '../../src/model/opportunity-fields.ts';
import type { Opportunity } from '../../src/model/opportunity.ts';
import { commitOf, completed, now, row, start } from './page-of.ts';
import { allStores, lastingStores } from './stores.ts';
import { onEach } from './with-store.ts';

const everyField = {
  id: '0',
  title: '',
  primaryContactId: '7',
  contactId: '7',
  contactIds: ['7', '8'],
  companyId: '9',
  companyName: 'Ünïcode "AG"; --',
  description: null,
  type: 'New',
  monetaryAmount: 0,
  currency: 'EUR',
  winProbability: 12.5,
  expectedRevenue: 0.1,
  closeDate: '2026-02-28',
  lossReasonId: '1',
  lossReason: 'price',
  wonReasonId: '2',
  wonReason: 'speed',
  pipelineId: 'p',
  pipelineStageId: 's',
  sourceId: 'src',
  leadSource: 'Referral',
  leadId: 'l',
  dateLeadCreated: '2026-01-01T00:00:00.000Z',
  ownerId: 'o',
  priority: 'High',
  status: 'Won',
  statusId: 'won',
  tags: [],
  interactionCount: 3,
  customFields: [{ id: 'tier', name: 'Tier', type: 'text', value: { nested: [1, null, ''] } }],
  stageLastChangedAt: '2026-01-02T00:00:00.000Z',
  dateStageChanged: '2026-01-02T00:00:00.000Z',
  lastActivityAt: '2026-01-03T00:00:00.000Z',
  dateLastContacted: '2026-01-04T00:00:00.000Z',
  deleted: false,
  customMappings: { tier: 'gold' },
  createdBy: 'u',
  updatedBy: 'u',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-05T00:00:00.000Z',
} satisfies Opportunity;

onEach('a row', allStores, ({ open }) => {
  it('carries every field of a read in a column of its own, and comes back as it was', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const native = {
      id: '0',
      changedAt: '2026-01-05T00:00:00.000Z',
      body: { a: ['\u0000', '\ud800', 1e21] },
    };

    await store.commit(ticket, commitOf({ rows: [{ native, record: everyField }] }));

    const readable = Object.entries(opportunityFields).filter(([, spec]) => spec.access !== 'write');
    const stored = await store.get(start.connection, '0');
    expect(Object.keys(everyField).toSorted()).toEqual(readable.map(([name]) => name).toSorted());
    expect(stored?.record).toEqual(everyField);
    expect(stored?.native).toEqual(native.body);
  });

  it('is not written again while neither content nor mapping changes, whatever the order of keys', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    const first = row('1', { a: 1 });
    const again = { ...first, native: { ...first.native, body: { z: { c: 1, b: 2 }, a: 1 } } };
    const turned = { ...first, native: { ...first.native, body: { a: 1, z: { b: 2, c: 1 } } } };

    await store.commit(ticket, commitOf({ rows: [again] }));
    const outcome = await store.commit(ticket, commitOf({ rows: [turned] }));

    expect(outcome).toMatchObject({ fetched: 1, written: 0, unchanged: 1 });
  });

  it('of the same content under another mapping is unchanged; the mapping is noted', async () => {
    const store = await open();
    const before = await store.startRun(start);
    await store.commit(before.ticket, commitOf({ rows: [row('1')] }));

    await store.endRun(before.ticket, completed);
    const after = await store.startRun({ ...start, mappingHash: 'other' });
    const outcome = await store.commit(after.ticket, commitOf({ rows: [row('1')] }));

    expect(outcome).toMatchObject({ written: 0, unchanged: 1 });
    expect(await store.get(start.connection, '1')).toMatchObject({ mappingHash: 'other', lastSeen: now });
  });

  it('is never replaced by an older version of the record', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, commitOf({ rows: [row('1', { title: 'new' }, '2026-01-02T00:00:00.000Z')] }));

    const older = row('1', { title: 'old' }, '2026-01-01T00:00:00.000Z');
    const outcome = await store.commit(ticket, commitOf({ rows: [older] }));

    expect(outcome).toMatchObject({ fetched: 1, outdated: 1, written: 0 });
    expect((await store.get(start.connection, '1'))?.record['title']).toBe('new');
  });

  it('is corrected, whatever its change time, where the vendor was asked for it by its id', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    await store.commit(
      ticket,
      commitOf({ rows: [row('1', { title: 'wrong' }, '2099-01-01T00:00:00.000Z')] }),
    );

    const right = row('1', { title: 'right' }, '2026-01-01T00:00:00.000Z');
    const listed = await store.commit(ticket, commitOf({ rows: [right], generation: 7 }));
    const doubtful = await store.unseen(start.connection, 7, { after: '', limit: 10 });
    const asked = await store.commit(ticket, commitOf({ origin: 'asked', rows: [right], generation: 7 }));

    expect([listed.outdated, doubtful, asked.written]).toEqual([1, ['1'], 1]);
    expect((await store.get(start.connection, '1'))?.record['title']).toBe('right');
    expect(await store.countUnseen(start.connection, 7)).toBe(0);
  });

  it('moves last_seen without news only in a full pass', async () => {
    let clock = now;
    const store = await open({ now: () => clock });
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, commitOf({ rows: [row('1')] }));
    clock = '2026-07-01T00:00:00.000Z';

    await store.commit(ticket, commitOf({ rows: [row('1')], generation: undefined }));
    const incremental = await store.get(start.connection, '1');
    await store.commit(ticket, commitOf({ rows: [row('1')], generation: 1 }));
    const full = await store.get(start.connection, '1');

    expect(incremental?.lastSeen).toBe(now);
    expect(full).toMatchObject({ firstSeen: now, lastSeen: clock });
  });
});

onEach('a column', lastingStores, ({ open, place }) => {
  it('has a type that queries can use', async () => {
    const store = await open();
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, commitOf({ rows: [row('1', { monetaryAmount: 2.5, interactionCount: 3 })] }));
    const isServer = place().url.startsWith('postgres:');
    const typeOf = isServer ? 'pg_typeof' : 'typeof';
    const columns = [
      'monetary_amount',
      'interaction_count',
      'deleted',
      'contact_ids',
      'created_at',
      'native',
    ];

    const [types] = await place().execute(
      `SELECT ${columns.map((column) => `CAST(${typeOf}(${column}) AS text) AS ${column}`).join(', ')}
       FROM opportunities WHERE monetary_amount > 2 AND interaction_count < 4 AND NOT deleted`,
    );

    expect(Object.values(types ?? {})).toEqual(
      isServer
        ? ['numeric', 'bigint', 'boolean', 'jsonb', 'timestamp with time zone', 'json']
        : ['real', 'integer', 'integer', 'text', 'null', 'text'],
    );
  });
});
