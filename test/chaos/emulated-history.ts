import { sandboxes } from '../../connectors/sandboxes.ts';
import { drawsOf } from '../../src/sandbox-kit/random.ts';
import type { ChaosVendor } from './chaos-vendor.ts';

interface Kind {
  /** The native field that a history edits. */
  readonly title: string;
  /** A few pages. */
  readonly deals: number;
  /** Requests before the first commit, and as many again: Pipedrive's persons cost one for every fourth deal. */
  readonly longestLife: number;
}

const vendors: Readonly<Record<string, Kind>> = {
  hubspot: { title: 'dealname', deals: 250, longestLife: 14 },
  pipedrive: { title: 'title', deals: 250, longestLife: 60 },
  copper: { title: 'name', deals: 450, longestLife: 12 },
};

/** Past every overlap, and past the vendor's own second: what changes is older than the pass that reads it. */
const pauseMs = 3_600_000;

/** One of the emulated vendors, read by its connector and translated by its mapping. */
export async function emulatedHistory(seed: number): Promise<ChaosVendor> {
  const draws = drawsOf(seed);
  const definition = sandboxes[seed % sandboxes.length];
  const kind = vendors[definition?.connector ?? ''];
  if (definition === undefined || kind === undefined) throw new Error('There is no such emulated vendor.');
  const { title, deals, longestLife } = kind;
  const vendor = await definition.start({ deals, seed, limits: 'off', latencyMs: 2 });
  const { control, connector, baseUrl, credentials } = vendor;

  const change = async (
    round: number,
    edits: number,
    creations: number,
    deletions: number,
  ): Promise<void> => {
    const ids = [...(await control.ids({ limit: deals * 2 }))];
    const take = (purpose: string, index: number): string =>
      ids.splice(draws.integer(index, `${purpose} ${round}`, 0, ids.length - 1), 1)[0] ?? '';
    for (let index = 0; index < deletions; index += 1) await control.delete(take('delete', index));
    for (let index = 0; index < edits; index += 1)
      await control.edit(take('edit', index), { [title]: `Edited ${round}/${index}` });
    for (let index = 0; index < creations; index += 1)
      await control.create({ [title]: `Created ${round}/${index}` });
    await control.advanceClock(pauseMs);
  };

  return {
    name: `emulated ${connector}`,
    longestLife,
    address: { connector, baseUrl, credentials },
    phases: [
      { name: 'backfill', full: false, happen: () => control.advanceClock(pauseMs) },
      { name: 'incremental', full: false, happen: () => change(1, 40, 10, 10) },
      { name: 'sweep', full: true, happen: () => change(2, 10, 5, 15) },
    ],
    requests: () => control.stats().requests,
    living: () => control.ids({ limit: 1_000_000 }),
    close: () => vendor.close(),
  };
}
