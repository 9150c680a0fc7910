import { z } from 'zod';

const Count = z.int().nonnegative();

/**
 * What became of everything a vendor sent. Always:
 *
 * `fetched = written + unchanged + outdated + quarantined + deleted + alreadyDeleted`
 */
export const Counts = z.object({
  /** Records and tombstones received. A record sent twice counts twice. */
  fetched: Count,
  /** Records written because they were new or differed. */
  written: Count,
  /** Of `written`: those the destination did not have. 0 where it cannot know. */
  added: Count,
  /** Records the destination already had, content and mapping alike. */
  unchanged: Count,
  /** Records older than what the destination has: left alone. */
  outdated: Count,
  /** Records that could not be used, kept with their native body and the reason. */
  quarantined: Count,
  /** Tombstones that marked something as deleted. */
  deleted: Count,
  /** Tombstones of what was marked before. */
  alreadyDeleted: Count,
  /**
   * Of `fetched`: records of which the vendor tells no change time. They are written, the watermark does not go by them,
   * and a change in one may be seen by a sweep alone. 0 in what an earlier version wrote down.
   */
  undated: Count.default(0),
});
export type Counts = z.infer<typeof Counts>;

export const noCounts: Counts = {
  fetched: 0,
  written: 0,
  added: 0,
  unchanged: 0,
  outdated: 0,
  quarantined: 0,
  deleted: 0,
  alreadyDeleted: 0,
  undated: 0,
};

export function addCounts(left: Counts, right: Counts): Counts {
  return {
    fetched: left.fetched + right.fetched,
    written: left.written + right.written,
    added: left.added + right.added,
    unchanged: left.unchanged + right.unchanged,
    outdated: left.outdated + right.outdated,
    quarantined: left.quarantined + right.quarantined,
    deleted: left.deleted + right.deleted,
    alreadyDeleted: left.alreadyDeleted + right.alreadyDeleted,
    undated: left.undated + right.undated,
  };
}

/** Everything that was fetched and is not accounted for; 0 in a correct page, pass or run. */
export function unaccounted(counts: Counts): number {
  const { fetched, written, unchanged, outdated, quarantined, deleted, alreadyDeleted } = counts;
  return fetched - (written + unchanged + outdated + quarantined + deleted + alreadyDeleted);
}
