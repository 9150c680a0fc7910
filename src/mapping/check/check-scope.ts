import type { FieldSpec, ModelSpec, UnifiedType } from '../../model/field-spec.ts';
import type { TargetType } from '../codecs/codec.ts';
import type { FindingSink } from '../findings.ts';
import type { NativeDescriptor, NativeField } from '../native/native-descriptor.ts';

/** What every check looks at. */
export interface CheckScope {
  readonly sink: FindingSink;
  readonly descriptor: NativeDescriptor;
  /** Native fields of the vendor's own: those of the descriptor without what overlays declare. */
  readonly own: NativeDescriptor['fields'];
  /** Native fields that the account added, by full path. */
  readonly custom: ReadonlyMap<string, NativeField>;
  readonly model: ModelSpec;
  /** Unified fields without which a record is of no use. */
  readonly required: readonly string[];
}

export function unifiedField({ model }: CheckScope, name: string): FieldSpec | undefined {
  return Object.hasOwn(model.fields, name) ? model.fields[name] : undefined;
}

/** Undefined for fields that are filled in a way of their own. */
export function singleType(type: UnifiedType): TargetType | undefined {
  return type === 'custom-fields' || type === 'custom-mappings' || type === 'pass-through' ? undefined : type;
}
