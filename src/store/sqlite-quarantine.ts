import type { DatabaseSync } from 'node:sqlite';
import type { Instant, NativeId } from '../model/native-record.ts';
import type { QuarantinedRecord, RunTicket } from './destination.ts';

export interface QuarantineWriter {
  keep(ticket: RunTicket, entry: QuarantinedRecord, now: Instant): void;
  /** The record could be used after all. */
  release(ticket: RunTicket, id: NativeId): void;
}

export function quarantineWriter(db: DatabaseSync): QuarantineWriter {
  const keep = db.prepare(
    `INSERT INTO opportune_quarantine
       (connection, id, reason, issues, at, native, changed_at, mapping_hash, run, first_seen, last_seen)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET
       reason = excluded.reason, issues = excluded.issues, at = excluded.at, native = excluded.native,
       changed_at = excluded.changed_at, mapping_hash = excluded.mapping_hash, run = excluded.run,
       last_seen = excluded.last_seen`,
  );
  const release = db.prepare('DELETE FROM opportune_quarantine WHERE connection = ? AND id = ?');
  return {
    keep({ connection, mappingHash, run }, { native, reason, issues }, now) {
      keep.run(
        connection,
        native.id,
        reason,
        JSON.stringify(issues),
        issues[0]?.at ?? null,
        JSON.stringify(native.body),
        native.changedAt ?? null,
        mappingHash,
        run,
        now,
        now,
      );
    },
    release({ connection }, id) {
      release.run(connection, id);
    },
  };
}
