// One first sync in a process of its own; reports what it wrote, how long and how much processor time it took, and how
// much memory it held: at most, and at each power of ten and its half.
import { connect, sync } from '../src/bundled.ts';

const [baseUrl = '', credentials = '{}', file = ''] = process.argv.slice(2);
let peakHeapBytes = 0;
let peakRssBytes = 0;
const heapAt: { readonly deals: number; readonly bytes: number }[] = [];
let nextMark = 1000;
/** What the forced collections took: no sync forces any. */
let collectingMs = 0;

function sample(deals: number): void {
  // What is live, not what waits to be collected: a heap that is allowed to grow says nothing about need.
  const before = performance.now();
  globalThis.gc?.();
  collectingMs += performance.now() - before;
  const { heapUsed, rss } = process.memoryUsage();
  peakHeapBytes = Math.max(peakHeapBytes, heapUsed);
  peakRssBytes = Math.max(peakRssBytes, rss);
  if (deals < nextMark) return;
  heapAt.push({ deals, bytes: heapUsed });
  nextMark *= String(nextMark).startsWith('1') ? 5 : 2;
}

const crm = await connect({
  connector: 'hubspot',
  // Written by the emulated vendor for this connector.
  credentials: JSON.parse(credentials) as { accessToken: string },
  baseUrl,
  limits: 'off',
});
let pages = 0;
const started = performance.now();
const cpuBefore = process.cpuUsage();
const result = await sync({
  connection: crm,
  to: `sqlite:${file}`,
  onEvent: (event) => {
    if (event.type !== 'page') return;
    pages += 1;
    if (pages % 20 === 0) sample(event.counts.fetched);
  },
});
const ms = performance.now() - started - collectingMs;
const { user, system } = process.cpuUsage(cpuBefore);
const cpuMs = (user + system) / 1000 - collectingMs;
nextMark = 0;
sample(result.counts.fetched);
await crm.close();
process.send?.({
  written: result.counts.added,
  ms,
  cpuMs,
  peakHeapBytes,
  peakRssBytes,
  heapAt,
});
