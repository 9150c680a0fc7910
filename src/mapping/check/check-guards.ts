import type { JsonValue } from '../../model/json.ts';
import type { GuardLine, Placed, Scalar } from '../rules/rule.ts';
import { checkNativeValue } from './check-native-value.ts';
import { checkPath } from './check-path.ts';
import { singleType, unifiedField, type CheckScope } from './check-scope.ts';
import { checkUnifiedValue } from './check-unified-value.ts';
import { guardValue } from './guard-value.ts';
import type { GuardPlan, PathPlan } from './plan.ts';

export function checkGuards(lines: readonly GuardLine[], scope: CheckScope): readonly GuardPlan[] {
  const guards: GuardPlan[] = [];
  for (const { path: text, test } of lines) {
    const path = checkPath(text, { out: true }, scope);
    if (path === undefined) continue;
    if (typeof test === 'string') guards.push({ path, test });
    else guards.push({ path, test: checkValues(test, path, scope) });
  }
  return guards;
}

function checkValues(
  values: readonly Placed<Scalar>[],
  path: PathPlan,
  scope: CheckScope,
): readonly JsonValue[] {
  const checked: JsonValue[] = [];
  for (const placed of values) {
    for (const value of checkValue(placed, path, scope)) {
      if (checked.includes(value))
        scope.sink.add(
          'E107',
          placed.at,
          `${JSON.stringify(value)} stands here twice`,
          'leave one of them out',
        );
      checked.push(value);
    }
  }
  return checked;
}

/** The value as the field's type reads it, so that the two can be compared. */
function checkValue({ value, at }: Placed<Scalar>, path: PathPlan, scope: CheckScope): JsonValue[] {
  const { sink } = scope;
  if (path.origin === 'out') return checkUnified({ value, at }, path, scope);
  if (path.isList) {
    sink.add('E134', at, `${path.text} is a list`, 'a list can be compared with $present and $absent only');
    return [];
  }
  const found = guardValue(value, path.type);
  if ('wanted' in found) {
    sink.add(
      'E134',
      at,
      `${path.text} is of type ${path.type}: it is never ${JSON.stringify(value)}`,
      `compare it with ${found.wanted}`,
    );
    return [];
  }
  return checkNativeValue(String(value), path.field, at, scope) ? [found.value] : [];
}

/** Of a unified field: one of its own values. */
function checkUnified(placed: Placed<Scalar>, { name }: PathPlan, scope: CheckScope): JsonValue[] {
  const spec = unifiedField(scope, name);
  const type = spec === undefined ? undefined : singleType(spec.type);
  if (spec === undefined || type === undefined) return [];
  const target = { name, type, list: false, values: spec.values };
  return checkUnifiedValue(placed, target, scope) ? [placed.value] : [];
}
