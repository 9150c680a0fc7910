import type { JsonObject } from '../../model/json.ts';
import type { FieldPlan } from '../check/plan.ts';
import type { CheckedMapping } from '../load-files.ts';
import type { Issue } from '../../model/issue.ts';
import type { FieldExplanation, KeyOutcome } from '../mapping-types.ts';
import { placeText } from '../yaml/place.ts';
import type { CompiledField, CompiledFields } from './compile-fields.ts';
import { explainMisshapen } from './misshapen.ts';
import type { Told, Trace } from './reader.ts';
import type { Run } from './run.ts';

/** Explains every field of the model, in its order. `used` collects the map entries and alternatives that were used. */
export function explainFields(
  native: JsonObject,
  checked: CheckedMapping,
  { fields, outSlots, deep }: CompiledFields,
  run: Run,
  used: Set<object> = new Set(),
): readonly FieldExplanation[] {
  run.begin(native);
  const explained = new Map<string, FieldExplanation>();
  for (const field of fields) {
    const explanation = explainField(field, checked, run, used);
    const slot = outSlots.get(field.name);
    if (slot !== undefined) run.values[slot] = explanation.value;
    if (field.name === 'id' && typeof explanation.value === 'string') run.recordId = explanation.value;
    explained.set(field.name, explanation);
  }
  if (run.isMisshapen) explainMisshapen(native, explained, deep, run.recordId);
  return Object.keys(checked.model.fields).flatMap((name) => {
    const plan = checked.fields.get(name);
    return explained.get(name) ?? (plan === undefined ? [] : explainAbsent(name, plan));
  });
}

function explainField(
  { name, plan, reader, nullable }: CompiledField,
  { customMappings }: CheckedMapping,
  run: Run,
  used: Set<object>,
): FieldExplanation {
  const trace: Trace = { steps: [], used };
  const before = run.issues?.length ?? 0;
  const { value, reason, because, keys } = reader.explain(run, trace);
  const issues = run.issues?.slice(before) ?? [];
  const [custom] = plan.kind === 'overlay' ? customMappings.values() : [];
  const rule = custom?.rule ?? plan.rule;
  return {
    field: name,
    value: value === null && !nullable ? undefined : value,
    reason,
    because,
    from: trace.steps,
    rule: placeText(rule.at),
    layer: rule.layer,
    issue: issues[0],
    ...(keys === undefined ? {} : { keys: keyOutcomes(name, keys, customMappings, issues) }),
  };
}

function keyOutcomes(
  field: string,
  told: ReadonlyMap<string, Told>,
  plans: CheckedMapping['customMappings'],
  issues: readonly Issue[],
): Record<string, KeyOutcome> {
  return Object.fromEntries(
    [...plans].flatMap(([key, { rule }]) => {
      const one = told.get(key);
      if (one === undefined) return [];
      const { reason, because } = one;
      const issue = issues.find((raised) => raised.field === `${field}.${key}`);
      return [[key, { reason, because, rule: placeText(rule.at), layer: rule.layer, issue }]];
    }),
  );
}

function explainAbsent(field: string, plan: FieldPlan): FieldExplanation {
  const { at, layer } = plan.rule;
  const isUnsupported = plan.kind === 'unsupported';
  return {
    field,
    value: undefined,
    reason: isUnsupported ? 'unsupported' : 'write-only',
    because: isUnsupported ? plan.reason : 'it goes into requests and is never read',
    from: [],
    rule: placeText(at),
    layer,
    issue: undefined,
  };
}
