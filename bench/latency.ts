import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledConnector, connect, openSqliteStore } from '../src/index.ts';
import { sandboxes } from '../connectors/sandboxes.ts';
import type { BudgetUsage } from '../src/http/session-options.ts';
import type { RunningSandbox } from '../src/sandbox-kit/sandbox.ts';
import { runSync } from '../src/sync/run-sync.ts';
import type { Line } from './report.ts';

/** A vendor on another continent. */
const latencyMs = 150;
/** Budgets of a day say nothing about a minute. */
const longestMs = 60_000;

/** Enough for each vendor's limit to be what counts: two of its windows and more. */
const deals: Readonly<Record<string, number>> = { hubspot: 12_000, pipedrive: 1500, copper: 72_000 };

/**
 * How much of what a vendor's limits allow a first sync uses where each answer takes its time: a section for each
 * vendor. One request after another would use a third of HubSpot's.
 */
export function latencyCosts(): readonly (() => Promise<Line[]>)[] {
  return sandboxes.map((definition) => async () => {
    const folder = mkdtempSync(join(tmpdir(), 'opportune-bench-'));
    const vendor = await definition.start({
      deals: deals[definition.connector] ?? 1000,
      seed: 7,
      limits: 'vendor',
      latencyMs,
    });
    try {
      return [await firstSync(vendor, join(folder, 'deals.sqlite'))];
    } finally {
      await vendor.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

async function firstSync(
  { connector, credentials, baseUrl, control }: RunningSandbox,
  file: string,
): Promise<Line> {
  const store = await openSqliteStore(file);
  const crm = await connect({ connector: bundledConnector(connector), credentials, baseUrl });
  try {
    const started = performance.now();
    const { counts, requests } = await runSync({ connection: crm.connection, destination: store });
    const ms = performance.now() - started;
    const refused = control.stats().rateLimited;
    const busiest = busiestOf(crm.connection.usage().budgets, ms);
    return {
      target: `${connector}: first sync, each answer after ${latencyMs} ms`,
      aim: '>= 90 % of the limit, no 429',
      measured: `${Math.round(busiest.share * 100)} %, ${refused} refused`,
      base: `${busiest.words}; ${requests} requests for ${counts.written} deals in ${Math.round(ms / 1000)} s, ${Math.round((counts.written / ms) * 1000)} records/s`,
      met: busiest.share >= 0.9 && refused === 0,
    };
  } finally {
    await crm.close();
    await store.close();
  }
}

/** The budget of which the largest part was used over the whole run. */
function busiestOf(
  budgets: readonly BudgetUsage[],
  ms: number,
): { readonly share: number; readonly words: string } {
  const used = budgets
    .filter(({ perMs }) => perMs <= longestMs)
    .map(({ name, limit, perMs, spent }) => ({
      share: spent / ((limit * ms) / perMs),
      words: `of ${limit} in ${perMs / 1000} s (${name})`,
    }))
    .toSorted((a, b) => b.share - a.share);
  return used[0] ?? { share: 0, words: 'no budget' };
}
