import { Checkpoint } from '../../src/store/checkpoint.ts';
import type { ChaosPlace } from './places.ts';

/** Everything a store promises to hold, whichever runs wrote it. */
const tables = {
  opportunities: '*',
  opportune_tombstones: '*',
  opportune_lookups: '*',
  opportune_quarantine:
    'connection, id, reason, issues, at, native, changed_at, mapping_hash, generation, first_seen, last_seen',
  opportune_checkpoints: 'connection, connector, watermark, checkpoint',
} as const;

export type StoreState = Readonly<Record<string, readonly string[]>>;

/**
 * What a store holds, in an order of its own. Of the checkpoint, times at which passes began are left out: an emulated
 * vendor's clock runs, so two stores that are the same otherwise differ in them.
 */
export async function storeState(place: ChaosPlace): Promise<StoreState> {
  const state: Record<string, readonly string[]> = {};
  for (const [table, columns] of Object.entries(tables)) {
    const rows = await place.read(`SELECT ${columns} FROM ${table}`);
    state[table] = rows.map((row) => JSON.stringify(comparable(row))).toSorted();
  }
  return state;
}

function comparable({ checkpoint, ...row }: Readonly<Record<string, unknown>>): unknown {
  if (typeof checkpoint !== 'string') return row;
  const { watermark, generation, mappingHash, requested, pass, sweep } = Checkpoint.parse(
    JSON.parse(checkpoint),
  );
  return { ...row, watermark, generation, mappingHash, requested, isOpen: [pass, sweep].map(Boolean) };
}

/** Where two stores differ first, in words; undefined where they hold the same. */
export function differenceOf(found: StoreState, expected: StoreState): string | undefined {
  for (const table of Object.keys(tables)) {
    const [have = [], want = []] = [found[table], expected[table]];
    const [held, wanted] = [new Set(have), new Set(want)];
    const extra = have.filter((row) => !wanted.has(row));
    const missing = want.filter((row) => !held.has(row));
    if (extra.length + missing.length === 0 && have.length === want.length) continue;
    return `${table}: ${have.length} rows, expected ${want.length}; has ${extra[0] ?? 'nothing else'}, lacks ${missing[0] ?? 'nothing'}`;
  }
  return undefined;
}
