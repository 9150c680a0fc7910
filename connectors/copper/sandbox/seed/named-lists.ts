import { lossReasons, sources } from '../../../../src/sandbox-kit/index.ts';

export interface NamedEntry {
  readonly id: number;
  readonly name: string;
}

export const customerSources: readonly NamedEntry[] = sources.map((name, at) => ({
  id: 331_240 + at * 2,
  name,
}));

export const lossReasonList: readonly NamedEntry[] = lossReasons.map((name, at) => ({
  id: 970_011 + at * 5,
  name,
}));

/** A loss reason that deals still name although it was deleted. */
export const deletedLossReason = 970_002;
