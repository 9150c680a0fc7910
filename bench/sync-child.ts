// One first sync in a process of its own; reports what it wrote, how long it took and how much memory it held at most.
import { connect, sync } from '../src/bundled.ts';

const [baseUrl = '', credentials = '{}', file = ''] = process.argv.slice(2);
let peakHeapBytes = 0;
let peakRssBytes = 0;

function sample(): void {
  // What is live, not what waits to be collected: a heap that is allowed to grow says nothing about need.
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  peakHeapBytes = Math.max(peakHeapBytes, heapUsed);
  peakRssBytes = Math.max(peakRssBytes, rss);
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
const result = await sync({
  connection: crm,
  to: `sqlite:${file}`,
  onEvent: (event) => {
    if (event.type !== 'page') return;
    pages += 1;
    if (pages % 20 === 0) sample();
  },
});
const ms = performance.now() - started;
sample();
await crm.close();
process.send?.({ written: result.counts.added, ms, peakHeapBytes, peakRssBytes });
