/** Something that goes wrong with a request, and what can be known of it. */
export interface FaultKind {
  readonly name: string;
  /** As the emulated vendor spells them, for the request and the tries after it. */
  readonly faults: readonly string[];
  /** The last of them stays. */
  readonly lasting: boolean;
  /**
   * - `refused`: the vendor says that it did not act, until it is left alone.
   * - `open`: nobody says whether it acted.
   */
  readonly says: 'refused' | 'open';
}

function kind(name: string, says: FaultKind['says'], ...faults: readonly string[]): FaultKind {
  return { name, faults, lasting: false, says };
}

function lasting(fault: FaultKind): FaultKind {
  return { ...fault, name: `${fault.name}, again and again`, lasting: true };
}

const reset = kind('a reset before the vendor saw it', 'open', 'reset');
const lost = kind('a reset after the vendor acted', 'open', 'lost-answer');
const limited = kind('429', 'refused', 'retry-after=1');
const locked = kind('423', 'refused', 'status=423');
const failed = kind('500 before the vendor acted', 'open', 'status=500');

const lostThenLimited = lasting(kind('a lost answer, then 429', 'open', 'lost-answer', 'retry-after=1'));

/** One of each sort. */
export const mainFaultKinds: readonly FaultKind[] = [reset, lost, lasting(limited), failed, lostThenLimited];

export const faultKinds: readonly FaultKind[] = [
  reset,
  lasting(reset),
  lost,
  lasting(lost),
  limited,
  lasting(limited),
  locked,
  lasting(locked),
  failed,
  kind('502 after the vendor acted', 'open', 'lost-answer=502'),
  kind('an answer that breaks off', 'open', 'truncate'),
  lostThenLimited,
  lasting(kind('a lost answer, then 423', 'open', 'lost-answer', 'status=423')),
];
