import type { JsonObject } from '../../model/json.ts';
import type { NativeId, NativeRecord } from '../../model/native-record.ts';
import type { IdWindow, Store } from '../store.ts';
import { StoreError } from '../store-error.ts';
import { json, text } from './cells.ts';
import type { SqlDialect, SqlRow, SqlSession } from './driver.ts';
import type { ModelTable } from './row-table.ts';

type Walks = Pick<Store, 'unseen' | 'countUnseen' | 'natives' | 'quarantinedNatives'>;

/** Goes through what is stored, a window of ids at a time: for comparing it with the vendor, and for replaying it. */
export function storedWalks(session: SqlSession, dialect: SqlDialect, table: ModelTable): Walks {
  const unseenRows = `SELECT id FROM ${table.name}
      WHERE connection = $1 AND generation < $2 AND deleted_at IS NULL AND id > $3`;
  const unseenQuarantine = `SELECT id FROM opportune_quarantine
      WHERE connection = $1 AND generation < $2 AND id > $3`;
  // Each part by itself stops at the limit: the key is in the order that is asked for.
  const unseen = [unseenRows, unseenQuarantine]
    .map((part) => `SELECT id FROM (${part} ORDER BY id LIMIT $4) AS part`)
    .join(' UNION ');
  const allUnseen = `${unseenRows} UNION ${unseenQuarantine}`;
  const natives = async (from: string, { after, limit }: IdWindow, ...values: string[]) => {
    const sql = `SELECT id, native, changed_at FROM ${from} AND id > $1 ORDER BY id LIMIT $2`;
    return (await session.all(sql, after, limit, ...values)).map((row) => nativeOf(dialect, row));
  };
  return {
    async unseen(connection, generation, { after, limit }): Promise<readonly NativeId[]> {
      const sql = `SELECT id FROM (${unseen}) AS unseen ORDER BY id LIMIT $4`;
      return (await session.all(sql, connection, generation, after, limit)).map((row) => text(row, 'id'));
    },
    async countUnseen(connection, generation) {
      const [row] = await session.all(
        `SELECT count(*) AS n FROM (${allUnseen}) AS unseen`,
        connection,
        generation,
        '',
      );
      return Number(row?.['n']);
    },
    natives: (connection, { mappingHash }, window) =>
      natives(`${table.name} WHERE connection = $3 AND mapping_hash <> $4`, window, connection, mappingHash),
    quarantinedNatives: (connection, window) =>
      natives('opportune_quarantine WHERE connection = $3', window, connection),
  };
}

/** @throws StoreError `store-failed` where it is no longer what was written. */
function bodyOf(row: SqlRow): JsonObject {
  try {
    return json<JsonObject>(row, 'native');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const id = text(row, 'id');
    throw new StoreError('store-failed', `The native body of ${id} is not as it was written.`, {
      context: { id },
      hint: 'Something else has changed it: remove the row, and `sync verify --repair` brings it back.',
    });
  }
}

function nativeOf(dialect: SqlDialect, row: SqlRow): NativeRecord {
  return {
    id: text(row, 'id'),
    changedAt: dialect.readInstant(row['changed_at']),
    body: bodyOf(row),
  };
}
