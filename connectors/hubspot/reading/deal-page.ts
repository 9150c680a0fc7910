import type { Instant, NativeRecord, PageContent, Tombstone } from '../../../src/connector-kit/index.ts';
import type { NativeCrmRecord } from '../native-schema.ts';

/** Puts deals into the form in which the engine takes them, merged-away ids as tombstones beside them. */
export function dealPage(deals: readonly NativeCrmRecord[], tombstones: readonly Tombstone[]): PageContent {
  const ended = [...deals.flatMap(mergedInto), ...tombstones];
  return {
    records: deals.map(dealRecord),
    tombstones: [...new Map(ended.map((tombstone) => [tombstone.id, tombstone])).values()],
  };
}

export function dealRecord(deal: NativeCrmRecord): NativeRecord {
  const deletedAt = archivedAt(deal);
  return {
    id: deal.id,
    changedAt: changedAt(deal),
    ...(deletedAt === undefined ? {} : { deletedAt }),
    body: deal,
  };
}

/** When a deal was archived; undefined for one that is not. */
export function archivedAt(deal: NativeCrmRecord): Instant | undefined {
  return instant(deal['archivedAt']);
}

/** Archiving and restoring move it no more than `hs_lastmodifieddate`: a restored deal must not look older than before. */
export function changedAt(deal: NativeCrmRecord): Instant | undefined {
  return instant(deal['updatedAt']) ?? instant(deal.properties['hs_lastmodifieddate']);
}

/** Ids that were merged into a deal stay listed in it for good. */
export function mergedInto(deal: NativeCrmRecord): Tombstone[] {
  const ids = deal.properties['hs_merged_object_ids'];
  if (typeof ids !== 'string') return [];
  return ids
    .split(';')
    .map((id) => id.trim())
    .filter((id) => id !== '' && id !== deal.id)
    .map((id) => ({ id, reason: 'merged', mergedInto: deal.id }));
}

/** HubSpot writes instants with and without milliseconds, always in UTC. */
function instant(value: unknown): Instant | undefined {
  if (typeof value !== 'string') return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
