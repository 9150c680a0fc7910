import { z } from 'zod';
import {
  isJsonObject,
  VendorError,
  type JsonValue,
  type NativeId,
  type RecordKey,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import { dealFields } from '../deal-fields.ts';
import { getMany } from './get-many.ts';
import { one } from '../native-schema.ts';
import { mostIdsPerCall, paths } from '../paths.ts';

/** Types whose values are one text or number, of those that the search looks into. */
const searched: ReadonlySet<string> = new Set(['varchar', 'varchar_auto', 'text', 'phone', 'double']);

const Found = z.object({ items: z.array(z.object({ item: z.object({ id: z.int() }) })) });

/**
 * Deals that carry a value in a custom field. The search looks into all fields at once and regardless of case, so what
 * it finds is read and compared: https://developers.pipedrive.com/docs/api/v1/Deals#searchDeals (November 2026).
 *
 * @throws VendorError `invalid-request` for a field that the search does not look into, and where it finds more deals
 * than can be read at once.
 */
export async function findDeals(
  session: VendorSession,
  { field, value }: RecordKey,
): Promise<readonly NativeId[]> {
  await refuseUnsearched(session, field);
  const query = { term: String(value), fields: 'custom_fields', exact_match: true, limit: mostIdsPerCall };
  const found = await session.request({ method: 'GET', path: paths.search, query }, one(Found));
  const ids = (found?.items ?? []).map(({ item }) => String(item.id));
  if (ids.length >= mostIdsPerCall)
    throw refusal(`${ids.length} deals or more have this value in some field: it is no key`);
  const plan = { paths: [], customFieldKeys: [field], lookups: [] };
  const { records } = await getMany(session, ids, plan);
  return records.flatMap(({ id, body: { custom_fields: custom } }) => {
    const held = isJsonObject(custom) ? custom[field] : undefined;
    return isSame(held, value) ? [id] : [];
  });
}

function isSame(held: JsonValue | undefined, value: JsonValue): boolean {
  return typeof value === 'number' ? Number(held ?? Number.NaN) === value : String(held ?? '') === value;
}

async function refuseUnsearched(session: VendorSession, key: string): Promise<void> {
  const fields = await dealFields(session);
  const { field_type: type } = fields.find(({ field_code: code }) => code === key) ?? {};
  if (searched.has(type ?? '')) return;
  throw refusal(`The search does not look into fields of the type ${type ?? 'unknown'}: use one of text`);
}

function refusal(message: string): VendorError {
  return new VendorError('invalid-request', `Pipedrive: ${message}.`, {
    connector: 'pipedrive',
    method: 'GET',
    path: paths.search,
  });
}
