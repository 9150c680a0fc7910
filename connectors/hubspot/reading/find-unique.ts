import type { JsonValue, VendorSession } from '../../../src/connector-kit/index.ts';
import { inChunks } from './in-chunks.ts';
import { CrmBatch } from '../native-schema.ts';
import { pathsOf } from '../paths.ts';

/** The most inputs one batch read takes: https://developers.hubspot.com/docs/api/crm/deals (2026-11-22). */
const batchSize = 100;

/**
 * Deals by a property that HubSpot keeps unique, which a batch read takes in place of ids:
 * https://developers.hubspot.com/docs/api/crm/deals (2026-11-26). Unlike a search, it knows what was made a moment ago.
 */
export async function findUnique(
  session: VendorSession,
  field: string,
  values: readonly JsonValue[],
): Promise<readonly (string | undefined)[]> {
  const texts = values.map(String);
  const found: (readonly [value: string, id: string])[] = [];
  // A repeated value would fail its whole batch.
  for (const chunk of inChunks([...new Set(texts)], batchSize)) {
    const body = { idProperty: field, inputs: chunk.map((id) => ({ id })), properties: [field] };
    const path = pathsOf(session).batchRead('deals');
    const { results } = await session.request({ method: 'POST', path, body, readOnly: true }, CrmBatch);
    for (const { id, properties } of results) found.push([String(properties[field] ?? ''), id]);
  }
  return texts.map((text) => {
    const exact = found.find(([value]) => value === text) ?? found.find(([value]) => isAlike(value, text));
    return exact?.[1];
  });
}

/** HubSpot may show a number in another form than it was given in. */
function isAlike(value: string, text: string): boolean {
  return value.trim() !== '' && Number(value) === Number(text);
}
