import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../model/native-record.ts';
import { Checkpoint, OpenPass, readSaved } from './checkpoint.ts';
import type { Counts } from './counts.ts';
import type { RunEnd, RunStart, RunTicket } from './destination.ts';
import { StoreError } from './store-error.ts';

export interface RunTable {
  start(start: RunStart, now: Instant): { readonly ticket: RunTicket; readonly checkpoint: Checkpoint };
  /** @throws StoreError `taken-over` */
  saveCheckpoint(ticket: RunTicket, checkpoint: Checkpoint, now: Instant): void;
  addCounts(ticket: RunTicket, counts: Counts): void;
  end(ticket: RunTicket, end: RunEnd, now: Instant): void;
}

/** Runs and checkpoints. The fence in a checkpoint belongs to the latest run; any other run finds it moved and stops. */
export function runTable(db: DatabaseSync): RunTable {
  const sql = prepare(db);
  return {
    start(start, now) {
      const { connection, connector, mappingHash } = start;
      sql.interrupt.run(now, connection);
      const row = sql.takeOver.get(connection, connector, now);
      const { lastInsertRowid } = sql.insert.run(connection, connector, now, mappingHash);
      const ticket = { ...start, run: Number(lastInsertRowid), fence: Number(row?.['fence']) };
      return { ticket, checkpoint: readCheckpoint(row) };
    },
    saveCheckpoint(ticket, { watermark, mappingHash, pass }, now) {
      const { connection, fence } = ticket;
      const passText = pass === undefined ? null : JSON.stringify(pass);
      const { changes } = sql.save.run(
        watermark ?? null,
        mappingHash ?? null,
        passText,
        now,
        connection,
        fence,
      );
      if (Number(changes) === 1) return;
      throw new StoreError('taken-over', `Another run of ${connection} has started since; this one stops.`, {
        context: { connection, run: ticket.run },
        hint: 'Run one sync per connection at a time.',
      });
    },
    addCounts({ run }, counts) {
      sql.add.run({ ...counts, run });
    },
    end({ run }, { status, requests, watermark, resumeAt, error }, now) {
      const ending = [status, now, requests, watermark ?? null, resumeAt ?? null];
      sql.end.run(...ending, error?.code ?? null, error?.message ?? null, run);
    },
  };
}

function prepare(db: DatabaseSync) {
  return {
    interrupt: db.prepare(
      `UPDATE opportune_runs SET status = 'interrupted', ended_at = ? WHERE connection = ? AND status = 'running'`,
    ),
    takeOver: db.prepare(
      `INSERT INTO opportune_checkpoints (connection, connector, fence, updated_at) VALUES (?, ?, 1, ?)
       ON CONFLICT DO UPDATE SET fence = fence + 1, connector = excluded.connector
       RETURNING fence, watermark, mapping_hash, pass`,
    ),
    insert: db.prepare(
      `INSERT INTO opportune_runs (connection, connector, status, started_at, mapping_hash)
       VALUES (?, ?, 'running', ?, ?)`,
    ),
    save: db.prepare(
      `UPDATE opportune_checkpoints SET watermark = ?, mapping_hash = ?, pass = ?, updated_at = ?
       WHERE connection = ? AND fence = ?`,
    ),
    add: db.prepare(
      `UPDATE opportune_runs SET
         fetched = fetched + :fetched, written = written + :written, added = added + :added,
         unchanged = unchanged + :unchanged, outdated = outdated + :outdated,
         quarantined = quarantined + :quarantined, deleted = deleted + :deleted,
         already_deleted = already_deleted + :alreadyDeleted
       WHERE run = :run`,
    ),
    end: db.prepare(
      `UPDATE opportune_runs SET status = ?, ended_at = ?, requests = ?, watermark = ?, resume_at = ?,
         error_code = ?, error_message = ? WHERE run = ? AND status = 'running'`,
    ),
  };
}

/** A row of `opportune_checkpoints` as a checkpoint. */
export function readCheckpoint(row: Readonly<Record<string, unknown>> | undefined): Checkpoint {
  const pass: unknown = row?.['pass'];
  return readSaved('opportune_checkpoints', () =>
    Checkpoint.parse({
      watermark: row?.['watermark'] ?? undefined,
      mappingHash: row?.['mapping_hash'] ?? undefined,
      pass: typeof pass === 'string' ? OpenPass.parse(JSON.parse(pass)) : undefined,
    }),
  );
}
