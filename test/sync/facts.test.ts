import { describe, expect, it } from 'vitest';
import { longName } from '../../connectors/hubspot/sandbox/seed/custom-properties.ts';
import { noCounts } from '../../src/store/counts.ts';
import type { JsonObject } from '../../src/sandbox-kit/index.ts';
import { withAccount, type EmulatedAccount } from './emulated-account.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** More than a query shows, where there is time for it; a listing of its own is tested with as many in any case. */
const many = process.env['CONVERGENCE_HISTORIES'] === undefined ? 1_050 : 10_350;

async function nothing(): Promise<void> {}

async function field(account: EmulatedAccount, id: string, name: string): Promise<unknown> {
  return (await account.store.get(account.vendor.connector, id))?.record[name];
}

/** Sends a request as an app of the account does. */
async function send(
  { vendor }: EmulatedAccount,
  method: string,
  path: string,
  body?: JsonObject,
): Promise<number> {
  const answer = await fetch(`${vendor.baseUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${String(vendor.credentials['accessToken'])}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer.status;
}

/** Makes the store one that has been read up to now: only what follows is read. */
async function pretendSynced({ store, vendor, crm }: EmulatedAccount): Promise<void> {
  const opened = await crm();
  const mappingHash = opened.connection.mapping.hash;
  await opened.close();
  const now = vendor.control.now();
  const { ticket } = await store.startRun({
    connection: vendor.connector,
    connector: vendor.connector,
    mappingHash,
    task: 'sync',
    leaseMs: minute,
    takeOver: false,
    deletion: 'soft',
  });
  await store.commit(ticket, {
    origin: 'fetched',
    rows: [],
    quarantine: [],
    tombstones: [],
    lookups: [],
    fields: undefined,
    generation: undefined,
    checkpoint: () => ({ watermark: now, settled: now, sweptAt: now, generation: 1, mappingHash }),
  });
  await store.endRun(ticket, { status: 'completed', requests: 0, watermark: now });
}

describe('HubSpot, as every engine must survive it', () => {
  it(`shows 10,000 results of a query at most, and an edit of a pipeline moves all of ${many} deals to one instant`, async () => {
    await withAccount('hubspot', { deals: many }, async (account) => {
      const { vendor } = account;
      await vendor.control.advanceClock(day);
      await pretendSynced(account);
      await vendor.control.advanceClock(day);
      const edited = await send(account, 'PATCH', '/crm/v3/pipelines/deals/default', { label: 'Renamed' });
      await vendor.control.advanceClock(hour);

      const result = await account.run();

      const live = await vendor.control.ids({ limit: 20_000 });
      expect(edited).toBe(200);
      expect(live.length).toBeGreaterThan(many * 0.95);
      expect(
        new Set((await account.store.records({ limit: 20_000 })).map(({ changedAt }) => changedAt)).size,
      ).toBe(1);
      expect(result.passes.map(({ kind, isComplete }) => [kind, isComplete])).toEqual([
        ['incremental', true],
      ]);
      expect(await account.liveRows()).toEqual(live);
    });
  }, 240_000);

  it('finds a change by search only later, out of order: it is in the table once the index has caught up', async () => {
    await withAccount('hubspot', { deals: 120 }, async (account) => {
      const { control } = account.vendor;
      await account.run();
      control.fault('index-lag=2400s');
      const [late = '', early = ''] = await control.ids({ offset: 60, limit: 2 });
      await control.edit(late, { dealname: 'Shown forty minutes later' });
      control.clearFaults();
      await control.advanceClock(5 * minute);
      await control.edit(early, { dealname: 'Shown at once' });
      await control.advanceClock(15 * minute);
      await account.run();
      const meanwhile = [await field(account, late, 'title'), await field(account, early, 'title')];
      await control.advanceClock(3 * hour);
      await account.run();

      expect(meanwhile).not.toContain('Shown forty minutes later');
      expect(meanwhile).toContain('Shown at once');
      expect(await field(account, late, 'title')).toBe('Shown forty minutes later');
    });
  });

  it('moves no change time for associations: a sweep brings them, and a verification names what it does not see', async () => {
    await withAccount('hubspot', { deals: 120 }, async (account) => {
      const { control } = account.vendor;
      await account.run();
      const [deal = '', other = ''] = await control.ids({ offset: 30, limit: 2 });
      const contact = 'not yet linked';
      const before = await field(account, deal, 'contactIds');
      const linked = await field(account, other, 'contactIds');
      const added = Array.isArray(linked) && linked.length > 0 ? String(linked[0]) : contact;
      await control.edit(deal, { associations: { contacts: [added] } });
      await control.advanceClock(3 * hour);
      await account.run();
      const afterChanges = await field(account, deal, 'contactIds');
      const verified = await account.verify();
      await account.run({ full: true });

      expect(added).not.toBe(contact);
      expect(afterChanges).toEqual(before);
      expect(verified.status).toBe('complete');
      expect(verified.notCompared.join()).toContain('contacts');
      expect(await field(account, deal, 'contactIds')).toEqual([added]);
    });
  });

  it('keeps what was archived for 90 days: whoever comes later learns of it by a sweep', async () => {
    await withAccount('hubspot', { deals: 60 }, async (account) => {
      const { control } = account.vendor;
      await account.run();
      const [gone = ''] = await control.ids({ offset: 10, limit: 1 });
      await control.delete(gone);
      await control.advanceClock(91 * day);
      await account.run();
      const missed = await account.liveRows();
      await account.run({ full: true });

      expect(missed).toContain(gone);
      expect(await account.liveRows()).toEqual(await control.ids());
    });
  });

  it('leaves blanks out of an answer: a cleared value is cleared in the table', async () => {
    await withAccount('hubspot', { deals: 60 }, async (account) => {
      const { control } = account.vendor;
      const [deal = ''] = await control.ids({ offset: 10, limit: 1 });
      await control.edit(deal, { amount: '1000.50', description: 'About to be cleared' });
      await account.run();
      const before = [
        await field(account, deal, 'monetaryAmount'),
        await field(account, deal, 'description'),
      ];
      await control.advanceClock(hour);
      await control.edit(deal, { amount: null, description: null });
      await control.advanceClock(hour);
      await account.run();

      expect(before).toEqual([1000.5, 'About to be cleared']);
      expect(await field(account, deal, 'monetaryAmount')).toBeNull();
      expect(await field(account, deal, 'description')).toBeNull();
    });
  });

  it('refuses a URL that names too many properties: values are then read by id, and the table is whole', async () => {
    await withAccount('hubspot', { deals: 130 }, async (account) => {
      const { control } = account.vendor;
      control.fault('many-properties=250');
      const [deal = ''] = await control.ids({ offset: 110, limit: 1 });
      const names = Array.from({ length: 250 }, (_, at) => `${longName}${at + 1}`);
      await control.edit(deal, { [names[0] ?? '']: 'the first', [names[249] ?? '']: 'the last' });
      const refused = await send(account, 'GET', `/crm/objects/2026-09/deals?properties=${names.join(',')}`);

      const result = await account.run();

      expect(refused).toBe(414);
      expect(result.counts.quarantined).toBe(0);
      expect(control.stats().byRoute['POST /crm/objects/2026-09/:type/batch/read']).toBeGreaterThan(1);
      expect(await account.liveRows()).toEqual(await control.ids());
      const values = JSON.stringify(await field(account, deal, 'customFields'));
      expect(values).toContain('"the first"');
      expect(values).toContain('"the last"');
    });
  });

  it('returns every property as text: the table has numbers, days and yes or no of them', async () => {
    await withAccount('hubspot', { deals: 60 }, async (account) => {
      const { control } = account.vendor;
      const [deal = '', empty = ''] = await control.ids({ offset: 10, limit: 2 });
      await control.edit(deal, {
        amount: '1000.50',
        risk_score: '7.25',
        is_reseller: 'false',
        contract_signed_on: '2026-02-28',
      });
      await control.edit(empty, { amount: '', risk_score: '', is_reseller: '', contract_signed_on: '' });
      await account.run();
      const valuesOf = async (id: string) => {
        const { record, native } = (await account.store.get('hubspot', id)) ?? {};
        const custom = Array.isArray(record?.['customFields']) ? record['customFields'] : [];
        const byId = new Map(custom.map(({ id: key, value }) => [key, value]));
        const own = ['risk_score', 'is_reseller', 'contract_signed_on'].map((key) => byId.get(key) ?? null);
        return { values: [record?.['monetaryAmount'], ...own], native };
      };
      const rows = await account.store.records({ limit: 100 });
      const kinds = new Set(
        rows.flatMap(({ native }) =>
          Object.values(Object(native['properties'])).map((value) => typeof value),
        ),
      );
      const amounts = rows.map(({ record }) => record['monetaryAmount']);

      // What is null is an object to JavaScript.
      expect([...kinds].toSorted()).toEqual(['object', 'string']);
      expect((await valuesOf(deal)).values).toEqual([1000.5, 7.25, false, '2026-02-28']);
      expect((await valuesOf(empty)).values).toEqual([null, null, null, null]);
      expect(amounts.every((amount) => amount === null || typeof amount === 'number')).toBe(true);
    });
  });

  it('lets a deal have no name and no amount: it comes, with an empty title and no figure', async () => {
    await withAccount('hubspot', { deals: 30 }, async (account) => {
      const { control } = account.vendor;
      await account.run();
      const nameless = await control.create({ dealstage: 'contractsent' });
      await control.advanceClock(hour);
      const result = await account.run();

      expect(result.counts).toMatchObject({
        ...noCounts,
        fetched: result.counts.fetched,
        written: 1,
        added: 1,
        unchanged: result.counts.unchanged,
        alreadyDeleted: result.counts.alreadyDeleted,
      });
      expect(await field(account, nameless, 'title')).toBe('');
      expect(await field(account, nameless, 'monetaryAmount')).toBeNull();
    });
  });
});

describe('Pipedrive, as every engine must survive it', () => {
  it('has deals without a change time: a new one comes with the next run, however old the last run is', async () => {
    await withAccount('pipedrive', { deals: 60 }, async (account) => {
      const { control } = account.vendor;
      await account.run();
      await control.advanceClock(40 * day);
      const fresh = await control.create({ title: 'Never edited' });
      await control.advanceClock(hour);
      await account.run();

      expect((await control.truth(fresh))?.['update_time']).toBeNull();
      expect(await field(account, fresh, 'title')).toBe('Never edited');
    });
  });

  it('has two versions of its API: ids are texts here, links are kept, and custom fields have their values', async () => {
    await withAccount('pipedrive', { deals: 80 }, async (account) => {
      await account.run();
      const rows = await account.store.records({ limit: 200 });
      const live = rows.filter(({ deletedAt }) => deletedAt === undefined);
      const linked = live.filter(({ record }) => typeof record['companyId'] === 'string');

      expect(linked.length).toBeGreaterThan(20);
      for (const { record, native } of live) {
        expect(record['ownerId']).toBe(String(native['owner_id']));
        expect(record['companyId']).toBe(native['org_id'] === null ? null : String(native['org_id']));
      }
      expect(JSON.stringify(live.map(({ record }) => record['customFields']))).toContain('PO-');
    });
  });

  it('has one budget of tokens a day for all apps: used up by others, a run says when it goes on, and loses nothing', async () => {
    await withAccount('pipedrive', { deals: 40, limits: 'vendor' }, async (account) => {
      const { control } = account.vendor;
      const full = await account.run();
      await control.advanceClock(hour);
      const [edited = '', gone = ''] = await control.ids({ offset: 10, limit: 2 });
      await control.edit(edited, { title: 'Edited while the tokens were used up' });
      await control.delete(gone);
      await control.create({ title: 'Made while the tokens were used up' });
      control.fault('daily-left=15');
      const first = await account.run();
      const before = await field(account, edited, 'title');
      control.clearFaults();
      await control.advanceClock(day);
      const nextDay = await account.run();

      expect(full.status).toBe('completed');
      expect(first).toMatchObject({
        status: 'suspended',
        passes: [{ kind: 'incremental', isComplete: false }],
      });
      expect(Date.parse(first.resumeAt ?? '')).toBeGreaterThan(0);
      expect(before).not.toBe('Edited while the tokens were used up');
      expect(nextDay).toMatchObject({
        status: 'completed',
        passes: [{ kind: 'incremental', resumed: true }],
      });
      expect(await field(account, edited, 'title')).toBe('Edited while the tokens were used up');
      expect(await account.liveRows()).toEqual(await control.ids());
    });
  });

  it('lists the fields of its deals in pages: one behind the first page has its name', async () => {
    await withAccount('pipedrive', { deals: 40 }, async (account) => {
      account.vendor.control.fault('many-fields=620');
      await account.run();
      const [row] = await account.store.records({ limit: 1 });
      const fields = JSON.stringify(row?.record['customFields']);

      expect(account.vendor.control.stats().byRoute['GET /api/v2/dealFields']).toBeGreaterThan(1);
      expect(fields.match(/"id":/g)?.length).toBeGreaterThan(600);
      expect(fields).not.toContain('"type":"unknown","value":17');
    });
  });
});

describe('Copper, as every engine must survive it', () => {
  it('pages by number on a set that moves: edits, creations and deletions at every request lose nothing', async () => {
    let between = nothing;
    await withAccount('copper', { deals: 650, onRequest: () => between() }, async (account) => {
      const { control } = account.vendor;
      let turn = 0;
      between = async () => {
        turn += 1;
        const ids = await control.ids({ limit: 1000 });
        for (const place of [0, 199, 200, 201, 399, 400])
          await control.edit(ids[(place + turn) % ids.length] ?? '', { name: `Edited ${turn}` });
        await control.create({ name: `Made ${turn}` });
        await control.delete(ids[(turn * 37) % ids.length] ?? '');
        await control.advanceClock(turn % 2 === 0 ? 0 : 1500);
      };
      await account.run();
      await account.run({ full: true });
      between = nothing;
      await control.advanceClock(hour);
      await account.run();
      const found = new Set(await account.liveRows());
      const missing = (await control.ids({ limit: 2000 })).filter((id) => !found.has(id));
      await account.run({ full: true });

      expect(turn).toBeGreaterThan(8);
      expect(missing).toEqual([]);
      expect(await account.liveRows()).toEqual(await control.ids({ limit: 2000 }));
      expect(await account.verify()).toMatchObject({ status: 'complete', pending: 0 });
    });
  });
});
