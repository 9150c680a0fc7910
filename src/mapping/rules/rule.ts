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
