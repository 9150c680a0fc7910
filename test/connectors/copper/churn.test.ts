import { describe, expect, test } from 'vitest';
import { copper } from '../../../connectors/copper/index.ts';
import type { VendorSession } from '../../../src/connector-kit/index.ts';
import { ModelAccount, type ModelOptions } from './model-account.ts';
import { pick, randomFrom } from '../../support/random.ts';

const opportunity = copper.resources['opportunity'];
if (opportunity === undefined) throw new Error('the connector has no opportunities');
const { list } = opportunity;
const start = 1_780_000_000;

/** How many records are edited, created and deleted between two requests. */
interface Churn {
  readonly edits: number;
  readonly creations: number;
  readonly deletions: number;
  /** Once in a while so many records change in one and the same second. */
  readonly bulk?: number;
}

function boot(random: () => number, options: ModelOptions, stamps: number): ModelAccount {
  const account = new ModelAccount(start, options);
  for (let count = 0; count < 900; count += 1) {
    const created = start - 1000 + Math.floor(random() * stamps);
    account.create(created, Math.min(created + Math.floor(random() * stamps), start - 1));
  }
  return account;
}

function tick(account: ModelAccount, random: () => number, churn: Churn): void {
  const { ids } = account;
  for (let count = 0; count < churn.edits; count += 1) account.edit(pick(random, ids) ?? 0);
  for (let count = 0; count < churn.deletions; count += 1) account.delete(pick(random, ids) ?? 0);
  for (let count = 0; count < churn.creations; count += 1) account.create();
  if (churn.bulk !== undefined && random() < 0.2) {
    const from = Math.floor(random() * ids.length);
    for (const id of ids.slice(from, from + churn.bulk)) account.edit(id);
  }
  // Sometimes the next request falls into the same second.
  if (random() < 0.8) account.now += 1;
}

/** Reads as a sync does: upserts by id, and goes on from the start of the pass or the latest change, whichever is earlier. */
async function pass(
  account: ModelAccount,
  session: VendorSession,
  copy: Map<string, number>,
  since: number | undefined,
): Promise<number> {
  const startedAt = account.now;
  let high = since ?? 0;
  const options = since === undefined ? {} : { changedSince: new Date(since * 1000).toISOString() };
  for await (const page of list(session, options)) {
    for (const { id, body, changedAt } of page.records) {
      copy.set(id, Math.max(copy.get(id) ?? 0, Number(body['version'])));
      high = Math.max(high, Date.parse(changedAt ?? '') / 1000);
    }
  }
  return Math.min(startedAt, high);
}

interface Trial {
  /** How many seconds the records of the start are spread over. */
  readonly stamps?: number;
  /** How many seconds before its watermark a pass begins. */
  readonly overlap?: number;
  /** The first pass reads changes since then, instead of everything. */
  readonly firstSince?: number;
}

/** Records that the copy lacks, or has in an older version, after three passes under change and one in peace. */
async function lost(
  seed: number,
  churn: Churn,
  options: ModelOptions = {},
  { stamps = 900, overlap = 0, firstSince }: Trial = {},
): Promise<number> {
  const random = randomFrom(seed);
  const account = boot(random, options, stamps);
  const session = account.session();
  const copy = new Map<string, number>();

  account.meanwhile = () => tick(account, random, churn);
  let watermark = firstSince;
  for (let count = 0; count < 5; count += 1) tick(account, random, churn);
  for (let count = 0; count < 3; count += 1) {
    watermark = await pass(account, session, copy, watermark === undefined ? undefined : watermark - overlap);
    tick(account, random, churn);
  }
  account.meanwhile = () => undefined;
  account.now += 1000;
  await pass(account, session, copy, (watermark ?? 0) - overlap);

  return account.rows.filter(({ id, version }) => copy.get(String(id)) !== version).length;
}

async function lostInAll(seeds: number, ...rest: [Churn, ModelOptions?, Trial?]): Promise<number> {
  let sum = 0;
  for (let seed = 1; seed <= seeds; seed += 1) sum += await lost(seed, ...rest);
  return sum;
}

describe('a listing while people work', () => {
  test('loses nothing to edits, creations and deletions between two pages', async () => {
    expect(await lostInAll(60, { edits: 2, creations: 1, deletions: 2 })).toBe(0);
  });

  test('loses nothing to a great many of them', async () => {
    expect(await lostInAll(40, { edits: 20, creations: 5, deletions: 5 })).toBe(0);
  });

  test('loses nothing where hundreds of records share one change time', async () => {
    expect(await lostInAll(60, { edits: 4, creations: 1, deletions: 4 }, {}, { stamps: 3 })).toBe(0);
  });

  test('loses nothing where a bulk edit gives hundreds of records the same change time', async () => {
    expect(await lostInAll(60, { edits: 2, creations: 1, deletions: 3, bulk: 450 })).toBe(0);
  });

  test('loses nothing where the total stops counting early, says too much, or is not sent', async () => {
    const churn = { edits: 5, creations: 2, deletions: 5 };

    expect(await lostInAll(15, churn, { totalCap: 250 })).toBe(0);
    expect(await lostInAll(15, churn, { totalExcess: 777 })).toBe(0);
    expect(await lostInAll(15, churn, { withoutTotal: true })).toBe(0);
  });

  test('loses nothing to an index that lags up to the overlap, when the overlap is read again', async () => {
    const lag = (): number => Math.floor(lagRandom() * 60);
    const lagRandom = randomFrom(99);
    const overlap = opportunity.changeTracking.overlapMs / 1000;

    for (const firstSince of [undefined, start - 2000]) {
      const trial = { overlap, ...(firstSince === undefined ? {} : { firstSince }) };
      expect(await lostInAll(30, { edits: 40, creations: 2, deletions: 1 }, { lag }, trial)).toBe(0);
    }
  });

  test('would lose records if it paged by number, so that this model can fail', async () => {
    let missing = 0;
    for (let seed = 1; seed <= 5; seed += 1) {
      const random = randomFrom(seed);
      const account = boot(random, {}, 900);
      const before = new Set(account.ids);
      account.meanwhile = () => tick(account, random, { edits: 20, creations: 0, deletions: 5 });
      const seen = await pageByNumber(account);
      missing += account.ids.filter((id) => before.has(id) && !seen.has(id)).length;
    }

    expect(missing).toBeGreaterThan(0);
  });
});

async function pageByNumber(account: ModelAccount): Promise<Set<number>> {
  const { z } = await import('zod');
  const session = account.session();
  const seen = new Set<number>();
  for (let page = 1; ; page += 1) {
    const rows = await session.request(
      {
        method: 'POST',
        path: '/opportunities/search',
        body: { sort_by: 'date_modified', sort_direction: 'asc', page_number: page, page_size: 200 },
      },
      z.array(z.looseObject({ id: z.number() })),
    );
    for (const { id } of rows) seen.add(id);
    if (rows.length < 200) return seen;
  }
}
