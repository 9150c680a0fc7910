import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { opportunityFields } from '../../src/model/opportunity-fields.ts';
import type { Opportunity } from '../../src/model/opportunity.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { commitOf, row, start, now } from './page-of.ts';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opportune-store-'));
  file = join(folder, 'deals.db');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function open(options: Parameters<typeof openSqliteStore>[1] = {}) {
  return openSqliteStore(file, { now: () => now, ...options });
}

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

describe('a row', () => {
  it('carries every field of a read in a column of its own, and comes back as it was', async () => {
    const store = open();
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
    await store.close();
  });

  it('has types a query can use', async () => {
    const store = open();
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, commitOf({ rows: [row('1', { monetaryAmount: 2.5, interactionCount: 3 })] }));
    await store.close();

    const db = new DatabaseSync(file);
    const types = db
      .prepare(
        'SELECT typeof(monetary_amount) m, typeof(interaction_count) i, typeof(deleted) d, typeof(contact_ids) c, typeof(close_date) n FROM opportunities',
      )
      .get();
    db.close();
    expect({ ...types }).toEqual({ m: 'real', i: 'integer', d: 'integer', c: 'text', n: 'null' });
  });

  it('is not written again while neither content nor mapping changes, whatever the order of keys', async () => {
    const store = open();
    const { ticket } = await store.startRun(start);
    const first = row('1', { a: 1 });
    const again = { ...first, native: { ...first.native, body: { z: { c: 1, b: 2 }, a: 1 } } };
    const turned = { ...first, native: { ...first.native, body: { a: 1, z: { b: 2, c: 1 } } } };

    await store.commit(ticket, commitOf({ rows: [again] }));
    const outcome = await store.commit(ticket, commitOf({ rows: [turned] }));

    expect(outcome).toMatchObject({ fetched: 1, written: 0, unchanged: 1 });
    await store.close();
  });

  it('is written again when only the mapping changed', async () => {
    const store = open();
    const before = await store.startRun(start);
    await store.commit(before.ticket, commitOf({ rows: [row('1')] }));

    const after = await store.startRun({ ...start, mappingHash: 'other' });
    const outcome = await store.commit(after.ticket, commitOf({ rows: [row('1')] }));

    expect(outcome).toMatchObject({ written: 1, added: 0 });
    expect((await store.get(start.connection, '1'))?.mappingHash).toBe('other');
    await store.close();
  });

  it('is never replaced by an older version of the record', async () => {
    const store = open();
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, commitOf({ rows: [row('1', { title: 'new' }, '2026-01-02T00:00:00.000Z')] }));

    const older = row('1', { title: 'old' }, '2026-01-01T00:00:00.000Z');
    const outcome = await store.commit(ticket, commitOf({ rows: [older] }));

    expect(outcome).toMatchObject({ fetched: 1, outdated: 1, written: 0 });
    expect((await store.get(start.connection, '1'))?.record['title']).toBe('new');
    await store.close();
  });

  it('moves last_seen without news only in a full pass', async () => {
    let clock = now;
    const store = open({ now: () => clock });
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, commitOf({ rows: [row('1')] }));
    clock = '2026-07-01T00:00:00.000Z';

    await store.commit(ticket, commitOf({ rows: [row('1')], fullPass: false }));
    const incremental = await store.get(start.connection, '1');
    await store.commit(ticket, commitOf({ rows: [row('1')], fullPass: true }));
    const full = await store.get(start.connection, '1');

    expect(incremental?.lastSeen).toBe(now);
    expect(full).toMatchObject({ firstSeen: now, lastSeen: clock });
    await store.close();
  });
});

describe('a deletion', () => {
  const deletedAt = '2026-03-01T00:00:00.000Z';

  it('marks the row and keeps it', async () => {
    const store = open();
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, commitOf({ rows: [row('1', { updatedAt: '2026-01-01T00:00:00.000Z' })] }));

    const tombstone = { id: '1', reason: 'merged', mergedInto: '2', deletedAt } as const;
    const first = await store.commit(ticket, commitOf({ tombstones: [tombstone] }));
    const second = await store.commit(ticket, commitOf({ tombstones: [tombstone] }));

    const stored = await store.get(start.connection, '1');
    expect([first.deleted, second.deleted, second.alreadyDeleted]).toEqual([1, 0, 1]);
    expect(stored?.deletedAt).toBe(deletedAt);
    expect(stored?.record).toMatchObject({ deleted: true, updatedAt: deletedAt, title: 'Deal 1' });
    await store.close();
  });

  it('invents no change time where the vendor tells none', async () => {
    const store = open();
    const { ticket } = await store.startRun(start);
    const updatedAt = '2026-01-01T00:00:00.000Z';
    await store.commit(ticket, commitOf({ rows: [row('1', { updatedAt })] }));

    await store.commit(ticket, commitOf({ tombstones: [{ id: '1', reason: 'deleted' }] }));

    const stored = await store.get(start.connection, '1');
    expect(stored).toMatchObject({ deletedAt: now, record: { deleted: true, updatedAt } });
    await store.close();
  });

  it('is undone when the record is listed again, even unchanged', async () => {
    const store = open();
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
    await store.close();
  });

  it('of a record that was never seen is kept as well', async () => {
    const store = open();
    const { ticket } = await store.startRun(start);

    const outcome = await store.commit(ticket, commitOf({ tombstones: [{ id: '9', reason: 'archived' }] }));
    await store.close();

    const db = new DatabaseSync(file);
    const kept = db.prepare('SELECT id, reason FROM opportune_tombstones').all();
    db.close();
    expect(outcome.deleted).toBe(1);
    expect(kept.map(({ id, reason }) => [id, reason])).toEqual([['9', 'archived']]);
  });
});

describe('quarantine', () => {
  const issue = { record: '1', field: 'title', code: 'missing', native: null, at: 'm.yaml:3:5' } as const;

  it('keeps the native body, the reason and the place of the rule, until the record can be used', async () => {
    const store = open();
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
    await store.close();
  });

  it('takes a record whose value does not fit its column; the rest of the page is written', async () => {
    const store = open();
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
    await store.close();
  });
});

describe('a commit', () => {
  it('leaves nothing behind when it is refused at its last step', async () => {
    const store = open();
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
    await store.close();
  });

  it('is refused once another run of the connection has started', async () => {
    const store = open();
    const first = await store.startRun(start);
    const second = await store.startRun(start);

    await expect(store.commit(first.ticket, commitOf({ rows: [row('1')] }))).rejects.toMatchObject({
      code: 'taken-over',
    });

    expect(await store.records()).toEqual([]);
    expect((await store.commit(second.ticket, commitOf({ rows: [row('1')] }))).written).toBe(1);
    expect((await store.runs()).map((run) => run.status)).toEqual(['running', 'interrupted']);
    await store.close();
  });

  it('saves the checkpoint that the next run starts from, also after reopening', async () => {
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
    const store = open();
    const { ticket } = await store.startRun(start);
    await store.commit(ticket, { ...commitOf({}), checkpoint: () => checkpoint });
    await store.close();

    const reopened = open({ mustExist: true });
    const again = await reopened.startRun(start);

    expect(again.checkpoint).toEqual(checkpoint);
    expect((await reopened.status())[0]).toMatchObject({ connection: 'acme', rows: 0, checkpoint });
    await reopened.close();
  });
});
