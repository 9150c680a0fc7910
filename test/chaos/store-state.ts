import { Checkpoint } from '../../src/store/checkpoint.ts';
import type { ourTables } from '../../src/store/sql/tables.ts';
import { withoutLoadTime } from '../support/load-notes.ts';
import type { ChaosPlace } from './places.ts';

type Table = 'opportunities' | keyof typeof ourTables;

/** Everything a store promises to hold, whichever runs wrote it. */
const tables = {
  opportunities: '*',
  opportune_tombstones: '*',
  opportune_lookups: '*',
  // Without times: which run asks for the definitions again depends on when it was stopped.
  opportune_fields: 'connection, key, label, type, former_type',
  opportune_quarantine:
    'connection, id, reason, issues, at, native, changed_at, mapping_hash, generation, first_seen, last_seen',
  opportune_checkpoints: 'connection, connector, watermark, checkpoint',
  // What is left between two comparisons of ids would be a leak.
  opportune_census: 'connection, id, changed_at',
  // Who was at work, how often and with which access: no two histories are alike in that.
  opportune_leases: undefined,
  opportune_runs: undefined,
  opportune_credentials: undefined,
} as const satisfies Readonly<Record<Table, string | undefined>>;

export type StoreState = Readonly<Record<string, readonly string[]>>;

/**
 * What a store holds, in an order of its own. Times of a run are left out, since clocks run and two stores that are the
 * same otherwise differ in them: of the checkpoint when passes began, of the notes on loaded tables when that was.
 */
export async function storeState(place: ChaosPlace): Promise<StoreState> {
  const state: Record<string, readonly string[]> = {};
  for (const [table, columns] of Object.entries(tables)) {
    if (columns === undefined) continue;
    const rows = await place.read(`SELECT ${columns} FROM ${table}`);
    state[table] = rows.map((row) => JSON.stringify(comparable(row))).toSorted();
  }
  return state;
}

function comparable({ checkpoint, ...row }: Readonly<Record<string, unknown>>): unknown {
  const { table_name: table, columns } = row;
  if (typeof table === 'string') {
    return { ...row, columns: withoutLoadTime(table, JSON.parse(String(columns))) };
  }
  if (typeof checkpoint !== 'string') return row;
  const { watermark, generation, mappingHash, requested, pass, sweep } = Checkpoint.parse(
    JSON.parse(checkpoint),
  );
  return { ...row, watermark, generation, mappingHash, requested, isOpen: [pass, sweep].map(Boolean) };
}

/** Number of the last full pass that a store of one connection has begun. */
export async function lastGeneration(place: ChaosPlace): Promise<number> {
  const [row] = await place.read('SELECT checkpoint FROM opportune_checkpoints');
  return Checkpoint.parse(JSON.parse(String(row?.['checkpoint']))).generation ?? 0;
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
