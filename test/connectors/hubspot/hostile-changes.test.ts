import { afterEach, describe, expect, test, vi } from 'vitest';
import { hubspot } from '../../../connectors/hubspot/index.ts';
import { sandbox } from '../../../connectors/hubspot/sandbox/index.ts';
import type { NativePage, VendorSession } from '../../../src/connector-kit/index.ts';
import type { RunningSandbox, SandboxOptions } from '../../../src/sandbox-kit/sandbox.ts';
import { allOf } from '../../support/all-of.ts';
import { openTestSession } from '../../support/open-test-session.ts';
import { idsOf, opportunity, plan } from './hubspot-api.ts';

const { overlapMs, settleMs, unseen } = opportunity.changeTracking;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let vendor: RunningSandbox;
afterEach(async () => {
  vi.useRealTimers();
  await vendor.close();
});

async function start(options: SandboxOptions): Promise<void> {
  vendor = await sandbox.start({ seed: 23, limits: 'off', ...options });
  // Whatever happened before is older than all that is asked for.
  await vendor.control.advanceClock(dayMs);
}

function open(): VendorSession {
  return openTestSession(hubspot, vendor.credentials, vendor.baseUrl);
}

function changes(changedSince: string): Promise<NativePage[]> {
  return allOf(opportunity.list(open(), { changedSince, plan: plan() }));
}

function before(instant: string, ms: number): string {
  return new Date(Date.parse(instant) - ms).toISOString();
}

async function counted(): Promise<string[]> {
  const pages = await allOf(opportunity.census(open(), {}));
  return pages.flatMap(({ entries }) => entries.map(({ id }) => id));
}

function getMany(...ids: string[]) {
  return opportunity.getMany(open(), ids, plan());
}

describe('a listing of changes', () => {
  test('has all of more than 10,000 changes of one and the same millisecond', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await start({ deals: 11_500 });
    const ids = (await vendor.control.ids({ limit: 11_000 })).slice(0, 10_300);
    const changedSince = vendor.control.now();
    for (const id of ids) await vendor.control.edit(id, { dealname: 'Edited in bulk' });
    expect(vendor.control.now()).toBe(changedSince);
    await vendor.control.advanceClock(hourMs);

    const found = await changes(changedSince);

    expect(new Set(idsOf(found))).toEqual(new Set(ids));
    expect(new Set(found.flatMap(({ records }) => records.map((record) => record.changedAt)))).toEqual(
      new Set([changedSince]),
    );
  });

  test('that looks back as far as the index may lag finds what an earlier one missed', async () => {
    await start({ deals: 300 });
    const [id = ''] = await vendor.control.ids({ offset: 50, limit: 1 });
    vendor.control.fault(`index-lag=${settleMs / 1000 - 60}s`);
    const changedAt = vendor.control.now();
    await vendor.control.edit(id, { dealname: 'Late' });

    expect(idsOf(await changes(before(changedAt, overlapMs)))).not.toContain(id);
    await vendor.control.advanceClock(settleMs);
    expect(idsOf(await changes(before(vendor.control.now(), overlapMs)))).not.toContain(id);
    expect(idsOf(await changes(before(vendor.control.now(), settleMs + overlapMs)))).toContain(id);
  });

  test('does not see links, calculated values and restored deals, and says so', async () => {
    await start({ deals: 300 });
    const [linked = '', calculated = '', restored = ''] = await vendor.control.ids({ offset: 20, limit: 3 });
    const changedSince = vendor.control.now();
    await vendor.control.edit(linked, { associations: { contacts: ['7001'] } });
    await vendor.control.edit(calculated, { num_notes: '41' });
    await vendor.control.delete(restored);
    await vendor.control.restore(restored);
    await vendor.control.advanceClock(hourMs);

    const found = idsOf(await changes(changedSince));

    expect(found).toEqual([]);
    expect(unseen.join()).toMatch(/contacts.*calculated.*restored/);
    expect((await getMany(linked, calculated, restored)).records).toHaveLength(3);
  });
});

describe('the end of a deal', () => {
  test('is known while its archive lasts, then it is missing; restored in time, it lives', async () => {
    await start({ deals: 300 });
    const [gone = '', back = ''] = await vendor.control.ids({ offset: 10, limit: 2 });
    const changedSince = vendor.control.now();
    await vendor.control.delete(gone);
    await vendor.control.delete(back);
    const both = await getMany(gone, back);
    await vendor.control.restore(back);

    expect(both.tombstones.map(({ id, reason }) => [id, reason])).toEqual([
      [gone, 'archived'],
      [back, 'archived'],
    ]);
    expect(both.tombstones.every(({ deletedAt = '' }) => deletedAt >= changedSince)).toBe(true);
    expect(await counted()).toContain(back);
    expect(await counted()).not.toContain(gone);
    expect((await getMany(gone, back)).records.map(({ id }) => id)).toEqual([back]);
    await vendor.control.advanceClock(91 * dayMs);
    expect(await getMany(gone)).toMatchObject({ tombstones: [], missing: [gone] });
  });

  test.each([
    ['into one of the two', undefined],
    ['into a third, as in former years', 'merge-makes-new'],
  ])('by a merge %s names the survivor, in a listing and by id', async (_, fault) => {
    await start({ deals: 300 });
    if (fault !== undefined) vendor.control.fault(fault);
    const [from = '', into = '', next = ''] = await vendor.control.ids({ offset: 30, limit: 3 });
    const changedSince = vendor.control.now();
    const first = await vendor.control.merge(into, from);
    const survivor = await vendor.control.merge(next, first);
    await vendor.control.advanceClock(hourMs);
    const tombstone = { id: from, reason: 'merged', mergedInto: survivor };

    expect((await changes(changedSince)).flatMap(({ tombstones }) => tombstones)).toContainEqual(tombstone);
    expect(await getMany(from)).toMatchObject({ records: [], tombstones: [tombstone], missing: [] });
    expect(await getMany(from, survivor)).toMatchObject({
      records: [{ id: survivor }],
      tombstones: [tombstone],
    });
    expect(await counted()).not.toContain(from);
  });
});

test('a census is true while the index lags: it has new deals, and none that was archived', async () => {
  await start({ deals: 300 });
  vendor.control.fault('index-lag=3000s');
  const [gone = ''] = await vendor.control.ids({ offset: 60, limit: 1 });
  await vendor.control.delete(gone);
  const created = await vendor.control.create({ dealname: 'New' });

  const found = await counted();

  expect(found).toContain(created);
  expect(found).not.toContain(gone);
});
