// npm run chaos [-- --kills N] [--seed N] [--store sqlite|postgres] [--vendor fake|emulated]: kills syncs at random moments,
// a thousand times on each kind of store where nothing else is said; test:chaos does sixty.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sandboxes } from '../../connectors/sandboxes.ts';
import { killCampaign } from './campaign.ts';
import type { VendorKind } from './chaos-vendor.ts';
import { emulatedHistory } from './emulated-history.ts';
import { fakeHistory } from './fake-history.ts';
import { postgresFailure } from '../support/postgres-failure.ts';
import { postgresPlace, sqlitePlace, type ChaosPlace, type StoreKind } from './places.ts';
import { warmChildren } from './warm-children.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 1000)) },
    store: { type: 'string' },
    vendor: { type: 'string' },
  },
});
const seed = Number(values.seed);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const compiled = mkdtempSync(join(tmpdir(), 'opportune-chaos-compiled-'));

/** Most kills meet the small vendor, whose many small pages are quickly read; the others real connectors and mappings. */
const kinds: readonly {
  readonly vendor: VendorKind;
  readonly share: number;
  /** Ends a history early enough for three of them, one for each emulated vendor, to have as many kills. */
  readonly historiesAtLeast: number;
}[] = [
  { vendor: 'fake', share: 0.6, historiesAtLeast: 1 },
  { vendor: 'emulated', share: 0.4, historiesAtLeast: sandboxes.length },
];

async function campaignsOn(store: StoreKind, makePlace: () => Promise<ChaosPlace>): Promise<void> {
  for (const { vendor, share, historiesAtLeast } of kinds) {
    if (values.vendor !== undefined && values.vendor !== vendor) continue;
    const kills = Math.ceil(Number(values.kills) * share);
    const children = await warmChildren(vendor, compiled);
    const startedMs = Date.now();
    try {
      const { interruptedRuns, histories, records, ...done } = await killCampaign({
        kills,
        killsInAHistory: Math.ceil(kills / historiesAtLeast),
        seed,
        startVendor: vendor === 'fake' ? fakeHistory : emulatedHistory,
        makePlace,
        children,
        log: (line) => say(`  ${store}: ${line}`),
      });
      say(
        `${store}, ${vendor}: ${done.kills} kills (${interruptedRuns} met a run at work) in ${histories} histories, ${records} records: ` +
          `${done.lost} lost, ${done.duplicated} duplicated, ${done.falselyDeleted} falsely deleted; ` +
          `${Math.round((Date.now() - startedMs) / 1000)} s`,
      );
    } finally {
      children.close();
    }
  }
}

async function onPostgres(): Promise<void> {
  const url = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
  const failure = await postgresFailure(url);
  if (failure === undefined) return campaignsOn('postgres', () => postgresPlace(url));
  const said = `No PostgreSQL at ${new URL(url).host} (${failure})`;
  if (process.env['CI'] === 'true')
    throw new Error(`${said}: on CI its kills must be tried. Set DATABASE_URL.`);
  say(`postgres: skipped. ${said}; set DATABASE_URL.`);
}

say(`seed ${seed}`);
try {
  const campaigns = [
    values.store === 'postgres' ? undefined : campaignsOn('sqlite', async () => sqlitePlace()),
    values.store === 'sqlite' ? undefined : onPostgres(),
  ];
  for (const end of await Promise.allSettled(campaigns)) {
    if (end.status === 'fulfilled') continue;
    say(`FAILED (seed ${seed}) ${end.reason instanceof Error ? end.reason.message : String(end.reason)}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(compiled, { recursive: true, force: true });
}
