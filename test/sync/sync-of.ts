import type { Destination } from '../../src/store/destination.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { runSync } from '../../src/sync/run-sync.ts';
import type { SyncOptions, SyncResult } from '../../src/sync/sync-types.ts';
import { fakeConnection, type FakeConnectionOptions } from '../support/fake-connection.ts';
import type { FakeVendor } from '../support/fake-vendor.ts';

export function memoryStore(): Promise<Store> {
  return openSqliteStore(':memory:', { now: () => '2026-06-01T00:00:00.000Z' });
}

export function sync(
  vendor: FakeVendor,
  destination: Destination,
  options: Partial<SyncOptions> & { readonly over?: FakeConnectionOptions } = {},
): Promise<SyncResult> {
  const { over, ...rest } = options;
  return runSync({ connection: fakeConnection(vendor, over), destination, now: () => 0, ...rest });
}

export function pagesAsked({ requests }: FakeVendor): string[] {
  return requests.filter((line) => line.startsWith('/deals'));
}
