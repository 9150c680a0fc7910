import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pipedrive } from '../../../connectors/pipedrive/index.ts';
import { sandbox } from '../../../connectors/pipedrive/sandbox/index.ts';
import type { NativeRecord, VendorSession } from '../../../src/connector-kit/index.ts';
import type { RunningSandbox } from '../../../src/sandbox-kit/sandbox.ts';
import { allOf } from '../../support/all-of.ts';
import { openTestSession } from '../../support/open-test-session.ts';
import { deals } from './pipedrive-session.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Spares the persons of each deal. */
const plan = { paths: [], customFieldKeys: [], lookups: [] };

let vendor: RunningSandbox;
let changedSince: string;

beforeEach(async () => {
  vendor = await sandbox.start({ deals: 1500, seed: 29, limits: 'off' });
  await vendor.control.advanceClock(dayMs);
  changedSince = vendor.control.now();
});
afterEach(async () => {
  await vendor.close();
});

function open(): VendorSession {
  return openTestSession(pipedrive, vendor.credentials, vendor.baseUrl);
}

/** What a listing of changes says last of each deal. */
async function changes(): Promise<ReadonlyMap<string, NativeRecord>> {
  await vendor.control.advanceClock(hourMs);
  const pages = await allOf(deals.list(open(), { changedSince, plan }));
  return new Map(pages.flatMap(({ records }) => records.map((record) => [record.id, record])));
}

async function counted(): Promise<string[]> {
  const pages = await allOf(deals.census(open(), {}));
  return pages.flatMap(({ entries }) => entries.map(({ id }) => id));
}

function getMany(...ids: string[]) {
  return deals.getMany(open(), ids, plan);
}

describe('a listing of changes', () => {
  test('has more deleted deals than a page holds, each of them', async () => {
    const gone = (await vendor.control.ids({ limit: 1500 })).slice(0, 1100);
    for (const id of gone) await vendor.control.delete(id);

    const found = await changes();

    expect([...found.keys()].toSorted()).toEqual([...gone].toSorted());
    expect([...found.values()].filter(({ body }) => body['is_deleted'] !== true)).toEqual([]);
    const byId = await getMany(...gone);
    expect(byId.tombstones.map(({ id }) => id)).toEqual(gone);
    expect((await counted()).filter((id) => gone.includes(id))).toEqual([]);
  });

  test('has what went into the archive, what came out of it, and what was edited before either', async () => {
    const [into = '', out = ''] = await vendor.control.ids({ offset: 100, limit: 2 });
    await vendor.control.edit(out, { is_archived: true });
    await vendor.control.advanceClock(dayMs);
    changedSince = vendor.control.now();
    await vendor.control.edit(into, { title: 'Edited, then archived' });
    await vendor.control.edit(into, { is_archived: true });
    await vendor.control.edit(out, { is_archived: false });

    const found = await changes();

    expect(found.get(into)?.body).toMatchObject({ is_archived: true, title: 'Edited, then archived' });
    expect(found.get(out)?.body).toMatchObject({ is_archived: false });
    expect(await counted()).toEqual(expect.arrayContaining([into, out]));
    expect((await getMany(into, out)).records).toEqual([found.get(into), found.get(out)]);
  });

  test('has restored deals as what lives', async () => {
    const [back = ''] = await vendor.control.ids({ offset: 200, limit: 1 });
    await vendor.control.delete(back);
    expect((await changes()).get(back)?.body).toMatchObject({ is_deleted: true });
    changedSince = vendor.control.now();
    await vendor.control.restore(back);

    expect((await changes()).get(back)?.body).toMatchObject({ is_deleted: false });
    expect(await counted()).toContain(back);
    expect((await getMany(back)).records.map(({ id }) => id)).toEqual([back]);
  });

  test('has both sides of a merge; the API does not say into which deal one went', async () => {
    const [into = '', from = ''] = await vendor.control.ids({ offset: 300, limit: 2 });
    await vendor.control.merge(into, from);

    const found = await changes();

    expect(found.get(from)?.body).toMatchObject({ is_deleted: true });
    expect(found.get(into)?.body).toMatchObject({ is_deleted: false });
    expect((await getMany(into, from)).tombstones).toEqual([{ id: from, reason: 'deleted' }]);
  });

  test('has new deals that nobody has edited', async () => {
    const created = await vendor.control.create({ title: 'New' });

    expect((await changes()).get(created)?.body).toMatchObject({ update_time: null });
  });
});

test.each(['200', '404', '410'])(
  'a deleted deal is no living one, however a single read answers: %s',
  async (status) => {
    const [gone = ''] = await vendor.control.ids({ offset: 400, limit: 1 });
    await vendor.control.delete(gone);
    vendor.control.fault(`deleted-get=${status}`);

    const { records, tombstones, missing } = await getMany(gone);

    expect(records).toEqual([]);
    expect([...tombstones.map(({ id }) => id), ...missing]).toEqual([gone]);
  },
);

test('a deal out of sight is missing from all answers: the API tells it from a purged one by nothing', async () => {
  const [hidden = '', other = ''] = await vendor.control.ids({ offset: 500, limit: 2 });
  vendor.control.fault(`hide-deal=${hidden}`);

  expect(await getMany(hidden, other)).toMatchObject({ records: [{ id: other }], missing: [hidden] });
  expect(await counted()).not.toContain(hidden);
  expect(deals.changeTracking.unseen.join()).toMatch(/may no longer see/);
});
