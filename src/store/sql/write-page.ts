import type { ModelSpec } from '../../model/field-spec.ts';
import type { Instant } from '../../model/native-record.ts';
import { noCounts, type Counts } from '../counts.ts';
import type { PageCommit, PageRow, RunTicket, StepListener } from '../destination.ts';
import { storableJson } from '../storable.ts';
import { undatedIn } from '../undated.ts';
import type { UnstorableValueError } from '../store-error.ts';
import type { SqlDialect, SqlSession } from './driver.ts';
import { fieldTable } from './fields.ts';
import type { ModelTable } from './row-table.ts';
import { lookupWriter } from './write-lookups.ts';
import { quarantineWriter } from './write-quarantine.ts';
import { rowWriter, type WrittenRows } from './write-rows.ts';
import { tombstoneWriter } from './write-tombstones.ts';

/** Writes everything of a page but its checkpoint; the caller holds the transaction. */
export type WritePage = (
  session: SqlSession,
  ticket: RunTicket,
  page: PageCommit,
  now: Instant,
) => Promise<Counts>;

type Tally = { -readonly [Key in keyof Counts]: Counts[Key] };

export function pageWriter(
  dialect: SqlDialect,
  table: ModelTable,
  model: ModelSpec,
  onStep: StepListener,
): WritePage {
  const writeRows = rowWriter(dialect, table);
  const tombstones = tombstoneWriter(dialect, table, model);
  const quarantine = quarantineWriter(dialect);
  const writeLookups = lookupWriter(dialect);
  const fields = fieldTable(dialect);
  const markSeen = `UPDATE ${table.name} SET generation = $3, last_seen = $4
    WHERE connection = $1 AND ${dialect.isIn('id', 2)}`;

  return async (session, ticket, page, now) => {
    const { outcomes, unstorable } = await writeRows(session, ticket, page, now);
    const tally = tallyOf(outcomes);
    const usable = [...outcomes]
      .filter(([, outcome]) => outcome !== 'outdated')
      .map(([{ native }]) => native.id);
    if (page.origin === 'replayed') await tombstones.reapply(session, ticket, usable);
    else {
      await quarantine.release(session, ticket, usable);
      await tombstones.forget(session, ticket, usable);
    }
    onStep('rows');

    for (const tombstone of page.tombstones) {
      tally[await tombstones.write(session, ticket, tombstone, now)] += 1;
    }
    await quarantine.release(
      session,
      ticket,
      page.tombstones.map(({ id }) => id),
    );
    onStep('tombstones');

    const kept = [...page.quarantine, ...unstorable.map(quarantined)];
    for (const entry of kept) await quarantine.keep(session, ticket, entry, page, now);
    if (page.generation !== undefined && kept.length > 0) {
      // An earlier version of the record may be in the table: it exists, so it must not count as gone.
      const ids = storableJson(kept.map(({ native }) => native.id));
      await session.run(markSeen, ticket.connection, ids, page.generation, dialect.bindInstant(now));
    }
    tally.quarantined += kept.length;
    onStep('quarantine');

    await writeLookups(session, ticket, page.lookups);
    if (page.fields !== undefined) await fields.write(session, ticket, page.fields, now);
    onStep('lookups');
    const fetched = page.rows.length + page.quarantine.length + page.tombstones.length;
    return { ...tally, fetched, undated: undatedIn(page) };
  };
}

function tallyOf(outcomes: WrittenRows['outcomes']): Tally {
  const tally: Tally = { ...noCounts };
  for (const outcome of outcomes.values()) tally[outcome] += 1;
  tally.written += tally.added;
  return tally;
}

function quarantined({ row, error }: { readonly row: PageRow; readonly error: UnstorableValueError }) {
  return { native: row.native, reason: error.code, issues: [unstorableIssue(row, error)] };
}

/** What quarantine says about a record whose value did not fit. */
function unstorableIssue(row: PageRow, error: UnstorableValueError) {
  const value = row.record[error.field];
  const native = typeof value === 'string' ? value.slice(0, 64) : typeof value;
  return { record: row.native.id, field: error.field, code: 'out-of-range', native, at: '' } as const;
}
