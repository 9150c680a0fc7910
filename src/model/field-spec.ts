/** What kind of value a unified field carries. Lists are marked in `FieldSpec.list`. */
export type UnifiedType =
  | 'id'
  | 'text'
  | 'number'
  | 'integer'
  | 'percent'
  | 'currency'
  | 'date'
  | 'datetime'
  | 'boolean'
  | 'custom-fields'
  | 'custom-mappings'
  | 'pass-through';

/** One field of a unified model, as data: the mapping engine, the schemas and the documents are made from it. */
export interface FieldSpec {
  readonly type: UnifiedType;
  readonly list: boolean;
  /** `read`: never written; `write`: never in a read; `read-write`: both. */
  readonly access: 'read' | 'write' | 'read-write';
  readonly nullable: boolean;
  /** The closed set of values, where the model has one. */
  readonly values?: readonly string[];
  /** The values the model prefers; labels of a vendor may stand beside them. */
  readonly canonical?: readonly string[];
  /** What to do instead of writing it, where that is not another field. */
  readonly instead?: string;
  /** One sentence for people. */
  readonly meaning: string;
}

export interface ModelSpec {
  readonly name: string;
  readonly fields: Readonly<Record<string, FieldSpec>>;
}
