import type { Instant } from '../../model/native-record.ts';
import { assertSameConnector, Checkpoint, readSaved } from '../checkpoint.ts';
import type { RunStart, RunTicket } from '../destination.ts';
import { bindInstantOrNull, text } from './cells.ts';
import type { SqlDialect, SqlRow, SqlSession } from './driver.ts';

export interface CheckpointTable {
  /**
   * Makes the connection's row where there is none, so that it is seen from its first run on.
   *
   * @throws StoreError `other-connector` where another vendor's records have been read under this name.
   */
  open(session: SqlSession, start: RunStart, now: Instant): Promise<Checkpoint>;
  save(session: SqlSession, ticket: RunTicket, checkpoint: Checkpoint, now: Instant): Promise<void>;
}

/** Where each connection stands; the watermark has a column of its own, for people who look. */
export function checkpointTable(dialect: SqlDialect): CheckpointTable {
  const sql = {
    ensure: `INSERT INTO opportune_checkpoints (connection, connector, checkpoint, updated_at)
      VALUES ($1, $2, '{}', $3) ON CONFLICT (connection) DO UPDATE SET connector = excluded.connector
      WHERE opportune_checkpoints.checkpoint = '{}'`,
    read: 'SELECT connector, checkpoint FROM opportune_checkpoints WHERE connection = $1',
    save: `INSERT INTO opportune_checkpoints (connection, connector, watermark, checkpoint, updated_at)
      VALUES ($1, $2, $3, $4, $5) ON CONFLICT (connection) DO UPDATE SET
        watermark = excluded.watermark, checkpoint = excluded.checkpoint, updated_at = excluded.updated_at`,
  };
  return {
    async open(session, start, now) {
      const { connection, connector } = start;
      await session.run(sql.ensure, connection, connector, dialect.bindInstant(now));
      const [row] = await session.all(sql.read, connection);
      if (row === undefined) return {};
      assertSameConnector(start, text(row, 'connector'));
      return readCheckpoint(row);
    },
    async save(session, { connection, connector }, checkpoint, now) {
      const watermark = bindInstantOrNull(dialect, checkpoint.watermark);
      const saved = JSON.stringify(checkpoint);
      await session.run(sql.save, connection, connector, watermark, saved, dialect.bindInstant(now));
    },
  };
}

/** A row of `opportune_checkpoints` as a checkpoint. */
export function readCheckpoint(row: SqlRow): Checkpoint {
  return readSaved('opportune_checkpoints', () => Checkpoint.parse(JSON.parse(String(row['checkpoint']))));
}
