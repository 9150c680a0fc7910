import { instantFromMs, msFromInstant } from '../../model/instant.ts';
import type { Instant } from '../../model/native-record.ts';
import type { RunStart, RunTicket } from '../destination.ts';
import { isGone } from '../lease-holder.ts';
import { StoreError } from '../store-error.ts';
import { textOrNone } from './cells.ts';
import type { SqlDialect, SqlRow, SqlSession, SqlValue } from './driver.ts';

export interface Leases {
  /** @returns the fence of the new holder. @throws StoreError `in-use` */
  take(session: SqlSession, start: RunStart, holder: string, now: Instant): Promise<number>;
  /** Renews, and makes sure that nobody has taken over. @throws StoreError `taken-over` */
  hold(session: SqlSession, ticket: RunTicket, now: Instant): Promise<void>;
  giveBack(session: SqlSession, ticket: RunTicket, now: Instant): Promise<void>;
}

/**
 * The right to write a connection's rows. A lease ends by itself when it is not renewed; each new holder gets a higher
 * fence, and a holder whose fence is no longer the latest finds out inside its transaction.
 */
export function leases(dialect: SqlDialect): Leases {
  const sql = {
    ensure: `INSERT INTO opportune_leases (connection, fence, holder, expires_at) VALUES ($1, 0, NULL, $2)
      ON CONFLICT (connection) DO NOTHING`,
    read: `SELECT fence, holder, expires_at FROM opportune_leases WHERE connection = $1${dialect.forUpdate}`,
    take: 'UPDATE opportune_leases SET fence = $2, holder = $3, expires_at = $4 WHERE connection = $1',
    // A run that has ended has given its name away: its ticket is worth nothing any more.
    hold: 'UPDATE opportune_leases SET expires_at = $4 WHERE connection = $1 AND fence = $2 AND holder = $3',
    giveBack:
      'UPDATE opportune_leases SET holder = NULL, expires_at = $3 WHERE connection = $1 AND fence = $2',
  };
  return {
    async take(session, { connection, leaseMs, takeOver }, holder, now) {
      await session.run(sql.ensure, connection, dialect.bindInstant(now));
      const [row] = await session.all(sql.read, connection);
      const at = takeOver ? undefined : runAtWork(dialect, row, now);
      if (at !== undefined) throw inUse(connection, at.holder, at.until);
      const fence = Number(row?.['fence'] ?? 0) + 1;
      await session.run(sql.take, connection, fence, holder, later(dialect, now, leaseMs));
      return fence;
    },
    async hold(session, { connection, fence, holder, leaseMs, run }, now) {
      const held = await session.run(sql.hold, connection, fence, holder, later(dialect, now, leaseMs));
      if (held === 1) return;
      throw new StoreError('taken-over', `Another run of ${connection} has taken over; this one stops.`, {
        context: { connection, run },
        hint: 'Run one sync per connection at a time.',
      });
    },
    async giveBack(session, { connection, fence }, now) {
      await session.run(sql.giveBack, connection, fence, dialect.bindInstant(now));
    },
  };
}

/** Whoever holds the lease of a row, until when; undefined where its time is over, or the process is no more. */
export function runAtWork(dialect: SqlDialect, row: SqlRow | undefined, now: Instant) {
  const holder = row === undefined ? undefined : textOrNone(row, 'holder');
  const until = dialect.readInstant(row?.['expires_at']) ?? now;
  return holder === undefined || until <= now || isGone(holder) ? undefined : { holder, until };
}

function later(dialect: SqlDialect, now: Instant, ms: number): SqlValue {
  return dialect.bindInstant(instantFromMs(msFromInstant(now) + ms) ?? now);
}

function inUse(connection: string, holder: string, until: Instant): StoreError {
  const [host = '', pid = ''] = holder.split('/');
  return new StoreError('in-use', `Another run of ${connection} is at work: process ${pid} on ${host}.`, {
    context: { connection, holder, until },
    hint: `Wait for it; if it is dead, its right ends at ${until}. --take-over stops it at its next page.`,
  });
}
