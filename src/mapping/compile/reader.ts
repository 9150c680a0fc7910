import type { JsonValue } from '../../model/json.ts';
import type { Quick } from '../codecs/codec.ts';
import type { ExplainedStep, FieldExplanation } from '../mapping-types.ts';
import type { Guard } from './compile-guard.ts';
import type { Convert } from './convert.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';

/** How a value came about, or why there is none. */
export interface Told {
  readonly value: JsonValue;
  readonly reason: FieldExplanation['reason'];
  readonly because: string | undefined;
  /** Of `customMappings`: the same of each key. */
  readonly keys?: ReadonlyMap<string, Told>;
}

/** What an explanation notes on its way. */
export interface Trace {
  readonly steps: ExplainedStep[];
  /** Map entries (`native value`) and alternatives that were used, by their place: what examples cover. */
  readonly used: Set<object>;
}

/** A value that stands in a slot and takes one conversion. */
export interface Plain {
  /** The first of them that has a value decides. */
  readonly slots: readonly number[];
  /** The short way that most values can take; undefined where there is none. */
  readonly quick: Quick | undefined;
  /** The long way; undefined where it takes the whole rule. */
  readonly convert: Convert | undefined;
  /** What stands for no value. */
  readonly fallback: JsonValue;
}

/** A compiled rule. */
export interface Reader {
  /** Where it is no more than that: what `read` does for most values, without calling it. */
  readonly plain?: Plain;
  /** Where it consists of alternatives. */
  readonly first?: readonly Step[];
  /** Where it is a fixed value. */
  readonly constant?: JsonValue;
  /** Where it stands under guards: these, and the rule without them. */
  readonly guarded?: { readonly guards: readonly Guard[]; readonly reader: Reader };
  /** The hot path; null where there is no value. */
  readonly read: (run: Run) => JsonValue;
  /** The same value, with its story. */
  readonly explain: (run: Run, trace: Trace) => Told;
}
