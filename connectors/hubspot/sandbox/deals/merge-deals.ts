import { SandboxError } from '../../../../src/sandbox-kit/index.ts';
import { primaryTypeId } from '../associations/association-types.ts';
import type { DealState, RecordLink, StoredDealState } from './deal-state.ts';
import type { LinkedKind } from '../associations/link-records.ts';
import type { Portal } from '../portal.ts';

/** Merges a deal into another: what the first lacks comes from the second, and ids that went before still lead on. */
export function mergeDeals(portal: Portal, into: StoredDealState, from: StoredDealState): StoredDealState {
  const { store, settings } = portal;
  if (into.id === from.id)
    throw new SandboxError('merge-itself', 'A deal cannot be merged with itself.', {
      context: { id: into.id },
    });
  const values = { ...from.record.values, ...withoutBlanks(into.record.values) };
  const gone = settings.mergeMakesNew ? [into.id, from.id] : [from.id];
  const state: DealState = {
    ...into.record,
    values,
    contacts: union(into.record.contacts, from.record.contacts, 'contacts'),
    companies: union(into.record.companies, from.record.companies, 'companies'),
    leads: union(into.record.leads, from.record.leads, 'leads'),
    mergedIds: [...new Set([...into.record.mergedIds, ...from.record.mergedIds, ...gone])],
  };
  const survivor = settings.mergeMakesNew ? store.create(state) : store.write(into.id, state);
  for (const id of gone) store.mergeAway(id, survivor.id);
  return survivor;
}

function withoutBlanks(values: DealState['values']): DealState['values'] {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

/** Links of both; of two primary companies or leads the first stays. */
function union(
  first: readonly RecordLink[],
  second: readonly RecordLink[],
  kind: LinkedKind,
): readonly RecordLink[] {
  const title = primaryTypeId(kind);
  const known = new Set(first.map(({ id }) => id));
  const added = second
    .filter(({ id }) => !known.has(id))
    .map(({ id, typeIds }) => ({
      id,
      typeIds: typeIds.filter((typeId) => typeId !== title || first.length === 0),
    }));
  return [...first, ...added].toSorted((a, b) => a.id - b.id);
}
