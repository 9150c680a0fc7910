import type { Instant } from '../../model/native-record.ts';
import type { Counts } from '../counts.ts';
import type { RunEnd, RunStart, RunTicket } from '../destination.ts';
import { bindInstantOrNull } from './cells.ts';
import type { SqlDialect, SqlSession } from './driver.ts';

/** The history of runs. */
export interface RunTable {
  /** @returns the number of the run. */
  start(session: SqlSession, start: RunStart, now: Instant): Promise<number>;
  addCounts(session: SqlSession, ticket: RunTicket, counts: Counts): Promise<void>;
  end(session: SqlSession, ticket: RunTicket, end: RunEnd, now: Instant): Promise<void>;
}

export function runTable(dialect: SqlDialect): RunTable {
  const sql = {
    interrupt: `UPDATE opportune_runs SET status = 'interrupted', ended_at = $2
      WHERE connection = $1 AND status = 'running'`,
    insert: `INSERT INTO opportune_runs (connection, connector, task, status, started_at, mapping_hash)
      VALUES ($1, $2, $3, 'running', $4, $5) RETURNING run`,
    add: `UPDATE opportune_runs SET
        fetched = fetched + $2, written = written + $3, added = added + $4, unchanged = unchanged + $5,
        outdated = outdated + $6, quarantined = quarantined + $7, deleted = deleted + $8,
        already_deleted = already_deleted + $9, undated = undated + $10
      WHERE run = $1`,
    end: `UPDATE opportune_runs SET status = $2, ended_at = $3, requests = $4, watermark = $5, resume_at = $6,
        error_code = $7, error_message = $8, peak_share = $9
      WHERE run = $1 AND status = 'running'`,
  };
  return {
    async start(session, { connection, connector, task, mappingHash }, now) {
      const at = dialect.bindInstant(now);
      await session.run(sql.interrupt, connection, at);
      const [row] = await session.all(sql.insert, connection, connector, task, at, mappingHash);
      return Number(row?.['run']);
    },
    async addCounts(session, { run }, counts) {
      const { fetched, written, added, unchanged, outdated, quarantined, deleted, alreadyDeleted } = counts;
      const written4 = [written, added, unchanged, outdated];
      const gone = [deleted, alreadyDeleted];
      await session.run(sql.add, run, fetched, ...written4, quarantined, ...gone, counts.undated);
    },
    async end(session, { run }, { status, requests, watermark, resumeAt, error, peakShare }, now) {
      await session.run(
        sql.end,
        run,
        status,
        dialect.bindInstant(now),
        requests,
        bindInstantOrNull(dialect, watermark),
        bindInstantOrNull(dialect, resumeAt),
        error?.code ?? null,
        error?.message ?? null,
        peakShare ?? null,
      );
    },
  };
}
