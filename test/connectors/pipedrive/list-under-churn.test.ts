import { describe, expect, test } from 'vitest';
import type { NativeRecord } from '../../../src/connector-kit/index.ts';
import { movingCompany, type MovingCompany } from './moving-company.ts';
import { deals } from './pipedrive-session.ts';
import { randomFrom } from '../../support/random.ts';

const seeds = Array.from({ length: 120 }, (_, index) => index + 1);
const { overlapMs } = deals.changeTracking;

/** A copy of the company's deals, kept by full and incremental passes as a sync keeps one. */
interface Copy {
  readonly records: Map<string, NativeRecord>;
  watermark: string | undefined;
}

/** Deals that the pass had to deliver and did not. */
async function pass(company: MovingCompany, copy: Copy, breakUp: boolean): Promise<readonly number[]> {
  const startedAt = new Date(company.nowMs()).toISOString();
  const since =
    copy.watermark === undefined ? undefined : new Date(Date.parse(copy.watermark) - overlapMs).toISOString();
  const due = dueBefore(company, since);
  company.beginPass();
  let newest = '';
  const delivered = new Set<number>();
  for await (const record of recordsOf(company, since, breakUp)) {
    const { id, changedAt = '' } = record;
    delivered.add(Number(id));
    if (changedAt > newest) newest = changedAt;
    if (changedAt >= (copy.records.get(id)?.changedAt ?? '')) copy.records.set(id, record);
  }
  copy.watermark = [startedAt, newest].toSorted()[0];
  // A listing of changes leaves to the next one what came out of the archive meanwhile.
  const excused = since === undefined ? company.wentBack : company.cameOut;
  return due.filter((id) => !delivered.has(id) && !excused.has(id));
}

function dueBefore({ deals: all }: MovingCompany, since: string | undefined): readonly number[] {
  const from = since === undefined ? 0 : Date.parse(since);
  return [...all.values()]
    .filter(({ changedAt, addedAt }) => (changedAt ?? addedAt) >= from)
    .map(({ id }) => id);
}

/** The records of one listing; broken up, each page comes from a listing of its own that goes on from the cursor. */
async function* recordsOf(company: MovingCompany, changedSince: string | undefined, breakUp: boolean) {
  const filter = changedSince === undefined ? {} : { changedSince };
  let cursor: string | undefined;
  do {
    const place = cursor === undefined ? {} : { cursor };
    cursor = undefined;
    for await (const page of deals.list(company.session, { ...filter, ...place })) {
      yield* page.records;
      cursor = page.nextCursor;
      if (breakUp) break;
    }
  } while (cursor !== undefined);
}

function differences({ deals: all }: MovingCompany, { records }: Copy): readonly string[] {
  const found: string[] = [];
  for (const { id, version, deleted } of all.values()) {
    const body = records.get(String(id))?.body;
    if (body === undefined) found.push(`${id} is lost`);
    else if (body['title'] !== `version ${version}` || body['is_deleted'] !== deleted)
      found.push(`${id} is stale`);
  }
  return found;
}

/** Deals that lived from the beginning of a census to its end and are not in it. */
async function uncounted(company: MovingCompany): Promise<readonly number[]> {
  const living = () => [...company.deals.values()].filter(({ deleted }) => !deleted).map(({ id }) => id);
  const before = living();
  company.beginPass();
  const counted = new Set<string>();
  for await (const { entries } of deals.census(company.session, {})) {
    for (const { id } of entries) counted.add(id);
  }
  const after = new Set(living());
  return before.filter((id) => after.has(id) && !counted.has(String(id)) && !company.wentBack.has(id));
}

describe.each([
  ['where a deal changes now and then', 1],
  ['where much changes between any two pages', 8],
])('%s', (_where, churn) => {
  test('no listing misses a deal, unless it left the archive meanwhile (and, of a full one, went back); the next one brings it', async () => {
    for (const seed of seeds) {
      const company = movingCompany(randomFrom(seed), 70);
      const copy: Copy = { records: new Map(), watermark: undefined };
      const brokenUp = seed % 2 === 0;
      company.setChurn(churn);

      for (const kind of ['full', 'first incremental', 'second incremental'])
        expect(await pass(company, copy, brokenUp), `${kind}, seed ${seed}`).toEqual([]);

      company.setChurn(0);
      expect(await pass(company, copy, brokenUp), `quiet, seed ${seed}`).toEqual([]);
      expect(differences(company, copy), `seed ${seed}`).toEqual([]);
    }
  });

  test('no census misses a deal that lives all the while, unless it left the archive and went back', async () => {
    for (const seed of seeds) {
      const company = movingCompany(randomFrom(seed), 70);
      company.setChurn(churn);

      expect(await uncounted(company), `seed ${seed}`).toEqual([]);
    }
  });
});
