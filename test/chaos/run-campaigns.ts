// npm run chaos [-- --kills N] [--seed N] [--store sqlite|postgres] [--vendor fake|emulated]: kills syncs at random moments, on each kind of store.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killCampaign } from './campaign.ts';
import type { VendorKind } from './chaos-vendor.ts';
import { emulatedHistory } from './emulated-history.ts';
import { fakeHistory } from './fake-history.ts';
import { postgresFailure } from '../support/postgres-failure.ts';
import { postgresPlace, sqlitePlace, type ChaosPlace, type StoreKind } from './places.ts';
import { warmChildren } from './warm-children.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Math.floor(Date.now() / 1000)) },
    store: { type: 'string' },
    vendor: { type: 'string' },
  },
});
const seed = Number(values.seed);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const compiled = mkdtempSync(join(tmpdir(), 'opportune-chaos-compiled-'));

/** Most kills meet the small vendor, whose processes start fast; the others real connectors and mappings. */
const kinds: readonly {
  readonly vendor: VendorKind;
  readonly share: number;
  readonly longestLife: number;
}[] = [
  { vendor: 'fake', share: 0.9, longestLife: 12 },
  { vendor: 'emulated', share: 0.1, longestLife: 20 },
];

async function campaignsOn(store: StoreKind, makePlace: () => Promise<ChaosPlace>): Promise<void> {
  for (const { vendor, share, longestLife } of kinds) {
    if (values.vendor !== undefined && values.vendor !== vendor) continue;
    const children = await warmChildren(vendor, compiled);
    const startedMs = Date.now();
    try {
      const { kills, interruptedRuns, histories, records, ...wrong } = await killCampaign({
        kills: Math.ceil(Number(values.kills) * share),
        seed,
        longestLife,
        startVendor: vendor === 'fake' ? fakeHistory : emulatedHistory,
        makePlace,
        children,
        log: (line) => say(`  ${store}: ${line}`),
      });
      say(
        `${store}, ${vendor}: ${kills} kills (${interruptedRuns} met a run at work) in ${histories} histories, ${records} records: ` +
          `${wrong.lost} lost, ${wrong.duplicated} duplicated, ${wrong.falselyDeleted} falsely deleted; ` +
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
