import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledConnector, connect, openSqliteStore } from '../src/index.ts';
import { sandboxes } from '../connectors/sandboxes.ts';
import type { RunningSandbox } from '../src/sandbox-kit/sandbox.ts';
import type { Store } from '../src/store/index.ts';
import { runSync } from '../src/sync/run-sync.ts';
import type { SyncResult } from '../src/sync/sync-types.ts';
import type { Line } from './report.ts';

const hourMs = 3_600_000;
const most = 10;
const edited = 10;

const titles: Readonly<Record<string, string>> = { hubspot: 'dealname', pipedrive: 'title', copper: 'name' };

/**
 * What ten edits cost in a store that holds all deals, as the emulated vendor counts requests, and what a sweep costs: a
 * section for each vendor.
 */
export function changeCosts(deals: number): readonly (() => Promise<Line[]>)[] {
  return sandboxes.map((definition) => async () => {
    const folder = mkdtempSync(join(tmpdir(), 'opportune-bench-'));
    const vendor = await definition.start({ deals, seed: 11, limits: 'off' });
    const store = await openSqliteStore(join(folder, 'deals.sqlite'));
    try {
      return await costsOf(vendor, store, deals);
    } finally {
      await store.close();
      await vendor.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

async function costsOf(vendor: RunningSandbox, store: Store, deals: number): Promise<Line[]> {
  const { control, connector } = vendor;
  let aheadMs = 0;
  const pass = async (ms: number): Promise<void> => {
    await control.advanceClock(ms);
    aheadMs += ms;
  };
  const run = (): Promise<SyncResult> => runInFreshProcess(vendor, store, () => Date.now() + aheadMs);
  const full = await run();
  // Past what changed shortly before the first sync, which is read again until something newer is seen.
  await pass(24 * hourMs);
  const [first = ''] = await control.ids({ offset: 1, limit: 1 });
  await control.edit(first, { [titles[connector] ?? '']: 'Edited before' });
  await pass(hourMs);
  await run();
  await pass(24 * hourMs);
  const live = await store.countLive(connector);
  const line = async (hours: number): Promise<Line> => {
    for (let turn = 0; turn < edited; turn += 1) {
      const [id = ''] = await control.ids({ offset: turn * Math.floor(live / edited), limit: 1 });
      await control.edit(id, { [titles[connector] ?? '']: `Edited ${turn}, after ${hours} hours` });
    }
    await pass(hours * hourMs);
    const before = control.stats();
    const { counts } = await run();
    const spent = spentOn(before.byRoute, control.stats().byRoute);
    const { changes, further } = split(connector, spent);
    return {
      target: `${connector}: ${edited} changes in ${deals} deals, ${hours} h after the last run`,
      aim: `<= ${most} requests`,
      measured:
        further === 0
          ? `${changes} requests`
          : `${changes} requests, ${changes + further} with what is apart`,
      base: `${counts.written} written; ${apart[connector]?.why ?? 'nothing apart'}; a sweep costs ${full.requests}`,
      met: changes <= most && counts.written === edited,
      details:
        changes <= most
          ? []
          : spent.filter(([, count]) => count > 0).map(([route, count]) => `${count} ${route}`),
    };
  };
  return [await line(1), await line(3), await line(24)];
}

/** Requests whose number does not depend on how many deals changed, or depends on more than that: counted apart. */
const apart: Readonly<
  Record<string, { readonly route: RegExp; readonly free: number; readonly why: string }>
> = {
  hubspot: {
    route: /^GET \/crm\/objects\/[^/]+\/:type$/,
    free: 1,
    why: 'apart: the archived deals of 90 days, a hundred a request after the first, once an hour',
  },
  pipedrive: {
    route: /^GET \/api\/v2\/persons$/,
    free: 0,
    why: 'apart: one for each changed deal that has several persons',
  },
};

type Spent = readonly (readonly [route: string, count: number])[];

function spentOn(before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>): Spent {
  return Object.entries(after).map(([route, count]) => [route, count - (before[route] ?? 0)] as const);
}

function split(connector: string, spent: Spent): { readonly changes: number; readonly further: number } {
  const total = spent.reduce((sum, [, count]) => sum + count, 0);
  const { route: isApart, free } = apart[connector] ?? { route: /^$/, free: 0 };
  const counted = spent.filter(([route]) => isApart.test(route)).reduce((sum, [, count]) => sum + count, 0);
  const further = Math.max(0, counted - free);
  return { changes: total - further, further };
}

/** Nothing is known from the run before but what the store holds. */
async function runInFreshProcess(
  { connector, credentials, baseUrl }: RunningSandbox,
  store: Store,
  now: () => number,
): Promise<SyncResult> {
  const crm = await connect({ connector: bundledConnector(connector), credentials, baseUrl, limits: 'off' });
  try {
    return await runSync({ connection: crm.connection, destination: store, sweepEveryMs: Infinity, now });
  } finally {
    await crm.close();
  }
}
