import type { StoredDealState } from './deal-state.ts';

/** A condition on one opportunity. */
export type Condition = (deal: StoredDealState) => boolean;
