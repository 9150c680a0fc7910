import { plainTargets, type TargetType } from '../codecs/codec.ts';
import { naturalTarget } from '../codecs/pair-table.ts';
import { suggest } from '../did-you-mean.ts';
import { findingSink } from '../findings.ts';
import type { Rule } from '../rules/rule.ts';
import { checkPath } from './check-path.ts';
import { checkRule } from './check-rule.ts';
import type { CheckScope } from './check-scope.ts';
import type { Target, ValuePlan } from './plan.ts';

/** Checks a rule of `customMappings`: its type is what `to` says, else what the native value naturally is. */
export function checkCustomMapping(key: string, rule: Rule, scope: CheckScope): ValuePlan | undefined {
  const { kind } = rule.source;
  if (kind === 'collect' || kind === 'unsupported' || kind === 'overlay' || kind === 'merge') {
    const message = `"${kind}" does not give a value of customMappings.${key}`;
    scope.sink.add('E108', rule.at, message, 'one of from, const, first, combine does');
    return undefined;
  }
  const type = rule.to === undefined ? naturalType(rule, scope) : declaredType(rule.to.value);
  if (type === undefined) {
    if (rule.to === undefined)
      scope.sink.add(
        'E102',
        rule.at,
        `the type of ${key} is not clear`,
        `add  to: one of ${plainTargets.join(', ')}`,
      );
    else
      scope.sink.add(
        'E109',
        rule.to.at,
        `"to" is one of ${plainTargets.join(', ')}`,
        suggest(rule.to.value, plainTargets),
      );
    return undefined;
  }
  const target: Target = {
    name: `customMappings.${key}`,
    type,
    list: isList(rule, scope),
    nullable: true,
    access: 'read',
    values: undefined,
  };
  return checkRule(rule, target, scope);
}

function declaredType(text: string): TargetType | undefined {
  return plainTargets.find((known) => known === text);
}

function naturalType(rule: Rule, scope: CheckScope): TargetType | undefined {
  const { source } = rule;
  switch (source.kind) {
    case 'from': {
      const column = scope.descriptor.lookups
        .get(rule.lookup?.value ?? '')
        ?.columns.get(rule.take?.value ?? '');
      if (rule.map !== undefined) return 'text';
      // What cannot be resolved is told by the check of the rule; any type will do until then.
      return naturalTarget(column?.type ?? quietPath(rule, scope)?.type ?? 'text');
    }
    case 'combine':
      return source.how === 'product' || source.how === 'sum' ? 'number' : 'datetime';
    case 'const':
      return constType(source.value.value);
    default:
      return undefined;
  }
}

function constType(value: unknown): TargetType | undefined {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : undefined;
}

function isList(rule: Rule, scope: CheckScope): boolean {
  if (rule.pick !== undefined) return false;
  if (rule.source.kind === 'first') return rule.source.rules.some((entry) => isList(entry, scope));
  if (rule.source.kind === 'const') return Array.isArray(rule.source.value.value);
  return rule.list === true || quietPath(rule, scope)?.isList === true;
}

/** What the first path leads to, without a word where it leads nowhere. */
function quietPath({ source, as }: Rule, scope: CheckScope): ReturnType<typeof checkPath> {
  const [first] = source.kind === 'from' ? source.paths : [];
  return first === undefined
    ? undefined
    : checkPath(first, { account: true, as }, { ...scope, sink: findingSink() });
}
