import type { DatabaseSync } from 'node:sqlite';
import type { ModelSpec } from '../model/field-spec.ts';
import type { Instant } from '../model/native-record.ts';
import { noCounts, type Counts } from './counts.ts';
import type { LookupEntry, PageCommit, RunTicket, StepListener } from './destination.ts';
import { quarantineWriter, type QuarantineWriter } from './sqlite-quarantine.ts';
import { rowWriter, unstorableIssue, type RowWriter } from './sqlite-rows.ts';
import { tombstoneWriter } from './sqlite-tombstones.ts';
import { UnstorableValueError } from './store-error.ts';

export interface PageWriter {
  /** Writes everything of a page but its checkpoint; the caller holds the transaction. */
  write(ticket: RunTicket, page: PageCommit, now: Instant): Counts;
}

/** The statements that write a page, prepared once. */
export function pageWriter(db: DatabaseSync, model: ModelSpec, onStep: StepListener): PageWriter {
  const rows = rowWriter(db, model);
  const tombstones = tombstoneWriter(db, model);
  const quarantine = quarantineWriter(db);
  const keepLookup = lookupWriter(db);
  return {
    write(ticket, page, now) {
      const tally = writeRows(rows, quarantine, ticket, page, now);
      onStep('rows');
      for (const tombstone of page.tombstones) tally[tombstones.write(ticket, tombstone, now)] += 1;
      onStep('tombstones');
      for (const entry of page.quarantine) quarantine.keep(ticket, entry, now);
      tally.quarantined += page.quarantine.length;
      onStep('quarantine');
      for (const entry of page.lookups) keepLookup(ticket, entry);
      onStep('lookups');
      const fetched = page.rows.length + page.quarantine.length + page.tombstones.length;
      return { ...tally, fetched };
    },
  };
}

type Tally = { -readonly [Key in keyof Counts]: Counts[Key] };

function writeRows(
  rows: RowWriter,
  quarantine: QuarantineWriter,
  ticket: RunTicket,
  page: PageCommit,
  now: Instant,
): Tally {
  const tally: Tally = { ...noCounts };
  for (const row of page.rows) {
    try {
      const outcome = rows.write(ticket, row, page.fullPass, now);
      tally[outcome] += 1;
      if (outcome !== 'outdated') quarantine.release(ticket, row.native.id);
    } catch (error) {
      if (!(error instanceof UnstorableValueError)) throw error;
      const issues = [unstorableIssue(row, error)];
      quarantine.keep(ticket, { native: row.native, reason: error.code, issues }, now);
      tally.quarantined += 1;
    }
  }
  tally.written += tally.added;
  return tally;
}

function lookupWriter(db: DatabaseSync): (ticket: RunTicket, entry: LookupEntry) => void {
  const keep = db.prepare(
    `INSERT INTO opportune_lookups (connection, table_name, key, columns) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET columns = excluded.columns WHERE columns <> excluded.columns`,
  );
  return ({ connection }, { table, key, columns }) => {
    keep.run(connection, table, key, JSON.stringify(columns));
  };
}
