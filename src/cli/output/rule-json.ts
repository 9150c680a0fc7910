import type { FieldExplanation } from '../../mapping/mapping-types.ts';
import type { JsonObject } from '../../model/json.ts';
import { isAboutTheRule, withoutOutcome } from './explanation-text.ts';

/** For programs, and without a record: what the rule of a field says, and a reason only where it holds for all records. */
export function ruleJson(explanation: FieldExplanation): JsonObject {
  const { field, from, value, reason, because, rule, layer } = explanation;
  const all = {
    ...(value === undefined ? {} : { value }),
    reason,
    ...(because === undefined ? {} : { because }),
  };
  const looksAt = from.map((step) => {
    const { path, native, steps } = withoutOutcome(step);
    return { path, ...(path === 'const' ? { native } : {}), steps };
  });
  return { field, from: looksAt, ...(isAboutTheRule(explanation) ? all : {}), rule, layer };
}
