import type { MappedById } from '../client/connection-types.ts';
import type { Instant, NativeId } from '../model/native-record.ts';
import type { CensusDifference } from '../store/store.ts';
import type { Difference } from './verify-types.ts';

/** What a comparison has shown so far. */
export interface Findings {
  readonly missing: number;
  readonly extra: number;
  readonly stale: number;
  readonly pending: number;
  /** The oldest change that is pending: everything before it is in the store. */
  readonly pendingSince: Instant | undefined;
  readonly withheld: number;
  readonly list: readonly Difference[];
}

export const noFindings: Findings = {
  missing: 0,
  extra: 0,
  stale: 0,
  pending: 0,
  pendingSince: undefined,
  withheld: 0,
  list: [],
};

export interface Classified {
  readonly toRepair: ReadonlySet<NativeId>;
  added(before: Findings): Findings;
}

/**
 * Tells real differences from what has only moved meanwhile: the vendor's present word about each record decides.
 * What changed since the watermark is pending, since the next run brings it.
 */
export function classify(
  differing: readonly CensusDifference[],
  found: MappedById,
  pendingFrom: Instant,
  repaired: boolean,
): Classified {
  const living = new Map(found.records.map(({ native }) => [native.id, native.changedAt]));
  const deletedAt = new Map(found.tombstones.map((tombstone) => [tombstone.id, tombstone.deletedAt]));
  const withheld = new Set(found.withheld);
  const real: Difference[] = [];
  const pending: Instant[] = [];
  let hidden = 0;
  for (const difference of differing) {
    const { id, kind, storedChangedAt } = difference;
    if (withheld.has(id)) {
      hidden += 1;
      continue;
    }
    const isLiving = living.has(id);
    const movedAt = isLiving ? living.get(id) : deletedAt.get(id);
    // Gone again, or there again, since it was counted: both say the same.
    if (kind === 'extra' ? isLiving : !isLiving) continue;
    if (kind === 'stale' && movedAt !== undefined && movedAt === storedChangedAt) continue;
    // A listing would not be believed where the store has a later time.
    const isAhead = movedAt !== undefined && storedChangedAt !== undefined && storedChangedAt > movedAt;
    if (movedAt !== undefined && movedAt >= pendingFrom && !isAhead) pending.push(movedAt);
    else real.push({ ...difference, repaired });
  }
  const count = (kind: Difference['kind']): number => real.filter((one) => one.kind === kind).length;
  return {
    toRepair: new Set(real.map(({ id }) => id)),
    added: (before) => ({
      missing: before.missing + count('missing'),
      extra: before.extra + count('extra'),
      stale: before.stale + count('stale'),
      pending: before.pending + pending.length,
      pendingSince: earliest([
        ...pending,
        ...(before.pendingSince === undefined ? [] : [before.pendingSince]),
      ]),
      withheld: before.withheld + hidden,
      list: before.list.concat(real),
    }),
  };
}

function earliest(instants: readonly Instant[]): Instant | undefined {
  return instants.toSorted()[0];
}
