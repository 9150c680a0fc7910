import type { MappedRecord } from '../client/connection-types.ts';

/** A native field that neither the native descriptor nor the account's custom fields know. */
export interface UnknownField {
  /** Its native path: `next_score`, `properties.hs_new`; quoted and cut where the name is no plain one. */
  readonly path: string;
  /** Records in which it had a value; one that the run read twice counts twice. */
  readonly records: number;
}

/** What a run has met of such fields. */
export interface UnknownFields {
  /** At most 100 of them: those in the most records first, then by path. */
  readonly listed: readonly UnknownField[];
  /** True where there were more. */
  readonly hasMore: boolean;
}

/** More of them than this are no news of the vendor, but names that somebody makes up. */
const mostListed = 100;

export interface UnknownFieldTally {
  add(records: readonly MappedRecord[]): void;
  found(): UnknownFields;
}

/** Counts unknown fields. Its memory is bounded: once there are as many as are listed, no further one is taken in. */
export function unknownFieldTally(): UnknownFieldTally {
  const counts = new Map<string, number>();
  let hasMore = false;
  return {
    add(records) {
      for (const { result } of records) {
        for (const path of result.unknownFields ?? []) {
          const before = counts.get(path);
          if (before === undefined && counts.size >= mostListed) hasMore = true;
          else counts.set(path, (before ?? 0) + 1);
        }
      }
    },
    found: () => ({ listed: [...counts].map(entryOf).toSorted(byRecords), hasMore }),
  };
}

function entryOf([path, records]: readonly [string, number]): UnknownField {
  return { path, records };
}

function byRecords(left: UnknownField, right: UnknownField): number {
  return right.records - left.records || (left.path < right.path ? -1 : 1);
}
