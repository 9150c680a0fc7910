import type { Instant } from '../../model/native-record.ts';
import { Checkpoint, readSaved } from '../checkpoint.ts';
import type { RunStart, RunTicket } from '../destination.ts';
import { bindInstantOrNull } from './cells.ts';
import type { SqlDialect, SqlRow, SqlSession } from './driver.ts';

export interface CheckpointTable {
  read(session: SqlSession, start: RunStart): Promise<Checkpoint>;
  save(session: SqlSession, ticket: RunTicket, checkpoint: Checkpoint, now: Instant): Promise<void>;
}

/** Where each connection stands; the watermark has a column of its own, for people who look. */
export function checkpointTable(dialect: SqlDialect): CheckpointTable {
  const sql = {
    ensure: `INSERT INTO opportune_checkpoints (connection, connector, checkpoint, updated_at)
      VALUES ($1, $2, '{}', $3) ON CONFLICT (connection) DO UPDATE SET connector = excluded.connector`,
    read: 'SELECT checkpoint FROM opportune_checkpoints WHERE connection = $1',
    save: `UPDATE opportune_checkpoints SET watermark = $2, checkpoint = $3, updated_at = $4
      WHERE connection = $1`,
  };
  return {
    async read(session, { connection }) {
      const [row] = await session.all(sql.read, connection);
      return row === undefined ? {} : readCheckpoint(row);
    },
    async save(session, { connection, connector }, checkpoint, now) {
      const at = dialect.bindInstant(now);
      const text = JSON.stringify(checkpoint);
      const watermark = bindInstantOrNull(dialect, checkpoint.watermark);
      if ((await session.run(sql.save, connection, watermark, text, at)) === 1) return;
      await session.run(sql.ensure, connection, connector, at);
      await session.run(sql.save, connection, watermark, text, at);
    },
  };
}

/** A row of `opportune_checkpoints` as a checkpoint. */
export function readCheckpoint(row: SqlRow): Checkpoint {
  return readSaved('opportune_checkpoints', () => Checkpoint.parse(JSON.parse(String(row['checkpoint']))));
}
