import type { Opportunities } from '../../../client/index.ts';
import type { BulkItemResult, BulkOptions } from '../../../client/writes/index.ts';
import type { LineItem } from './line-item.ts';

export interface SendOptions extends BulkOptions {
  /** Of upserts. */
  readonly keyField: string | undefined;
}

/** Writes the items of lines, which are all of one call; one result each, in their order. */
export function sendItems(
  opportunities: Opportunities,
  items: readonly LineItem[],
  { keyField, ...options }: SendOptions,
): Promise<readonly BulkItemResult[]> {
  switch (items[0]?.call) {
    case 'create':
      return opportunities.createMany(
        items.flatMap((one) => (one.call === 'create' ? [one.input] : [])),
        options,
      );
    case 'update':
      return opportunities.updateMany(
        items.flatMap((one) => (one.call === 'update' ? [one.item] : [])),
        options,
      );
    case 'upsert':
      return opportunities.upsertMany(
        items.flatMap((one) => (one.call === 'upsert' ? [one.item] : [])),
        { ...options, keyField: keyField ?? '' },
      );
    case 'delete':
      return opportunities.deleteMany(
        items.flatMap((one) => (one.call === 'delete' ? [one.id] : [])),
        options,
      );
    case undefined:
      return Promise.resolve([]);
  }
}
