import type { VendorSession } from '../../../src/connector-kit/index.ts';
import { inChunks } from './in-chunks.ts';
import { CrmBatch, NotFoundInBatch, type NativeCrmRecord } from '../native-schema.ts';
import { pathsOf } from '../paths.ts';

/** The most inputs one batch read takes: https://developers.hubspot.com/docs/api/crm/deals (2026-11-22). */
const batchSize = 100;

/** What a batch read says of the ids it was given. */
export interface BatchAnswer {
  readonly found: ReadonlyMap<string, NativeCrmRecord>;
  /** Ids that HubSpot names as not found. An id may be in neither. */
  readonly denied: ReadonlySet<string>;
}

interface BatchOptions {
  readonly archived?: boolean;
}

/**
 * Records by id. Ids that HubSpot does not know, or that are archived where the others are not, are simply not in
 * the answer; HubSpot promises no order.
 */
export async function readBatch(
  session: VendorSession,
  object: string,
  ids: readonly string[],
  properties: readonly string[],
  options: BatchOptions = {},
): Promise<ReadonlyMap<string, NativeCrmRecord>> {
  return (await askBatch(session, object, ids, properties, options)).found;
}

/** As `readBatch`, with what HubSpot says of the ids that are not in the answer. */
export async function askBatch(
  session: VendorSession,
  object: string,
  ids: readonly string[],
  properties: readonly string[],
  { archived = false }: BatchOptions = {},
): Promise<BatchAnswer> {
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
  return {
    found: new Map(answers.flatMap(({ results }) => results.map((record) => [record.id, record]))),
    denied: new Set(answers.flatMap(({ errors = [] }) => errors.flatMap(deniedBy))),
  };
}

function deniedBy(error: unknown): readonly string[] {
  return NotFoundInBatch.safeParse(error).data?.context.ids ?? [];
}
