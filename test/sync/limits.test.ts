import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SandboxStats } from '../../src/sandbox-kit/index.ts';
import { withAccount, type VendorName } from './emulated-account.ts';

const day = 86_400_000;

let hurry: ReturnType<typeof setInterval>;

/** How far the clocks go in a millisecond of the machine. */
let pace = 20;

// Twenty times as fast as the machine: waits end early, and the vendor's windows roll as early.
beforeEach(() => {
  pace = 20;
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
  hurry = setInterval(() => vi.advanceTimersByTime(pace), 1);
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

/** As many edits as fill a window, or a fair number where pages are so large that they never do. */
const names = ['hubspot', 'pipedrive', 'copper'] as const satisfies readonly VendorName[];

const changing: Readonly<
  Record<VendorName, { readonly window: string | undefined; readonly edits: number; readonly title: string }>
> = {
  // Six searches, of five a second.
  hubspot: { window: 'search', edits: 1200, title: 'dealname' },
  pipedrive: { window: 'burst', edits: 300, title: 'title' },
  copper: { window: undefined, edits: 400, title: 'name' },
};

describe.each(names)('a sync with %s at its limits', (id) => {
  const { window, gone } = narrow[id];

  test('uses them, and never goes over: nothing is refused', { timeout: 120_000 }, async () => {
    await withAccount(id, { deals: 250, limits: 'vendor' }, async ({ vendor, run, liveRows }) => {
      const { control } = vendor;
      await run();
      for (const deal of await control.ids({ limit: gone })) await control.delete(deal);
      // Past the time in which the vendor would tell of them.
      await control.advanceClock(91 * day);
      const sweep = await run({ full: true, acceptDeletions: true });

      const stats = control.stats();
      expect(sweep.status).toBe('completed');
      // Else nothing would have been limited.
      expect(stats.requests).toBeGreaterThan(stats.windows[window]?.limit ?? Infinity);
      expect(peaks(stats)[window]).toBeGreaterThan(0.5);
      expect(await liveRows()).toEqual(await control.ids({ limit: 1000 }));
    });
  });

  test('keeps them when much has changed, and when it is verified', { timeout: 120_000 }, async () => {
    const { window: busy, edits, title } = changing[id];
    await withAccount(id, { deals: edits + 50, limits: 'vendor' }, async ({ vendor, run, verify }) => {
      const { control } = vendor;
      await run();
      await control.advanceClock(day);
      for (const deal of await control.ids({ limit: edits })) await control.edit(deal, { [title]: 'Edited' });
      // Past the vendor's index, and past what verify leaves to the next run.
      await control.advanceClock(day / 2);
      // Else the machine is slower than the window rolls.
      if (busy === 'search') pace = 1;
      const before = control.stats().requests;
      const { counts } = await run();
      const spent = control.stats().requests - before;
      pace = 20;
      const verified = await verify();

      expect(counts.written).toBe(edits);
      expect(verified).toMatchObject({ status: 'complete' });
      expect(spent).toBeGreaterThan(edits / 200);
      if (busy !== undefined) expect(peaks(control.stats())[busy]).toBeGreaterThan(0.5);
    });
  });
});
