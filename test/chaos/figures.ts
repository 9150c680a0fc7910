import type { ChaosPlace } from './places.ts';

/** How a store stands beside its vendor. */
export interface Figures {
  /** Rows, deleted ones included. */
  readonly records: number;
  /** Deals that exist and are not in the store. */
  readonly lost: number;
  /** Rows more than there are ids, and records that were counted as new more than once. */
  readonly duplicated: number;
  /** Deals that exist and are marked as deleted. */
  readonly falselyDeleted: number;
}

/** Compares a store with what lives at the vendor, and its rows with what its runs have counted. */
export async function figuresOf(place: ChaosPlace, living: readonly string[]): Promise<Figures> {
  const rows = await place.read('SELECT id, deleted_at FROM opportunities');
  const stored = new Set(rows.map((row) => String(row['id'])));
  const deleted = new Set(rows.filter((row) => row['deleted_at'] !== null).map((row) => String(row['id'])));
  const [sums] = await place.read(
    `SELECT sum(added) AS added, sum(fetched - written - unchanged - outdated - quarantined - deleted - already_deleted)
       AS unaccounted FROM opportune_runs`,
  );
  if (Number(sums?.['unaccounted']) !== 0) throw new Error('The counts of the runs do not add up.');
  return {
    records: rows.length,
    lost: living.filter((id) => !stored.has(id)).length,
    duplicated: rows.length - stored.size + Math.abs(Number(sums?.['added']) - rows.length),
    falselyDeleted: living.filter((id) => deleted.has(id)).length,
  };
}

/** @throws Error where anything is lost, duplicated or deleted that lives. */
export function assertWhole({ lost, duplicated, falselyDeleted, records }: Figures, seed: number): void {
  if (records > 0 && lost + duplicated + falselyDeleted === 0) return;
  throw new Error(
    `History ${seed}: of ${records} records ${lost} lost, ${duplicated} duplicated, ${falselyDeleted} falsely deleted.`,
  );
}
