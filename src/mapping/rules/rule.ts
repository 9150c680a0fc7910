import type { JsonValue } from '../../model/json.ts';
import type { Place } from '../yaml/place.ts';

/** Text from a file with its place. */
export interface Placed<Value> {
  readonly value: Value;
  readonly at: Place;
}

/** A single value as YAML writes it. */
export type Scalar = string | number | boolean | null;

/** One entry of `map`. */
export interface MapLine {
  readonly native: Placed<string>;
  readonly unified: Placed<Scalar>;
}

/** One entry of `when`. */
export interface GuardLine {
  readonly path: Placed<string>;
  readonly test: 'present' | 'absent' | readonly Placed<Scalar>[];
  readonly at: Place;
}

export const combinations = ['product', 'sum', 'latest', 'earliest'] as const;
export type Combination = (typeof combinations)[number];

/** Where a rule takes its value from. */
export type RuleSource =
  | { readonly kind: 'from'; readonly paths: readonly Placed<string>[] }
  | { readonly kind: 'const'; readonly value: Placed<JsonValue> }
  | { readonly kind: 'first'; readonly rules: readonly Rule[] }
  | {
      readonly kind: 'combine';
      readonly how: Combination;
      readonly of: readonly Placed<string>[];
      readonly scale: number;
      readonly at: Place;
    }
  | {
      readonly kind: 'collect';
      readonly path: Placed<string>;
      readonly id: Placed<string>;
      readonly value: Placed<string>;
    }
  | { readonly kind: 'unsupported'; readonly reason: string }
  | { readonly kind: 'overlay' }
  | { readonly kind: 'merge' };

export const misses = ['issue', 'none', 'keep'] as const;
/** What becomes of a value that a map or a lookup does not have. */
export type Miss = (typeof misses)[number];

/** A condition on the unified record as it will be after a write. */
export interface WriteGuardLine {
  readonly field: Placed<string>;
  readonly values: readonly Placed<Scalar>[];
}

/** How a field is written, beyond what its way of reading says. */
export interface WriteWords {
  readonly at: Place;
  /** The value is a key of this lookup table, or refused. */
  readonly in?: Placed<string>;
  /** Native fields that are written along with it, and the column of the table's row that they take. */
  readonly along?: readonly { readonly path: Placed<string>; readonly column: Placed<string> }[];
  /** A unified field without which it cannot be changed: the vendor would choose for itself. */
  readonly with?: Placed<string>;
  /** Another native field than the one it is read from. */
  readonly to?: Placed<string>;
  /** With `to`: the table in whose rows the value is looked for; the key of the one that fits is written. */
  readonly lookup?: Placed<string>;
  /** With `to`: the column that holds the value. */
  readonly match?: Placed<string>;
  /** With `to`: columns that have to be what stands in the record after the write, where anything does. */
  readonly within?: readonly { readonly column: Placed<string>; readonly path: Placed<string> }[];
  /** It may be written only while this holds; in place of the conditions under which it is read. */
  readonly when?: readonly WriteGuardLine[];
}

/** What a rule does with the value. */
export interface RuleWords {
  readonly map?: { readonly lines: readonly MapLine[]; readonly at: Place };
  readonly reverse?: readonly MapLine[];
  readonly lookup?: Placed<string>;
  readonly take?: Placed<string>;
  readonly else?: Miss;
  readonly as?: Placed<string>;
  readonly unique?: boolean;
  readonly list?: boolean;
  readonly pick?: Placed<'lowest'>;
  readonly startWith?: Placed<string>;
  readonly when?: readonly GuardLine[];
  readonly default?: Placed<JsonValue>;
  readonly round?: Placed<number | 'currency'>;
  readonly clear?: Placed<JsonValue>;
  readonly write?: WriteWords;
  readonly access?: 'read';
  readonly because?: string;
  readonly heuristic?: string;
  /** Only in `customMappings`: the unified type. */
  readonly to?: Placed<string>;
}

/** One line of a mapping as it stands in the file. */
export interface Rule extends RuleWords {
  readonly at: Place;
  readonly layer: 'base' | 'overlay';
  readonly source: RuleSource;
}
