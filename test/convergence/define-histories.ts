import { afterEach, describe, expect, inject, test } from 'vitest';
import { openSqliteStore, type Store } from '../../src/index.ts';
import { postgresStores } from '../store/stores.ts';
import { closeHistory, openHistory, type History } from './history.ts';
import { play } from './play.ts';
import type { VendorChanges } from './world.ts';

/** Tests of a vendor: so many histories, or the one of a seed that is given. */
export function defineHistories(kind: VendorChanges): void {
  const { first, count } = seeds();
  let history: History | undefined;
  afterEach(async () => {
    if (history !== undefined) await closeHistory(history);
    history = undefined;
  });
  describe(`after any history of ${kind.connector} the table is what the vendor has`, () => {
    test.each(Array.from({ length: count }, (_, at) => first + at))(
      'seed %i',
      async (seed) => {
        const { store, label, remove } = await storeOf(seed);
        try {
          history = await openHistory(kind, seed, store);
          const wrong = await playing(history, seed);

          expect(wrong.length === 0 ? '' : explained(history, seed, label, wrong)).toBe('');
        } finally {
          if (history !== undefined) await closeHistory(history);
          history = undefined;
          await remove();
        }
      },
      300_000,
    );
  });
}

async function playing(history: History, seed: number): Promise<string[]> {
  try {
    return await play(history);
  } catch (error) {
    throw new Error(explained(history, seed, '', []), { cause: error });
  }
}

/** CONVERGENCE_SEED runs one history; else CONVERGENCE_HISTORIES of each vendor, from the seed CONVERGENCE_FIRST on. */
function seeds(): { readonly first: number; readonly count: number } {
  const { CONVERGENCE_SEED: seed, CONVERGENCE_FIRST: first = '1' } = process.env;
  if (seed !== undefined) return { first: Number(seed), count: 1 };
  return { first: Number(first), count: Number(process.env['CONVERGENCE_HISTORIES'] ?? 1) };
}

interface OpenedStore {
  readonly store: Store;
  readonly label: string;
  readonly remove: () => Promise<void>;
}

/** One history in seven is written into PostgreSQL, where there is one. */
async function storeOf(seed: number): Promise<OpenedStore> {
  const [postgres] = postgresStores;
  if (postgres === undefined || seed % 7 !== 3 || inject('postgresUrl') === undefined) {
    const store = await openSqliteStore(':memory:');
    return { store, label: 'SQLite', remove: async () => undefined };
  }
  const place = await postgres.make();
  return { store: await place.open(), label: postgres.label, remove: () => place.remove() };
}

function explained({ world }: History, seed: number, label: string, wrong: readonly string[]): string {
  const { connector } = world.kind;
  return [
    `${connector} seed ${seed} (${label}): ${wrong.length} differences; repeat it with`,
    `CONVERGENCE_SEED=${seed} npx vitest run test/convergence/${connector}.test.ts`,
    ...wrong.slice(0, 8),
    ...(process.env['CONVERGENCE_SEED'] === undefined ? [] : world.log),
  ].join('\n');
}
