import type { FieldPlan } from '../check/plan.ts';
import type { CompiledField } from './compile-fields.ts';

/**
 * Several unified fields often mean the same native one (the model has some of them twice). Where two rules say the
 * same, the second takes the value of the first, unless an issue was raised: that has to be told of each field.
 */
export function withTwins(
  fields: readonly CompiledField[],
  outSlot: (field: string) => number,
): readonly CompiledField[] {
  const first = new Map<string, string>();
  return fields.map((field) => {
    const { name, plan } = field;
    const key = meaningOf(plan);
    const twin = key === undefined ? undefined : first.get(key);
    if (key !== undefined && twin === undefined) first.set(key, name);
    return twin === undefined ? field : { ...field, twin: outSlot(twin) };
  });
}

/** What a rule says, wherever it stands; undefined for rules that make a list, which each record has for itself. */
function meaningOf(plan: FieldPlan): string | undefined {
  if (plan.kind !== 'value' || plan.target.list) return undefined;
  const { rule, target } = plan;
  const meaning = {
    source: rule.source,
    type: target.type,
    values: target.values,
    nullable: target.nullable,
  };
  const { at: _at, layer: _layer, source: _source, because: _because, ...words } = rule;
  return JSON.stringify([meaning, words], (key, value: unknown) => (key === 'at' ? undefined : value));
}
