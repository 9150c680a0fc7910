import { drawsOf } from '../../src/sandbox-kit/random.ts';
import { serveFakeVendor } from '../support/fake-vendor-server.ts';
import { fakeDeal, fakeVendor } from '../support/fake-vendor.ts';
import type { ChaosVendor } from './chaos-vendor.ts';

const deals = 600;
/** Small pages: a process is killed between and within many commits. */
const pageSize = 12;

/** The vendor that exists only in tests, behind a loopback port: small, quick, with quarantine and silent deletions. */
export async function fakeHistory(seed: number): Promise<ChaosVendor> {
  const draws = drawsOf(seed);
  const vendor = fakeVendor(deals, pageSize);
  const broken = draws.integer(0, 'broken', 1, deals);
  vendor.deals.set(String(broken), fakeDeal(broken, { broken: true }));
  const server = await serveFakeVendor(vendor);
  let created = deals;

  const change = (day: number, edits: number, creations: number, listed: number, silent: number): void => {
    const changedAt = (second: number): string =>
      new Date(Date.UTC(2026, 1, day, 0, 0, second)).toISOString();
    const ids = [...vendor.deals.keys()].filter((id) => id !== String(broken));
    const take = (purpose: string, index: number): string =>
      ids.splice(draws.integer(index, `${purpose} ${day}`, 0, ids.length - 1), 1)[0] ?? '';
    for (let index = 0; index < edits; index += 1) {
      const id = Number(take('edit', index));
      vendor.deals.set(String(id), fakeDeal(id, { title: `Edited on ${day}`, changedAt: changedAt(index) }));
    }
    for (let index = 0; index < listed + silent; index += 1) {
      const id = take('delete', index);
      vendor.deals.delete(id);
      if (index < listed) vendor.deleted.set(id, changedAt(index));
    }
    for (let index = 0; index < creations; index += 1) {
      created += 1;
      vendor.deals.set(String(created), fakeDeal(created, { changedAt: changedAt(index) }));
    }
    vendor.now = new Date(Date.UTC(2026, 1, day, 12)).toISOString();
  };

  return {
    name: 'fake vendor',
    longestLife: 12,
    address: { connector: 'fake', baseUrl: server.url, credentials: {} },
    phases: [
      { name: 'backfill', full: false, happen: async () => change(1, 0, 0, 0, 0) },
      { name: 'incremental', full: false, happen: async () => change(2, 150, 20, 10, 0) },
      { name: 'incremental again', full: false, happen: async () => change(3, 60, 10, 10, 6) },
      { name: 'sweep', full: true, happen: async () => change(4, 40, 10, 5, 24) },
    ],
    requests: () => vendor.requests.length,
    living: async () => [...vendor.deals.keys()].filter((id) => id !== String(broken)),
    close: () => server.close(),
  };
}
