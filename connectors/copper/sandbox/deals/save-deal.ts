import { isDeepStrictEqual } from 'node:util';
import type { Account } from '../account.ts';
import type { DealState, StoredDealState } from './deal-state.ts';

/** Keeps a new state; a write that changes nothing moves no change time, and a changed record takes today's shape. */
export function saveChanges({ store }: Account, deal: StoredDealState, state: DealState): StoredDealState {
  return isDeepStrictEqual(deal.record, state) ? deal : store.write(deal.id, { ...state, oldStyle: false });
}
