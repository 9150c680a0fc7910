import type { FieldExplanation } from '../../mapping/mapping-types.ts';
import { isJsonObject } from '../../model/json.ts';
import { UsageError } from '../cli-error.ts';
import { suggestion } from '../suggestion.ts';

const field = 'customMappings';

/** The field and, for `customMappings.tier`, the key that an argument names. */
export function fieldAndKey(name: string): { readonly field: string; readonly key: string | undefined } {
  const isKey = name.startsWith(`${field}.`) && name.length > field.length + 1;
  return isKey ? { field, key: name.slice(field.length + 1) } : { field: name, key: undefined };
}

/** The explanation of customMappings taken apart by key; nothing for other fields. */
export function keyExplanations(explanation: FieldExplanation): readonly FieldExplanation[] {
  const { value, from, keys = {} } = explanation;
  if (explanation.field !== field || !isJsonObject(value)) return [];
  return Object.entries(value).map(([key, own]) => ({
    ...explanation,
    ...keys[key],
    field: `${field}.${key}`,
    value: own,
    // The first word of a step is the key that it belongs to.
    from: from
      .filter(({ steps }) => steps[0] === key)
      .map((step) => ({ ...step, steps: step.steps.slice(1) })),
    keys: undefined,
  }));
}

/** @throws UsageError when no overlay sets this key. */
export function keyExplanation(explanation: FieldExplanation, key: string): FieldExplanation {
  const all = keyExplanations(explanation);
  const found = all.find((one) => one.field === `${field}.${key}`);
  if (found !== undefined) return found;
  const hint =
    all.length === 0
      ? 'Give the overlay that sets it with --overlay.'
      : suggestion(
          `${field}.${key}`,
          all.map((one) => one.field),
        );
  throw new UsageError(`No overlay sets ${field}.${key}.`, { hint });
}
