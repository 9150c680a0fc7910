import { metrics, trace, type MeterProvider, type TracerProvider } from '@opentelemetry/api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fakeVendor, refusal } from '../support/fake-vendor.ts';
import { memoryStore, sync } from './sync-of.ts';

interface Recorded {
  readonly spans: { name: string; ended: boolean; status: string | undefined }[];
  readonly counts: Record<string, number>;
}

let recorded: Recorded;

function startSpan(name: string) {
  const span = { name, ended: false, status: undefined as string | undefined };
  recorded.spans.push(span);
  return {
    setAttribute: () => undefined,
    addEvent: () => undefined,
    setStatus: ({ message }: { message?: string }) => {
      span.status = message;
    },
    end: () => {
      span.ended = true;
    },
  };
}

const createCounter = (name: string) => ({
  add: (value: number, { outcome = '' }: { outcome?: string } = {}) => {
    const key = `${name} ${outcome}`.trim();
    recorded.counts[key] = (recorded.counts[key] ?? 0) + value;
  },
});
const createGauge = () => ({ record: () => undefined });

// As much of an SDK as the API asks for.
const tracers = { getTracer: () => ({ startSpan }) } as unknown as TracerProvider;
const meters = { getMeter: () => ({ createCounter, createGauge }) } as unknown as MeterProvider;

beforeEach(() => {
  recorded = { spans: [], counts: {} };
  trace.setGlobalTracerProvider(tracers);
  metrics.setGlobalMeterProvider(meters);
});

afterEach(() => {
  trace.disable();
  metrics.disable();
});

it('a run and its passes are spans, records by outcome and requests are counted', async () => {
  const vendor = fakeVendor(25);
  const store = await memoryStore();
  await sync(vendor, store);

  const { requests, counts } = await sync(vendor, store, { full: true });

  expect(recorded.spans.map(({ name }) => name)).toEqual([
    'opportune.sync',
    'opportune.pass',
    'opportune.sync',
    'opportune.pass',
    'opportune.pass',
  ]);
  expect(recorded.spans.every(({ ended }) => ended)).toBe(true);
  expect(recorded.counts).toMatchObject({
    'opportune.records written': 25,
    'opportune.records unchanged': counts.unchanged,
  });
  expect(recorded.counts['opportune.requests']).toBeGreaterThanOrEqual(requests);
});

it('a run that fails ends its spans with a code and no text of the vendor', async () => {
  const vendor = fakeVendor(25);
  vendor.before = ({ query }) => {
    if (query?.['after'] === '10') throw refusal('auth');
  };

  await expect(sync(vendor, await memoryStore())).rejects.toMatchObject({ code: 'auth' });

  expect(recorded.spans).toEqual([
    { name: 'opportune.sync', ended: true, status: 'auth' },
    { name: 'opportune.pass', ended: true, status: undefined },
  ]);
});
