import type { JsonValue } from '../../model/json.ts';
import type { NativePath } from './native-path.ts';
import type { Position } from './yaml-tree.ts';

/** What a rule reads: a native path, a fact of the account, or another unified field. */
export type Reference =
  | { readonly kind: 'native'; readonly path: NativePath; readonly text: string; readonly at: Position }
  | { readonly kind: 'account'; readonly name: string; readonly text: string; readonly at: Position }
  | { readonly kind: 'out'; readonly field: string; readonly text: string; readonly at: Position };

export type CombineOperation = 'product' | 'sum' | 'latest' | 'earliest';

export type Source =
  | { readonly kind: 'from'; readonly references: readonly Reference[] }
  | { readonly kind: 'const'; readonly value: JsonValue; readonly at: Position }
  | { readonly kind: 'first'; readonly rules: readonly Rule[] }
  | {
      readonly kind: 'combine';
      readonly operation: CombineOperation;
      readonly of: readonly Reference[];
      readonly scale: number;
    }
  | {
      readonly kind: 'collect';
      readonly path: NativePath;
      readonly at: Position;
      readonly catalogue: string | undefined;
      readonly idKey: string;
      readonly valueKey: string;
    }
  | { readonly kind: 'unsupported'; readonly reason: string }
  | { readonly kind: 'overlay' }
  | { readonly kind: 'merge' };

export interface Guard {
  readonly path: NativePath;
  readonly at: Position;
  readonly expect: 'present' | 'absent' | readonly (string | number | boolean)[];
  readonly valueAt: Position;
}

/** One line of a mapping: where a unified value comes from and what happens to it on the way. */
export interface Rule {
  readonly at: Position;
  readonly file: string;
  readonly layer: 'base' | 'overlay';
  readonly source: Source;
  readonly when: readonly Guard[];
  readonly lookup:
    | { readonly table: string; readonly take: string; readonly at: Position; readonly takeAt: Position }
    | undefined;
  readonly map: readonly MapEntry[] | undefined;
  readonly mapAt: Position;
  readonly otherwise: 'issue' | 'none' | 'keep';
  readonly unique: boolean;
  readonly list: boolean;
  readonly pickLowest: boolean;
  readonly startWith: { readonly field: string; readonly at: Position } | undefined;
  readonly default: { readonly value: JsonValue } | undefined;
  readonly round: number | 'currency' | undefined;
  readonly access: 'read' | undefined;
  readonly because: string | undefined;
  readonly heuristic: string | undefined;
  /** Only in customMappings. */
  readonly to: { readonly type: string; readonly at: Position } | undefined;
}

export interface MapEntry {
  readonly native: string;
  readonly unified: string | null;
  readonly nativeAt: Position;
  readonly unifiedAt: Position;
}
