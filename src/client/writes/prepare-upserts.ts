import type { WriteIssue } from '../../mapping/write-types.ts';
import type { NativeId } from '../../model/native-record.ts';
import { ClientError } from '../client-error.ts';
import type { OpenConnection } from '../connection-types.ts';
import { planWithTables } from './replan-stale.ts';
import { keyText, rememberRecord } from './key-turns.ts';
import {
  encodeKey,
  resolveKeyField,
  withKey,
  type EncodedKey,
  type KeyField,
  type KeyValue,
} from './upsert-key.ts';
import { writerFor, type Writer } from './write-access.ts';

/** What an upsert writes: the input together with its key. */
export interface Upsert {
  readonly key: EncodedKey;
  readonly input: object;
}

/** Why a key cannot be one, or why it contradicts its input. */
export type KeyRefusal = { readonly issue: WriteIssue } | { readonly error: ClientError };

/** @throws ClientError `not-supported` where the vendor lacks a call that an upsert may come to. */
export function upsertWriter(connection: OpenConnection): Writer {
  writerFor(connection, 'update');
  return writerFor(connection, 'create');
}

/** @throws ClientError `not-supported` where the vendor cannot be asked for the record of a key. */
export function requireSearch({ operations, displayName }: Writer, keyField: KeyField): void {
  if (operations.find !== undefined || isKeptUnique(operations, keyField)) return;
  throw new ClientError(
    'not-supported',
    `${displayName} cannot be asked for records by the field ${keyField.field}.`,
    {
      hint:
        operations.upsert === undefined
          ? 'Keep the ids of the records, and use create and update.'
          : 'Use a field that the vendor keeps unique.',
    },
  );
}

/** True where the vendor itself keeps the field unique, and can create or update by it. */
export function isKeptUnique({ upsert }: Writer['operations'], { definition }: KeyField): boolean {
  return upsert !== undefined && definition?.unique === true;
}

/** Keys as the vendor knows them, and inputs with their keys in them; one result for each item in their order. */
export function prepareUpserts(
  writer: Writer,
  keyField: KeyField,
  items: readonly { readonly key: KeyValue; readonly input: object }[],
): Promise<readonly (Upsert | KeyRefusal)[]> {
  return planWithTables(
    writer,
    [],
    (bound) =>
      items.map(({ key, input }): Upsert | KeyRefusal => {
        const encoded = encodeKey(bound, keyField, key);
        if ('issue' in encoded) return encoded;
        try {
          return { key: encoded, input: withKey(bound, input, encoded) };
        } catch (error) {
          if (error instanceof ClientError) return { error };
          throw error;
        }
      }),
    // An option that was added a moment ago is known to fresh tables only.
    (all) => all.flatMap((one) => ('issue' in one ? [{ issues: [one.issue] }] : [])),
  );
}

/**
 * The same text for keys that name the same record, however they are written; undefined for a value that is no key.
 *
 * @throws ClientError `bad-option` where there is no such field.
 */
export async function keyTexts(
  connection: OpenConnection,
  field: string,
  values: readonly KeyValue[],
): Promise<readonly (string | undefined)[]> {
  const keys = await encodedKeys(connection, field, values);
  return keys.map((key) => (key === undefined ? undefined : keyText(key)));
}

/**
 * Tells the upserts of a connection where records are that an earlier process has written: the vendor's index may not
 * know of them yet, and another one would be made.
 *
 * @throws as `keyTexts`.
 */
export async function rememberKeys(
  connection: OpenConnection,
  field: string,
  known: readonly { readonly key: KeyValue; readonly id: NativeId }[],
): Promise<void> {
  if (known.length === 0) return;
  const keys = await encodedKeys(
    connection,
    field,
    known.map(({ key }) => key),
  );
  for (const [index, { id }] of known.entries()) {
    const key = keys[index];
    if (key !== undefined) rememberRecord(connection.session, key, id);
  }
}

async function encodedKeys(
  connection: OpenConnection,
  field: string,
  values: readonly KeyValue[],
): Promise<readonly (EncodedKey | undefined)[]> {
  const keyField = resolveKeyField(field, await connection.catalogue());
  const items = values.map((key) => ({ key, input: {} }));
  const prepared = await prepareUpserts(upsertWriter(connection), keyField, items);
  return prepared.map((one) => ('key' in one ? one.key : undefined));
}
