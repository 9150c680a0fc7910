import {
  RepeatedCursorError,
  VendorError,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type VendorSession,
} from '../../src/connector-kit/index.ts';
import type { Asked, AssociatedObject } from './reading/asked.ts';
import { inChunks } from './reading/in-chunks.ts';
import { internalName, typeNames } from './link-types.ts';
import { AssociationBatch, type AssociationType, type NativeCrmRecord } from './native-schema.ts';
import { pathsOf } from './paths.ts';
import { withoutRefusedObjects } from './reading/refused-objects.ts';

/** One link of a deal, in the form in which lists show it. */
interface Link {
  readonly id: string;
  readonly type: string;
}

/** Links by deal id. */
type LinksByDeal = ReadonlyMap<string, readonly Link[]>;

/** Inputs of one batch: https://developers.hubspot.com/changelog/bug-fix-batch-read-limit-for-hubspot-associations-api (2026-11-22). */
const batchSize = 1000;

/**
 * Gives deals the links that were asked for, each once and in one order, an empty list where there are none. Deals
 * that carry a first page of links get the rest; deals without any inline (`inline: false`) get all of them.
 */
export async function attachLinks(
  session: VendorSession,
  asked: Asked,
  deals: readonly NativeCrmRecord[],
  { inline }: { readonly inline: boolean },
): Promise<readonly NativeCrmRecord[]> {
  if (asked.objects.size === 0) return deals;
  const fetched = await Promise.all(
    [...asked.objects].map(async (object) => {
      const incomplete = deals.filter((deal) => !inline || hasMoreLinks(deal, object)).map(({ id }) => id);
      return [object, await readLinks(session, asked, object, incomplete)] as const;
    }),
  );
  const read = new Map(fetched);
  return deals.map((deal) => withLinks(deal, asked, read));
}

function withLinks(
  deal: NativeCrmRecord,
  asked: Asked,
  read: ReadonlyMap<AssociatedObject, LinksByDeal>,
): NativeCrmRecord {
  const associations: Record<string, JsonValue> = {};
  for (const object of asked.objects) {
    const links = read.get(object)?.get(deal.id) ?? [];
    // A batch knows no links of archived deals: what the list shows of them is more than nothing.
    associations[object] = { results: inOrder(links.length > 0 ? links : inlineLinks(deal, object)) };
  }
  return { ...deal, associations };
}

/** Links by deal, through the batch endpoint. Deals without links answer as errors of a 207: none, not a failure. */
async function readLinks(
  session: VendorSession,
  asked: Asked,
  object: AssociatedObject,
  ids: readonly string[],
): Promise<LinksByDeal> {
  const links = new Map<string, Link[]>(ids.map((id) => [id, []]));
  const read = async (inputs: readonly JsonObject[]): Promise<void> => {
    const seen = new Set<string>();
    for (let pending = inputs; pending.length > 0;) {
      // Refused meanwhile, or while a batch beside this one was read.
      if (!asked.objects.has(object)) return;
      pending = collect(await readBatch(session, object, pending), links, seen);
    }
  };
  const inputs = ids.map((id) => ({ id }));
  await withoutRefusedObjects(session, asked, () => Promise.all(inChunks(inputs, batchSize).map(read)));
  return links;
}

async function readBatch(
  session: VendorSession,
  object: AssociatedObject,
  inputs: readonly JsonObject[],
): Promise<AssociationBatch> {
  const path = pathsOf(session).associations(object);
  const batch = await session.request(
    { method: 'POST', path, body: { inputs }, readOnly: true },
    AssociationBatch,
  );
  const failed = (batch.errors ?? []).filter((error) => !isHarmless(error));
  if (failed.length > 0) {
    throw new VendorError('unexpected-response', 'HubSpot could not read the associations of some deals.', {
      connector: 'hubspot',
      method: 'POST',
      path,
      vendorCode: failed[0]?.subCategory ?? failed[0]?.category ?? 'unknown',
    });
  }
  return batch;
}

type BatchError = NonNullable<AssociationBatch['errors']>[number];

/** No links; or an id that is no deal any more, which the reading of the deal itself finds out. */
function isHarmless({ category, subCategory }: BatchError): boolean {
  return category === 'OBJECT_NOT_FOUND' || subCategory === 'crm.associations.INVALID_IDENTIFIER';
}

/** Takes in one answer; returns the inputs whose links go on. */
function collect(
  batch: AssociationBatch,
  links: ReadonlyMap<string, Link[]>,
  seen: Set<string>,
): JsonObject[] {
  const next: JsonObject[] = [];
  for (const { from, to, paging } of batch.results) {
    for (const { toObjectId, associationTypes } of to) {
      const types = associationTypes.map((type) => ({ id: toObjectId, type: nameOf(type) }));
      links.get(from.id)?.push(...types);
    }
    const after = paging?.next?.after;
    if (after === undefined) continue;
    if (seen.has(`${from.id} ${after}`)) {
      throw new RepeatedCursorError('HubSpot sent the same cursor twice for the associations of one deal.');
    }
    seen.add(`${from.id} ${after}`);
    next.push({ id: from.id, after });
  }
  return next;
}

function nameOf({ category, typeId, label }: AssociationType): string {
  const own = category === 'HUBSPOT_DEFINED' ? typeNames.get(typeId) : undefined;
  return own ?? (label ? internalName(label) : `type_${typeId}`);
}

function partOf(deal: NativeCrmRecord, object: AssociatedObject): JsonObject {
  const associations = deal['associations'];
  const part = isJsonObject(associations) ? associations[object] : undefined;
  return isJsonObject(part) ? part : {};
}

function hasMoreLinks(deal: NativeCrmRecord, object: AssociatedObject): boolean {
  const { paging } = partOf(deal, object);
  return isJsonObject(paging) && isJsonObject(paging['next']);
}

function inlineLinks(deal: NativeCrmRecord, object: AssociatedObject): Link[] {
  const { results } = partOf(deal, object);
  const listed = Array.isArray(results) ? results.filter(isJsonObject) : [];
  return listed.map(({ id, type }) => ({ id: String(id), type: String(type) }));
}

/** By id, then by type, each pair once: HubSpot promises no order, and a re-read must not look like a change. */
function inOrder(links: readonly Link[]): { id: string; type: string }[] {
  const distinct = new Map(links.map(({ id, type }) => [`${id} ${type}`, { id, type }]));
  return [...distinct.values()].toSorted(
    (a, b) => compareIds(a.id, b.id) || a.type.localeCompare(b.type, 'en'),
  );
}

/** Ids are digits of any length: the longer is the larger. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
