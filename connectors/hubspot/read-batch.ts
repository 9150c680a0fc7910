import type { VendorSession } from '../../src/connector-kit/index.ts';
import { inChunks } from './in-chunks.ts';
import { CrmBatch, type NativeCrmRecord } from './native-schema.ts';
import { pathsOf } from './paths.ts';

/** The most inputs one batch read takes: https://developers.hubspot.com/docs/api/crm/deals (2026-11-22). */
const batchSize = 100;

/**
 * Records by id. Ids that HubSpot does not know, or that are archived where the others are not, are simply not in
 * the answer; HubSpot promises no order.
 */
export async function readBatch(
  session: VendorSession,
  object: string,
  ids: readonly string[],
  properties: readonly string[],
  { archived = false }: { readonly archived?: boolean } = {},
): Promise<ReadonlyMap<string, NativeCrmRecord>> {
  const path = pathsOf(session).batchRead(object);
  const query = archived ? { archived } : {};
  // A repeated id would fail its whole batch.
  const chunks = inChunks([...new Set(ids)], batchSize);
  const answers = await Promise.all(
    chunks.map((chunk) => {
      const body = { inputs: chunk.map((id) => ({ id })), properties };
      return session.request({ method: 'POST', path, query, body, readOnly: true }, CrmBatch);
    }),
  );
  return new Map(answers.flatMap(({ results }) => results.map((record) => [record.id, record])));
}
