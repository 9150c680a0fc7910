import type { NativeType } from '../../connector-kit/resource.ts';
import type { FieldSpec } from '../../model/field-spec.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Codec, TargetType } from '../codecs/codec.ts';
import type { LookupTable, NativeField } from '../native/native-descriptor.ts';
import type { NativePath } from '../native/native-path.ts';
import type { Combination, Miss, Rule } from '../rules/rule.ts';
import type { Place } from '../yaml/place.ts';

/** What a rule has to produce. */
export interface Target {
  /** Unified field, or `customMappings.<key>`. */
  readonly name: string;
  readonly type: TargetType;
  readonly list: boolean;
  readonly nullable: boolean;
  readonly access: FieldSpec['access'];
  readonly values: readonly string[] | undefined;
}

/** A path whose end is known. */
export interface PathPlan {
  readonly text: string;
  readonly at: Place;
  readonly origin: 'native' | 'account' | 'out';
  /** Empty for facts of the account and for unified fields. */
  readonly path: NativePath;
  /** Name of the fact or of the unified field. */
  readonly name: string;
  readonly field: NativeField;
  /** The declared type, or what `as` says. */
  readonly type: NativeType;
  readonly isList: boolean;
}

export interface GuardPlan {
  readonly path: PathPlan;
  readonly test: 'present' | 'absent' | readonly JsonValue[];
}

/** A path of `from` with its conversion. */
export interface CandidatePlan {
  readonly path: PathPlan;
  /** Undefined where a map or a lookup gives the value and nothing else is kept. */
  readonly codec: Codec | undefined;
}

export type ConversionPlan =
  | { readonly kind: 'codec' }
  | { readonly kind: 'map'; readonly table: ReadonlyMap<string, JsonValue>; readonly miss: Miss }
  | {
      readonly kind: 'lookup';
      readonly table: LookupTable;
      readonly column: string;
      readonly columnField: NativeField;
      readonly columnCodec: Codec;
      readonly miss: Miss;
    };

export interface OperandPlan {
  readonly path: PathPlan;
  /** Undefined for `$out`, which is unified already. */
  readonly codec: Codec | undefined;
}

export type SourcePlan =
  | {
      readonly kind: 'from';
      readonly candidates: readonly CandidatePlan[];
      readonly conversion: ConversionPlan;
    }
  | { readonly kind: 'const'; readonly value: JsonValue }
  | { readonly kind: 'first'; readonly entries: readonly ValuePlan[] }
  | {
      readonly kind: 'combine';
      readonly how: Combination;
      readonly operands: readonly OperandPlan[];
      readonly scale: number;
    };

/** What `write` of a rule says, checked. */
export interface WritePlan {
  /** The table of which the value has to be a key, and what is written along with it. */
  readonly known:
    | {
        readonly table: LookupTable;
        readonly along: readonly { readonly path: PathPlan; readonly column: string }[];
      }
    | undefined;
  /** The unified field that has to change with it. */
  readonly with: string | undefined;
  /** The field to which the key of a fitting row goes. */
  readonly choice:
    | {
        readonly path: PathPlan;
        readonly table: LookupTable;
        readonly match: string;
        readonly within: readonly { readonly column: string; readonly path: PathPlan }[];
      }
    | undefined;
  /** Conditions on the unified record after the write; undefined where those of reading apply. */
  readonly when: readonly { readonly field: string; readonly values: readonly JsonValue[] }[] | undefined;
}

/** A checked rule that gives a value of a field. */
export interface ValuePlan {
  readonly kind: 'value';
  readonly rule: Rule;
  readonly target: Target;
  readonly guards: readonly GuardPlan[];
  readonly source: SourcePlan;
  readonly write: WritePlan | undefined;
}

/** A checked rule that collects what no other rule reads. */
export interface CollectPlan {
  readonly kind: 'collect';
  readonly rule: Rule;
  /** The object or the list that holds the custom fields. */
  readonly container: NativePath;
  readonly form: 'object' | 'list';
  /** Where an item of a list keeps the field's id and its value. */
  readonly id: NativePath;
  readonly value: NativePath;
  /** Keys of the object that are fields of the vendor's own. */
  readonly declared: ReadonlySet<string>;
  readonly reserved: readonly string[];
}

export type FieldPlan =
  | ValuePlan
  | CollectPlan
  | { readonly kind: 'unsupported'; readonly rule: Rule; readonly reason: string }
  | { readonly kind: 'overlay'; readonly rule: Rule }
  | { readonly kind: 'merge'; readonly rule: Rule };
