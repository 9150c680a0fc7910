import { describe, expect, it } from 'vitest';
import { runSync } from '../../src/sync/run-sync.ts';
import type { SyncEvent } from '../../src/sync/sync-types.ts';
import { fakeConnection } from '../support/fake-connection.ts';
import { fakeVendor, refusal } from '../support/fake-vendor.ts';
import { memoryStore, pagesAsked, sync } from './sync-of.ts';

describe('a sync that is stopped', () => {
  it('ends at a page boundary and goes on there', async () => {
    const vendor = fakeVendor(50);
    const store = await memoryStore();
    const controller = new AbortController();
    const onEvent = (event: SyncEvent): void => {
      if (event.type === 'page' && event.counts.fetched === 20) controller.abort();
    };

    const stopped = await sync(vendor, store, { signal: controller.signal, onEvent });
    vendor.requests.length = 0;
    const rest = await sync(vendor, store);

    expect(stopped).toMatchObject({ status: 'stopped', watermark: undefined, counts: { fetched: 20 } });
    expect(rest).toMatchObject({ status: 'completed', passes: [{ resumed: true }], counts: { fetched: 30 } });
    expect(pagesAsked(vendor)[0]).toBe('/deals?after=20');
    expect((await store.runs()).map(({ status }) => status)).toEqual(['completed', 'stopped']);
  });

  it('does not wait for an answer that is on its way', async () => {
    const vendor = fakeVendor(50);
    const controller = new AbortController();
    const connection = fakeConnection(vendor);
    const stuck = {
      ...connection,
      account: async () => {
        const account = await connection.account();
        controller.abort();
        return account;
      },
    };

    const result = await runSync({
      connection: stuck,
      destination: await memoryStore(),
      signal: controller.signal,
    });

    expect(result).toMatchObject({ status: 'stopped', counts: { fetched: 0 } });
  });

  it('by the vendor says until when', async () => {
    const vendor = fakeVendor(50);
    const store = await memoryStore();
    vendor.before = ({ query }) => {
      if (query?.['after'] === '20') throw refusal('quota-exhausted', { retryAfterMs: 3_600_000 });
    };

    const result = await sync(vendor, store);

    expect(result).toMatchObject({
      status: 'suspended',
      resumeAt: '1970-01-01T01:00:00.000Z',
      counts: { fetched: 20 },
    });
    expect((await store.runs())[0]).toMatchObject({ status: 'suspended', resumeAt: result.resumeAt });
  });
});

describe('a sync that fails', () => {
  it('throws what happened, keeps what it has, and is noted', async () => {
    const vendor = fakeVendor(50);
    const store = await memoryStore();
    const events: SyncEvent[] = [];
    vendor.before = ({ query }) => {
      if (query?.['after'] === '20') throw refusal('auth');
    };

    await expect(sync(vendor, store, { onEvent: (event) => events.push(event) })).rejects.toMatchObject({
      code: 'auth',
    });

    expect((await store.status())[0]).toMatchObject({ rows: 20, checkpoint: { pass: { cursor: '20' } } });
    expect((await store.runs())[0]).toMatchObject({
      status: 'failed',
      errorCode: 'auth',
      counts: { fetched: 20 },
    });
    expect(events.at(-1)).toMatchObject({ type: 'failed', counts: { fetched: 20 } });
  });

  it('begins the pass again when the vendor refuses a cursor, and loses nothing', async () => {
    const vendor = fakeVendor(50);
    const store = await memoryStore();
    const events: string[] = [];
    let refused = false;
    vendor.before = ({ query }) => {
      if (query?.['after'] !== '30' || refused) return;
      refused = true;
      throw refusal('cursor-expired');
    };

    const result = await sync(vendor, store, { onEvent: ({ type }) => events.push(type) });

    expect(result).toMatchObject({ status: 'completed', counts: { fetched: 80, added: 50, unchanged: 30 } });
    expect(events).toContain('restarted');
  });

  it('gives up when the vendor refuses every cursor', async () => {
    const vendor = fakeVendor(50);
    vendor.before = ({ query }) => {
      if (query?.['after'] === '30') throw refusal('cursor-expired');
    };

    await expect(sync(vendor, await memoryStore())).rejects.toMatchObject({ code: 'restarting-without-end' });
  });

  it('never closes a pass whose listing just ends', async () => {
    const store = await memoryStore();
    const connection = fakeConnection(fakeVendor(50));
    const short = {
      ...connection,
      async *pages() {
        for await (const page of connection.pages({})) {
          yield page;
          return;
        }
      },
    };

    await expect(runSync({ connection: short, destination: store })).rejects.toMatchObject({
      code: 'incomplete-listing',
    });
    expect((await store.status())[0]?.checkpoint).toMatchObject({ pass: { cursor: '10' } });
  });
});
