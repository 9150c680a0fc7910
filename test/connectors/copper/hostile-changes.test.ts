import { afterEach, describe, expect, test, vi } from 'vitest';
import { copper } from '../../../connectors/copper/index.ts';
import { opportunities } from '../../../connectors/copper/opportunities.ts';
import { sandbox } from '../../../connectors/copper/sandbox/index.ts';
import type { VendorSession } from '../../../src/connector-kit/index.ts';
import type { RunningSandbox, SandboxOptions } from '../../../src/sandbox-kit/sandbox.ts';
import { allOf } from '../../support/all-of.ts';
import { openTestSession } from '../../support/open-test-session.ts';

const dayMs = 86_400_000;

let vendor: RunningSandbox;
afterEach(async () => {
  vi.useRealTimers();
  await vendor.close();
});

async function start(options: SandboxOptions): Promise<void> {
  vendor = await sandbox.start({ seed: 31, limits: 'off', ...options });
  await vendor.control.advanceClock(dayMs);
}

function open(): VendorSession {
  return openTestSession(copper, vendor.credentials, vendor.baseUrl);
}

async function changes(changedSince: string): Promise<string[]> {
  const pages = await allOf(opportunities.list(open(), { changedSince }));
  return pages.flatMap(({ records }) => records.map(({ id }) => id));
}

async function counted(): Promise<string[]> {
  const pages = await allOf(opportunities.census(open(), {}));
  return pages.flatMap(({ entries }) => entries.map(({ id }) => id));
}

describe('a listing', () => {
  test('of changes has all of one second, with many of the second after it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await start({ deals: 1600 });
    const ids = await vendor.control.ids({ limit: 1600 });
    const changedSince = vendor.control.now();
    for (const id of ids.slice(0, 900)) await vendor.control.edit(id, { name: 'Edited in bulk' });
    await vendor.control.advanceClock(1000);
    for (const id of ids.slice(900, 1300)) await vendor.control.edit(id, { name: 'Edited in bulk' });
    vendor.control.fault('shuffle-ties');
    await vendor.control.advanceClock(dayMs);

    const found = await changes(changedSince);

    expect(found.toSorted()).toEqual(ids.slice(0, 1300).toSorted());
  });

  test('of everything has all that was created in one second', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await start({ deals: 300 });
    for (let made = 0; made < 700; made += 1) await vendor.control.create({ name: 'Imported' });
    const ids = await vendor.control.ids({ limit: 2000 });
    await vendor.control.advanceClock(dayMs);

    expect(new Set(await counted())).toEqual(new Set(ids));
  });
});

describe('the end of an opportunity', () => {
  test('leaves no trace in a listing of changes, which says so; by id it is missing', async () => {
    await start({ deals: 300 });
    const [gone = '', other = ''] = await vendor.control.ids({ offset: 9, limit: 2 });
    const changedSince = vendor.control.now();
    await vendor.control.delete(gone);
    await vendor.control.advanceClock(dayMs);

    expect(await changes(changedSince)).toEqual([]);
    expect(opportunities.changeTracking).toMatchObject({ deletions: 'found-by-full-scan' });
    expect(opportunities.changeTracking.unseen.join()).toMatch(/deleted/);
    expect(await counted()).not.toContain(gone);
    expect(await opportunities.getMany(open(), [gone, other])).toMatchObject({
      records: [{ id: other }],
      missing: [gone],
    });
  });

  test('cannot be told from Team Permissions that hide it: both are a 404', async () => {
    await start({ deals: 300 });
    const ids = await vendor.control.ids({ limit: 300 });
    vendor.control.fault('member');

    const { records, missing, withheld } = await opportunities.getMany(open(), ids);

    expect(records.map(({ id }) => id).toSorted()).toEqual((await counted()).toSorted());
    expect(missing.length).toBe(ids.length - records.length);
    expect(missing.length).toBeGreaterThan(0);
    expect(withheld).toEqual([]);
    expect(opportunities.changeTracking.unseen.join()).toMatch(/Team Permissions/);
  });

  test('is not taken from a search that lags behind: one it does not show yet is read alone', async () => {
    await start({ deals: 300 });
    vendor.control.fault('index-lag=600s');
    const [other = ''] = await vendor.control.ids();
    const created = await vendor.control.create({ name: 'New' });

    const { records } = await opportunities.getMany(open(), [created, other]);

    expect(records.map(({ id }) => id)).toEqual([created, other]);
  });
});
