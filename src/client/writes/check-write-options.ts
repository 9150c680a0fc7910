import { ClientError } from '../client-error.ts';
import { refuseUnknown } from '../known-options.ts';
import type {
  BulkOptions,
  CreateOptions,
  UpdateItem,
  UpdateOptions,
  UpsertItem,
  UpsertManyOptions,
  UpsertOptions,
} from './write-options.ts';
import { isKeyValue } from './upsert-key.ts';

// Typed so that an option added to the interface does not compile until it is listed here.
const createOptions: Readonly<Record<keyof CreateOptions, true>> = {
  dryRun: true,
  verify: true,
  signal: true,
};
const updateOptions: Readonly<Record<keyof UpdateOptions, true>> = {
  ...createOptions,
  ifUnmodifiedSince: true,
};
const upsertOptions: Readonly<Record<keyof UpsertOptions, true>> = { ...createOptions, key: true };
const bulkOptions: Readonly<Record<keyof BulkOptions, true>> = {
  dryRun: true,
  verify: true,
  signal: true,
  onProgress: true,
};
const upsertManyOptions: Readonly<Record<keyof UpsertManyOptions, true>> = { ...bulkOptions, keyField: true };
const updateItem: Readonly<Record<keyof UpdateItem, true>> = {
  id: true,
  changes: true,
  ifUnmodifiedSince: true,
};
const upsertItem: Readonly<Record<keyof UpsertItem, true>> = { key: true, input: true };

const optionsOf = {
  create: createOptions,
  update: updateOptions,
  delete: updateOptions,
  upsert: upsertOptions,
  createMany: bulkOptions,
  updateMany: bulkOptions,
  deleteMany: bulkOptions,
  upsertMany: upsertManyOptions,
};

/**
 * A misspelt `dryRun` would write, a misspelt `ifUnmodifiedSince` would overwrite.
 *
 * @throws ClientError `bad-option`
 */
export function checkWriteOptions(call: keyof typeof optionsOf, options: unknown): void {
  refuseUnknown(call, options, optionsOf[call]);
}

/** @throws ClientError `bad-option` */
export function checkUpdateItem(item: UpdateItem): void {
  refuseUnknown('An item of updateMany', item, updateItem);
  checkId(item.id);
}

/** @throws ClientError `bad-option` */
export function checkUpsertItem(item: UpsertItem): void {
  refuseUnknown('An item of upsertMany', item, upsertItem);
  if (isKeyValue(item.key)) return;
  throw new ClientError('bad-option', 'An item of upsertMany has no key.', {
    hint: 'Pass { key, input }: the value of the key field, a text, number or truth value, and what is written.',
  });
}

/** @throws ClientError `bad-option` */
export function checkKeyField(given: unknown): void {
  if (typeof given === 'string' && given !== '') return;
  throw new ClientError('bad-option', 'upsertMany is not told which field names the records.', {
    hint: 'Pass keyField: the id or label of a custom field.',
  });
}

/** @throws ClientError `bad-option` */
export function checkId(id: unknown): void {
  // Half of a character pair, of which no address can be made.
  if (typeof id === 'string' && id !== '' && id.isWellFormed()) return;
  throw new ClientError('bad-option', 'The id of an opportunity is not a text.', {
    hint: 'Ids are texts, whatever the vendor uses: "4105".',
  });
}

/** @throws ClientError `bad-option` */
export function checkItems(call: string, items: unknown): void {
  if (Array.isArray(items)) return;
  throw new ClientError('bad-option', `${call} takes a list.`, { hint: 'Pass an array of items.' });
}
