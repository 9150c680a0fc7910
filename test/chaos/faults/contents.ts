import type { Store } from '../../../src/store/store.ts';
import { withoutLoadTime } from '../../support/load-notes.ts';

/** Everything a store holds but its history. */
export async function contents(store: Store): Promise<unknown> {
  const [status] = await store.status();
  const lookups = await store.lookups(status?.connection ?? '');
  return {
    records: await store.records({ limit: 1000 }),
    lookups: lookups.map((row) => ({ ...row, columns: withoutLoadTime(row.table, row.columns) })),
    quarantined: await store.quarantined(),
    watermark: status?.checkpoint.watermark,
  };
}
