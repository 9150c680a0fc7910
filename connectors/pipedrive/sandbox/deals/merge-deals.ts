import { SandboxError } from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import type { StoredDealState } from './deal-state.ts';

/** Merges one deal into another: the loser is deleted, the survivor takes what it lacks. Resolves to the survivor's id. */
export function mergeDeals({ store }: Account, into: StoredDealState, from: StoredDealState): number {
  if (into.id === from.id || into.deletedMs !== undefined || from.deletedMs !== undefined)
    throw new SandboxError('merge', 'Only two different living deals can be merged.');
  const kept = into.record;
  const other = from.record;
  const people = new Set(kept.participants.map(({ personId }) => personId));
  const followers = new Set(kept.followers.map(({ userId }) => userId));
  store.write(into.id, {
    ...kept,
    touched: true,
    values: {
      ...kept.values,
      value: kept.values.value ?? other.values.value,
      person_id: kept.values.person_id ?? other.values.person_id,
      org_id: kept.values.org_id ?? other.values.org_id,
      label_ids: [...new Set([...kept.values.label_ids, ...other.values.label_ids])],
    },
    custom: { ...other.custom, ...kept.custom },
    participants: [...kept.participants, ...other.participants.filter((one) => !people.has(one.personId))],
    followers: [...kept.followers, ...other.followers.filter((one) => !followers.has(one.userId))],
    products: [...kept.products, ...other.products],
    leadId: kept.leadId ?? other.leadId,
  });
  store.remove(from.id);
  return into.id;
}
