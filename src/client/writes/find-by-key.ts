import { sideBySide } from '../../connector-kit/side-by-side.ts';
import { VendorError } from '../../connector-kit/vendor-error.ts';
import type { WriteIssue } from '../../mapping/write-types.ts';
import type { NativeId, NativeRecord } from '../../model/native-record.ts';
import { rememberedRecord } from './key-turns.ts';
import { carriesKey, type EncodedKey, type KeyField } from './upsert-key.ts';
import type { Writer } from './write-access.ts';

/** Searches that are under way at the same time; the vendor's limit is kept elsewhere. */
const searchesAtOnce = 8;

/** The living records that carry a key, or why the vendor does not look for it. */
export type FoundByKey = { readonly records: readonly NativeRecord[] } | { readonly refusal: WriteIssue };

/**
 * Looks for records by keys of one field, one answer for each key in their order. What is found is read and compared by
 * the mapping: vendors look without regard to case, in all fields, or in an index that is late.
 */
export async function findByKeys(
  writer: Writer,
  keys: readonly EncodedKey[],
): Promise<readonly FoundByKey[]> {
  const found = await candidatesOf(writer, keys);
  const remembered = keys.map((key) => rememberedRecord(writer.session, key));
  const records = await fetched(
    writer,
    found.flatMap((one) => ('ids' in one ? one.ids : [])),
    remembered.filter((id) => id !== undefined),
  );
  const bound = await writer.bind([...records.values()]);
  return keys.map((key, index): FoundByKey => {
    const one = found[index] ?? { ids: [] };
    if ('refusal' in one) return one;
    const known = remembered[index];
    const ids = new Set(known === undefined ? one.ids : [...one.ids, known]);
    const carrying = [...ids].flatMap((id) => records.get(id) ?? []);
    return {
      records: carrying.filter(
        ({ body }) => bound.read(body).record?.deleted !== true && carriesKey(bound, key, body),
      ),
    };
  });
}

type Candidates = { readonly ids: readonly NativeId[] } | { readonly refusal: WriteIssue };

async function candidatesOf(writer: Writer, keys: readonly EncodedKey[]): Promise<readonly Candidates[]> {
  const { operations, session } = writer;
  const [first] = keys;
  if (first?.field.definition?.unique === true && operations.findUnique !== undefined) {
    const values = keys.map(({ native }) => native.value);
    const found = await operations.findUnique(session, first.field.field, values);
    return found.map((id) => ({ ids: id === undefined ? [] : [id] }));
  }
  return sideBySide(keys, searchesAtOnce, async ({ native, field }): Promise<Candidates> => {
    try {
      return { ids: (await operations.find?.(session, native, field.definition)) ?? [] };
    } catch (error) {
      // What concerns this key alone, or this field, is the item's; everything else is everybody's.
      if (error instanceof VendorError && error.disposition.action === 'fail-record')
        return { refusal: notLookedFor(field, error) };
      throw error;
    }
  });
}

function notLookedFor({ field }: KeyField, { message }: VendorError): WriteIssue {
  return {
    field: `customFields[${field}]`,
    code: 'unsupported',
    severity: 'error',
    message: `the record cannot be looked for by it: ${message}`,
    hint: 'take another field as the key, or update the record by its id',
    at: undefined,
  };
}

/** Those that are remembered are read alone: what many are read by may be as late as the search. */
async function fetched(
  writer: Writer,
  found: readonly NativeId[],
  remembered: readonly NativeId[],
): Promise<ReadonlyMap<NativeId, NativeRecord>> {
  const many = [...new Set(found)].filter((id) => !remembered.includes(id));
  const alone = [...new Set(remembered), ...(many.length === 1 ? many : [])];
  const [singles, others] = await Promise.all([
    sideBySide(alone, searchesAtOnce, (id) => writer.fetch(id)),
    many.length > 1 ? writer.fetchMany(many) : undefined,
  ]);
  const records = [...singles.filter((record) => record !== undefined), ...(others?.records ?? [])];
  return new Map(
    records.filter(({ deletedAt }) => deletedAt === undefined).map((record) => [record.id, record]),
  );
}
