import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { bundledConnector, connect, openSqliteStore } from '../src/index.ts';
import { sandboxes } from '../connectors/sandboxes.ts';
import type { BudgetUsage } from '../src/http/session-options.ts';
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
  return sandboxes.map(({ connector }) => async () => {
    const folder = mkdtempSync(join(tmpdir(), 'opportune-bench-'));
    const vendor = sandboxProcess(connector);
    try {
      return [await firstSync(await readyOf(vendor), join(folder, 'deals.sqlite'))];
    } finally {
      vendor.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

const commandLine = fileURLToPath(new URL('../src/cli/bin.ts', import.meta.url));

/** In a process of its own, as any vendor is: work for one answer must not hold up the next request. */
function sandboxProcess(connector: string): ChildProcess {
  const options = { deals: deals[connector] ?? 1000, seed: 7, latency: latencyMs };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return spawn(process.execPath, [commandLine, 'sandbox', connector, ...flags, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const Ready = z.object({
  connector: z.string(),
  baseUrl: z.string(),
  controlUrl: z.string(),
  credentials: z.record(z.string(), z.string()),
});
const Stats = z.object({ rateLimited: z.number() });

async function readyOf({ stdout }: ChildProcess): Promise<z.infer<typeof Ready>> {
  if (stdout === null) throw new Error('no output to read');
  const [line] = await once(createInterface({ input: stdout }), 'line');
  return Ready.parse(JSON.parse(String(line)));
}

async function firstSync(vendor: z.infer<typeof Ready>, file: string): Promise<Line> {
  const { connector, credentials, baseUrl, controlUrl } = vendor;
  const store = await openSqliteStore(file);
  const crm = await connect({ connector: bundledConnector(connector), credentials, baseUrl });
  try {
    const started = performance.now();
    const { counts, requests } = await runSync({ connection: crm.connection, destination: store });
    const ms = performance.now() - started;
    const { rateLimited } = Stats.parse(await (await fetch(`${controlUrl}/stats`)).json());
    const busiest = busiestOf(crm.connection.usage().budgets, ms);
    return {
      target: `${connector}: first sync, each answer after ${latencyMs} ms`,
      aim: '>= 90 % of the limit, no 429',
      measured: `${Math.round(busiest.share * 100)} %, ${rateLimited} refused`,
      base: `${busiest.words}; ${requests} requests for ${counts.written} deals in ${Math.round(ms / 1000)} s, ${Math.round((counts.written / ms) * 1000)} records/s`,
      met: busiest.share >= 0.9 && rateLimited === 0,
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
