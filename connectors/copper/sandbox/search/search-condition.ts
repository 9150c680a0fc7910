import type { StoredDealState } from '../deals/deal-state.ts';

/** A condition on one opportunity. */
export type Condition = (deal: StoredDealState) => boolean;
