import { isDeepStrictEqual } from 'node:util';
import { columnsOf } from '../../src/store/columns.ts';
import { opportunityModel } from '../../src/model/opportunity-fields.ts';
import type { Opportunity, Store, StoredRecord } from '../../src/index.ts';
import { isForgotten, type Untold, type World } from './world.ts';

const fields = columnsOf(opportunityModel).map(({ field }) => field);

/** What the vendor has, as a connection reads it that knows nothing from before. */
export type Truth = ReadonlyMap<string, Opportunity>;

export interface Compared {
  readonly world: World;
  readonly rows: ReadonlyMap<string, StoredRecord>;
  readonly truth: Truth;
  readonly mappingHash: string;
  /** What may be old until a sweep; undefined where nothing may be. */
  readonly untold: Untold | undefined;
  readonly deletion: 'soft' | 'hard';
}

export async function allRows(store: Store, connection: string): Promise<ReadonlyMap<string, StoredRecord>> {
  const rows = await store.records({ connection, limit: 100_000 });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Every difference between the table and the vendor that should not be. */
export function differences(compared: Compared): string[] {
  const { world, rows } = compared;
  const living = new Set(world.live);
  return [
    ...world.live.flatMap((id) => lacking(compared, id)),
    ...[...rows.values()].flatMap((row) => (living.has(row.id) ? [] : extra(compared, row))),
    ...[...world.merged.keys()].flatMap((id) => mergedAway(compared, id)),
  ];
}

function lacking({ rows, truth, untold, mappingHash }: Compared, id: string): string[] {
  if (untold?.ids.has(id)) return [];
  const row = rows.get(id);
  const expected = truth.get(id);
  if (expected === undefined) return [`${id} lives, and the fresh listing does not show it`];
  if (row === undefined) return [`${id} is missing`];
  if (row.deletedAt !== undefined || row.deletedReason !== undefined)
    return [`${id} is marked as ${row.deletedReason ?? 'deleted'} and lives`];
  if (row.mappingHash !== mappingHash)
    return untold === undefined ? [`${id} was translated by another mapping`] : [];
  return wrongFields(row, expected, untold);
}

function wrongFields(row: StoredRecord, expected: Opportunity, untold: Untold | undefined): string[] {
  const wanted: Readonly<Record<string, unknown>> = { ...expected };
  return fields.flatMap((field) => {
    const has = row.record[field] ?? null;
    const should = wanted[field] ?? null;
    if (isDeepStrictEqual(has, should) || untold?.fields.has(field)) return [];
    return [`${row.id} ${difference(field, has, should)}`];
  });
}

/** Where two values part, and how. */
function difference(path: string, has: unknown, should: unknown): string {
  if (isList(has) && isList(should) && has.length === should.length) {
    const at = has.findIndex((one, place) => !isDeepStrictEqual(one, should[place]));
    return difference(`${path}[${at}]`, has[at], should[at]);
  }
  return `${path} is ${JSON.stringify(has)}, not ${JSON.stringify(should)}`;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** A row of a deal that does not live: marked, or not there at all. */
function extra(compared: Compared, row: StoredRecord): string[] {
  const { world, untold, truth, mappingHash } = compared;
  const { id } = row;
  if (untold !== undefined && (untold.ids.has(id) || isForgotten(world, id))) return [];
  if (row.deletedAt === undefined) return [`${id} is gone and not marked as deleted`];
  if (row.record['deleted'] !== true) return [`${id} is marked as deleted, and its field does not say so`];
  // What a deleted deal refers to may be gone as well, and still known to the run that told of it.
  if (untold !== undefined) return [];
  const shown = truth.get(id);
  const isListed = row.deletedReason === undefined && shown?.deleted === true;
  if (!isListed || row.mappingHash !== mappingHash) return [];
  return wrongFields(row, shown, untold);
}

function mergedAway({ world, rows, untold }: Compared, id: string): string[] {
  const row = rows.get(id);
  if (row === undefined || world.kind.connector !== 'hubspot') return [];
  let survivor = id;
  for (let next = world.merged.get(id); next !== undefined; next = world.merged.get(survivor))
    survivor = next;
  if (untold !== undefined && (untold.ids.has(survivor) || isForgotten(world, survivor))) return [];
  if (row.mergedInto === survivor) return [];
  return [`${id} was merged into ${survivor}, and names ${String(row.mergedInto)}`];
}
