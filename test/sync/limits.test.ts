import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SandboxStats } from '../../src/sandbox-kit/index.ts';
import { withAccount, type VendorName } from './emulated-account.ts';

const day = 86_400_000;

let hurry: ReturnType<typeof setInterval>;

// Twenty times as fast as the machine: waits end early, and the vendor's windows roll as early.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  hurry = setInterval(() => vi.advanceTimersByTime(20), 1);
});
afterEach(() => {
  clearInterval(hurry);
  vi.useRealTimers();
});

/** How full each window was at most. */
function peaks({ windows }: SandboxStats): Record<string, number> {
  return Object.fromEntries(Object.entries(windows).map(([name, { limit, peak }]) => [name, peak / limit]));
}

/** The window a sync runs into first: by singles that a comparison asks for, or by the persons of deals. */
const narrow: Readonly<Record<VendorName, { readonly window: string; readonly gone: number }>> = {
  hubspot: { window: 'burst', gone: 200 },
  pipedrive: { window: 'burst', gone: 0 },
  copper: { window: 'requests', gone: 230 },
};

describe.each(Object.entries(narrow))('a sync with %s at its limits', (id, { window, gone }) => {
  test('uses them, and never goes over: nothing is refused', { timeout: 120_000 }, async () => {
    if (id !== 'hubspot' && id !== 'pipedrive' && id !== 'copper') throw new Error(id);
    await withAccount(id, { deals: 250, limits: 'vendor' }, async ({ vendor, run, liveRows }) => {
      const { control } = vendor;
      await run();
      for (const deal of await control.ids({ limit: gone })) await control.delete(deal);
      // Past the time in which the vendor would tell of them.
      await control.advanceClock(91 * day);
      const sweep = await run({ full: true, acceptDeletions: true });

      const stats = control.stats();
      expect(sweep.status).toBe('completed');
      expect(stats.rateLimited).toBe(0);
      for (const [name, peak] of Object.entries(peaks(stats)))
        expect([name, peak <= 1]).toEqual([name, true]);
      // Else nothing would have been limited.
      expect(stats.requests).toBeGreaterThan(stats.windows[window]?.limit ?? Infinity);
      expect(peaks(stats)[window]).toBeGreaterThan(0.5);
      expect(await liveRows()).toEqual(await control.ids({ limit: 1000 }));
    });
  });
});
