import type { Checkpoint } from '../checkpoint.ts';
import { noCounts, type Counts } from '../counts.ts';
import type { PageCommit, RunTicket } from '../destination.ts';
import { undatedIn } from '../undated.ts';

/** The lines of one page: a line per change, then one state line that holds the checkpoint. */
export function pageLines(
  { connection, connector, mappingHash }: RunTicket,
  page: PageCommit,
  outcome: Counts,
  checkpoint: Checkpoint,
): string {
  const origin = { connection, connector };
  const lines: object[] = [];
  for (const { native, record } of page.rows) {
    const changedAt = native.changedAt ?? null;
    lines.push({
      type: 'record',
      ...origin,
      id: native.id,
      changedAt,
      record,
      native: native.body,
      mappingHash,
    });
  }
  for (const { id, reason, mergedInto, deletedAt } of page.tombstones) {
    const gone = { reason, mergedInto: mergedInto ?? null, deletedAt: deletedAt ?? null };
    lines.push({ type: 'tombstone', ...origin, id, ...gone });
  }
  for (const { native, reason, issues } of page.quarantine) {
    lines.push({
      type: 'quarantine',
      ...origin,
      id: native.id,
      reason,
      issues,
      native: native.body,
      mappingHash,
    });
  }
  // Whoever reads the file later may never have read about it elsewhere.
  lines.push({ type: 'state', ...origin, delivery: 'at-least-once', counts: outcome, checkpoint });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** An output cannot know what it holds already, so every record counts as written and none as added. */
export function outputCounts(page: PageCommit): Counts {
  const { rows, tombstones, quarantine } = page;
  return {
    ...noCounts,
    fetched: rows.length + tombstones.length + quarantine.length,
    written: rows.length,
    quarantined: quarantine.length,
    deleted: tombstones.length,
    undated: undatedIn(page),
  };
}
