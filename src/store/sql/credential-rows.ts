import { instantFromMs, msFromInstant } from '../../model/instant.ts';
import type { Instant } from '../../model/native-record.ts';
import type { Store } from '../store.ts';
import type { SqlDriver, SqlValue } from './driver.ts';

/**
 * Rows in which processes that share a database keep the renewed access of a connection, and take turns at renewing it.
 * What they hold is encrypted or not by whoever writes it.
 */
export function credentialRows(driver: SqlDriver, now: () => Instant): Store['credentialSlot'] {
  const { dialect } = driver;
  const sql = {
    read: 'SELECT content FROM opportune_credentials WHERE connection = $1',
    write: `UPDATE opportune_credentials SET content = $2
      WHERE connection = $1 AND locked_by = $3 AND locked_until > $4`,
    lock: `INSERT INTO opportune_credentials (connection, locked_by, locked_until) VALUES ($1, $2, $3)
      ON CONFLICT (connection) DO UPDATE SET locked_by = excluded.locked_by, locked_until = excluded.locked_until
      WHERE opportune_credentials.locked_by IS NULL OR opportune_credentials.locked_until <= $4`,
    unlock: 'UPDATE opportune_credentials SET locked_by = NULL WHERE connection = $1 AND locked_by = $2',
  };
  const changed = async (statement: string, ...values: SqlValue[]): Promise<boolean> =>
    (await driver.run(statement, ...values)) === 1;

  return (connection) => ({
    place: `the table opportune_credentials of ${driver.name}`,
    async read() {
      const [row] = await driver.all(sql.read, connection);
      const content = row?.['content'];
      // As JSON, since a database may refuse some characters that a text can have.
      return typeof content === 'string' ? String(JSON.parse(content)) : undefined;
    },
    write: (text, holder) =>
      changed(sql.write, connection, JSON.stringify(text), holder, dialect.bindInstant(now())),
    async lock(holder, leaseMs) {
      const until = instantFromMs(msFromInstant(now()) + leaseMs) ?? now();
      return changed(sql.lock, connection, holder, dialect.bindInstant(until), dialect.bindInstant(now()));
    },
    async unlock(holder) {
      await driver.run(sql.unlock, connection, holder);
    },
  });
}
