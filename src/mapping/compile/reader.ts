import type { JsonValue } from '../../model/json.ts';
import type { ExplainedStep, FieldExplanation } from '../mapping-types.ts';
import type { Run } from './run.ts';

/** How a value came about, or why there is none. */
export interface Told {
  readonly value: JsonValue;
  readonly reason: FieldExplanation['reason'];
  readonly because: string | undefined;
}

/** What an explanation notes on its way. */
export interface Trace {
  readonly steps: ExplainedStep[];
  /** Map entries (`native value`) and alternatives that were used, by their place: what examples cover. */
  readonly used: Set<object>;
}

/** A compiled rule. */
export interface Reader {
  /** The hot path; null where there is no value. */
  readonly read: (run: Run) => JsonValue;
  /** The same value, with its story. */
  readonly explain: (run: Run, trace: Trace) => Told;
}
