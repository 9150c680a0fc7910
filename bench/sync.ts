import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { sandbox } from '../connectors/hubspot/sandbox/index.ts';
import type { Line } from './report.ts';

const Outcome = z.object({
  written: z.number(),
  ms: z.number(),
  cpuMs: z.number(),
  peakHeapBytes: z.number(),
  peakRssBytes: z.number(),
  /** What was live after a full collection, at each power of ten and its half. */
  heapAt: z.array(z.object({ deals: z.number(), bytes: z.number() })),
});
type Outcome = z.infer<typeof Outcome>;

/**
 * What the process of a sync may hold: more ends it. The space for young objects is set too: V8 derives it from the
 * limit, so small that a page of deals outlives it and the collector takes half of the time.
 */
const heapFlags = ['--max-old-space-size=128', '--max-semi-space-size=8'] as const;

/** Syncs emulated deals into SQLite in a process of its own, so that its memory is its own. */
async function syncInChild(deals: number, file: string): Promise<Outcome> {
  const vendor = await sandbox.start({ deals, seed: 7, limits: 'off' });
  try {
    const child = fork(
      new URL('./sync-child.ts', import.meta.url),
      [vendor.baseUrl, JSON.stringify(vendor.credentials), file],
      { execArgv: ['--expose-gc', ...heapFlags] },
    );
    const message = await new Promise<unknown>((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => {
        if (code !== 0) reject(new Error(`the sync process ended with ${code}`));
      });
      child.once('error', reject);
    });
    return Outcome.parse(message);
  } finally {
    await vendor.close();
  }
}

/** Records per second and memory of a first sync: as much is held at the end as when the first tenth was read. */
export async function syncCosts(small: number, large: number): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'opportune-bench-'));
  try {
    const few = await syncInChild(small, join(folder, 'small.sqlite'));
    const many = await syncInChild(large, join(folder, 'large.sqlite'));
    const rate = Math.round((many.written / many.ms) * 1000);
    const { early, end } = earlyAndEnd(many);
    const growth = end.bytes / early.bytes;
    return [
      {
        target: `first sync of ${large} deals, limit off`,
        aim: 'above 1,900 /s',
        measured: `${rate} records/s`,
        base: `the most HubSpot's own limit allows (190 requests in 10 s of 100); emulator and sync share this machine; ${Math.round((many.cpuMs / many.written) * 1000)} µs of processor time a deal`,
        met: rate > 1900,
      },
      {
        target: `live heap after ${large} deals`,
        aim: '<= 1.25 x',
        measured: `${mib(end.bytes)} (${growth.toFixed(2)} x)`,
        base: `${mib(early.bytes)} after ${early.deals}; peaks: ${mib(many.peakHeapBytes)}, ${mib(few.peakHeapBytes)} with ${small} deals; resident ${mib(many.peakRssBytes)} and ${mib(few.peakRssBytes)}`,
        met: growth <= 1.25,
        details: many.heapAt.map(({ deals, bytes }) => `${mib(bytes)} live after ${deals} deals`),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What grows with the deals would be ten times as much between these two. */
function earlyAndEnd({ heapAt }: Outcome) {
  const end = heapAt.at(-1);
  const early = heapAt.find(({ deals }) => deals >= Math.min(10_000, (end?.deals ?? 0) / 10));
  if (end === undefined || early === undefined) throw new Error('Too few deals to compare.');
  return { early, end };
}

function mib(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}
