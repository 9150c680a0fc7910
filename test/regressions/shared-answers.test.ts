import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listed, withSandbox } from './with-sandbox.ts';

const hour = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-02T09:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a clock that is set back an hour', () => {
  test.each(['hubspot', 'pipedrive', 'copper'] as const)('holds up no request: %s', async (id) => {
    await withSandbox(id, { deals: 30 }, async ({ crm }) => {
      const before = await listed(crm);
      vi.setSystemTime(Date.now() - hour);
      const after = await listed(crm);

      expect(after).toEqual(before);
      expect(before.size).toBeGreaterThan(0);
    });
  });
});

describe('a connection that stays open', () => {
  test.each([
    ['hubspot', 'an hour without a request, although the vendor’s clock stood still meanwhile', hour],
    ['pipedrive', 'an hour without a request, although the vendor’s clock stood still meanwhile', hour],
    ['hubspot', 'its clock was set back, since it cannot tell how old its answers are', -hour],
    ['pipedrive', 'its clock was set back, since it cannot tell how old its answers are', -hour],
  ] as const)('to %s knows new names after %s', async (id, _, byMs) => {
    await withSandbox(id, { deals: 30 }, async ({ vendor, crm }) => {
      const before = await crm.connection.catalogue();
      const plan = before.find(({ label }) => label === 'Plan');
      const [value = ''] = Object.keys(plan?.options ?? {});
      await vendor.control.rename('options', `${plan?.key ?? ''}:${value}`, 'Renamed');
      vi.setSystemTime(Date.now() + byMs);

      const after = await crm.connection.catalogue();

      expect(after.find(({ label }) => label === 'Plan')?.options?.[value]).toBe('Renamed');
    });
  });
});
