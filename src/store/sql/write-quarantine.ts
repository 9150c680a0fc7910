import type { Instant, NativeId } from '../../model/native-record.ts';
import type { PageCommit, QuarantinedRecord, RunTicket } from '../destination.ts';
import { storableJson } from '../storable.ts';
import { bindInstantOrNull } from './cells.ts';
import type { SqlDialect, SqlSession } from './driver.ts';

export interface QuarantineWriter {
  keep(
    session: SqlSession,
    ticket: RunTicket,
    entry: QuarantinedRecord,
    page: Pick<PageCommit, 'origin' | 'generation'>,
    now: Instant,
  ): Promise<void>;
  /** The records could be used after all, or are gone. */
  release(session: SqlSession, ticket: RunTicket, ids: readonly NativeId[]): Promise<void>;
}

export function quarantineWriter(dialect: SqlDialect): QuarantineWriter {
  const insert = `INSERT INTO opportune_quarantine
      (connection, id, reason, issues, at, native, changed_at, mapping_hash, run, generation, first_seen, last_seen)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
    ON CONFLICT (connection, id) DO`;
  const update = `UPDATE SET
      reason = excluded.reason, issues = excluded.issues, at = excluded.at, native = excluded.native,
      changed_at = excluded.changed_at, mapping_hash = excluded.mapping_hash, run = excluded.run,
      generation = CASE WHEN excluded.generation > 0 THEN excluded.generation
        ELSE opportune_quarantine.generation END,
      last_seen = excluded.last_seen`;
  const release = `DELETE FROM opportune_quarantine WHERE connection = $1 AND ${dialect.isIn('id', 2)}`;
  return {
    async keep(session, { connection, mappingHash, run }, { native, reason, issues }, page, now) {
      await session.run(
        // What is there came after the row that is replayed.
        `${insert} ${page.origin === 'replayed' ? 'NOTHING' : update}`,
        connection,
        native.id,
        reason,
        JSON.stringify(issues),
        issues[0]?.at ?? null,
        JSON.stringify(native.body),
        bindInstantOrNull(dialect, native.changedAt),
        mappingHash,
        run,
        page.generation ?? 0,
        dialect.bindInstant(now),
      );
    },
    async release(session, { connection }, ids) {
      if (ids.length > 0) await session.run(release, connection, storableJson(ids));
    },
  };
}
