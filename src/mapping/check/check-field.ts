import type { FieldSpec, UnifiedType } from '../../model/field-spec.ts';
import type { Rule } from '../rules/rule.ts';
import { checkCollect } from './check-collect.ts';
import { checkRule } from './check-rule.ts';
import { singleType, type CheckScope } from './check-scope.ts';
import { checkWrite } from './check-write.ts';
import type { FieldPlan } from './plan.ts';

/** Fields that are filled in a way of their own, and the word for it. */
const ownWord: Partial<Record<UnifiedType, 'collect' | 'overlay' | 'merge'>> = {
  'custom-fields': 'collect',
  'custom-mappings': 'overlay',
  'pass-through': 'merge',
};

/** Checks the rule of a unified field. */
export function checkField(
  name: string,
  rule: Rule,
  spec: FieldSpec,
  scope: CheckScope,
): FieldPlan | undefined {
  const { source } = rule;
  if (source.kind === 'unsupported') {
    if (!scope.required.includes(name)) return { kind: 'unsupported', rule, reason: source.reason };
    const message = `${name} cannot be left out: without it a record is of no use`;
    scope.sink.add('E108', rule.at, message, 'map it, with  default:  where the vendor may have none');
    return undefined;
  }
  const own = ownWord[spec.type];
  const isOwn = source.kind === 'collect' || source.kind === 'overlay' || source.kind === 'merge';
  if (own !== undefined || isOwn) {
    if (source.kind !== own) {
      const hint = own === undefined ? undefined : `write  ${own}: …  or  unsupported: "why"`;
      scope.sink.add('E108', rule.at, `${name} cannot be filled with "${source.kind}"`, hint);
      return undefined;
    }
    if (source.kind === 'collect') return checkCollect(source, rule, scope);
    return { kind: source.kind === 'overlay' ? 'overlay' : 'merge', rule };
  }
  const type = singleType(spec.type);
  if (type === undefined) return undefined;
  const { list, nullable, access, values } = spec;
  const plan = checkRule(rule, { name, type, list, nullable: nullable && !list, access, values }, scope);
  if (plan !== undefined) checkWrite(plan, scope);
  return plan;
}
