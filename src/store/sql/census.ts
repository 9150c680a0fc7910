import type { RunTicket } from '../destination.ts';
import type { Census, CensusDifference } from '../store.ts';
import { storableJson, storableText } from '../storable.ts';
import { bindInstantOrNull, text } from './cells.ts';
import type { SqlDialect, SqlDriver, SqlRow } from './driver.ts';
import type { ModelTable } from './row-table.ts';

/** The vendor's ids and change times beside ours, compared where both are: in the database. */
export function censusTable(driver: SqlDriver, table: ModelTable): Census {
  const { dialect } = driver;
  const source = dialect.fromJson(3, ['id', 'changed_at']);
  const changed = `CAST(source.changed_at AS ${dialect.types.timestamp})`;
  // A quarantined record is accounted for, so it counts as one the store has.
  const held = `SELECT id, changed_at FROM ${table.name} WHERE connection = $1 AND deleted_at IS NULL AND id > $3
    AND id NOT IN (SELECT id FROM opportune_quarantine WHERE connection = $1)
    UNION ALL SELECT id, changed_at FROM opportune_quarantine WHERE connection = $1 AND id > $3`;
  const counted = `SELECT id, changed_at FROM opportune_census
    WHERE connection = $1 AND fence = $2 AND id > $3`;
  const sql = {
    add: `INSERT INTO opportune_census (connection, fence, id, changed_at)
      SELECT $1, $2, source.id, ${changed} FROM ${source} AS source WHERE true
      ON CONFLICT (connection, fence, id) DO UPDATE SET changed_at = excluded.changed_at`,
    size: 'SELECT count(*) AS n FROM opportune_census WHERE connection = $1 AND fence = $2',
    // What earlier runs left as well, but nothing of a run that has taken over.
    clear: 'DELETE FROM opportune_census WHERE connection = $1 AND fence <= $2',
    differences: `SELECT coalesce(counted.id, held.id) AS id, counted.id AS counted_id, held.id AS held_id,
        counted.changed_at AS vendor_changed_at, held.changed_at AS stored_changed_at
      FROM (${counted}) AS counted FULL OUTER JOIN (${held}) AS held ON counted.id = held.id
      WHERE counted.id IS NULL OR held.id IS NULL OR counted.changed_at <> held.changed_at
        OR (counted.changed_at IS NOT NULL AND held.changed_at IS NULL)
      ORDER BY coalesce(counted.id, held.id) LIMIT $4`,
    countExtra: `SELECT count(*) AS n FROM (${held}) AS held WHERE NOT EXISTS (
      SELECT 1 FROM opportune_census AS counted WHERE connection = $1 AND fence = $2 AND counted.id = held.id)`,
  };
  return {
    async add({ connection, fence }, entries) {
      const rows = new Map(
        entries.map(({ id, changedAt }) => [
          storableText(id),
          { id, changed_at: bindInstantOrNull(dialect, changedAt) },
        ]),
      );
      if (rows.size > 0) await driver.run(sql.add, connection, fence, storableJson([...rows.values()]));
    },
    async size({ connection, fence }) {
      const [row] = await driver.all(sql.size, connection, fence);
      return Number(row?.['n']);
    },
    async differences({ connection, fence }: RunTicket, { after, limit }) {
      const rows = await driver.all(sql.differences, connection, fence, after, limit);
      return rows.map((row) => differenceOf(dialect, row));
    },
    async countExtra({ connection, fence }) {
      const [row] = await driver.all(sql.countExtra, connection, fence, '');
      return Number(row?.['n']);
    },
    async clear({ connection, fence }) {
      await driver.run(sql.clear, connection, fence);
    },
  };
}

function differenceOf(dialect: SqlDialect, row: SqlRow): CensusDifference {
  const isMissing = row['held_id'] === null;
  const isExtra = row['counted_id'] === null;
  return {
    id: text(row, 'id'),
    kind: isMissing ? 'missing' : isExtra ? 'extra' : 'stale',
    vendorChangedAt: dialect.readInstant(row['vendor_changed_at']),
    storedChangedAt: dialect.readInstant(row['stored_changed_at']),
  };
}
