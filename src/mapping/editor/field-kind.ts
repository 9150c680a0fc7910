import type { Target } from '../check/plan.ts';
import { singleType } from '../check/check-scope.ts';
import type { FieldSpec, ModelSpec } from '../../model/field-spec.ts';

/** Unified fields that are filled in the same way: they share what the schema says about their rules. */
export interface FieldKind {
  /** Part of the names of its definitions. */
  readonly name: string;
  readonly target: Target;
  /** Values that are proposed, where others may stand, too. */
  readonly proposed: readonly string[];
}

/** The kind of a field; undefined for fields that are filled in a way of their own. */
export function kindOf(name: string, spec: FieldSpec): FieldKind | undefined {
  const type = singleType(spec.type);
  if (type === undefined) return undefined;
  const { list, values, canonical } = spec;
  const hasOwn = values !== undefined || canonical !== undefined;
  return {
    name: hasOwn ? name : `${type}${list ? '-list' : ''}`,
    target: { name: 'the field', type, list, nullable: true, access: 'read', values },
    proposed: canonical ?? [],
  };
}

/** Every kind of the model once. */
export function kindsOf({ fields }: ModelSpec): readonly FieldKind[] {
  const kinds = Object.entries(fields).flatMap(([name, spec]) => kindOf(name, spec) ?? []);
  return [...new Map(kinds.map((kind) => [kind.name, kind])).values()];
}

/** A unified field that holds one value. */
export interface SingleField {
  readonly name: string;
  readonly spec: FieldSpec;
  readonly kind: FieldKind;
}

export function singleFields({ fields }: ModelSpec): readonly SingleField[] {
  return Object.entries(fields).flatMap(([name, spec]) => {
    const kind = spec.list ? undefined : kindOf(name, spec);
    return kind === undefined ? [] : [{ name, spec, kind }];
  });
}
