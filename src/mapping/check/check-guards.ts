import type { NativeType } from '../../connector-kit/resource.ts';
import type { JsonValue } from '../../model/json.ts';
import { naturalTarget } from '../codecs/pair-table.ts';
import type { GuardLine, Placed, Scalar } from '../rules/rule.ts';
import { checkNativeValue } from './check-native-value.ts';
import { checkPath } from './check-path.ts';
import type { CheckScope } from './check-scope.ts';
import type { GuardPlan, PathPlan } from './plan.ts';

export function checkGuards(lines: readonly GuardLine[], scope: CheckScope): readonly GuardPlan[] {
  const guards: GuardPlan[] = [];
  for (const { path: text, test } of lines) {
    const path = checkPath(text, {}, scope);
    if (path === undefined) continue;
    if (typeof test === 'string') guards.push({ path, test });
    else guards.push({ path, test: test.flatMap((value) => checkValue(value, path, scope)) });
  }
  return guards;
}

/** The value as the field's codec gives it, so that the two can be compared. */
function checkValue({ value, at }: Placed<Scalar>, path: PathPlan, scope: CheckScope): JsonValue[] {
  const { sink } = scope;
  if (path.isList) {
    sink.add('E134', at, `${path.text} is a list`, 'a list can be compared with $present and $absent only');
    return [];
  }
  const kind = kindOfValues(path.type);
  const given = kind === 'text' && typeof value === 'number' ? String(value) : value;
  const fits =
    (kind === 'text' && typeof given === 'string') ||
    (kind === 'number' && typeof given === 'number') ||
    (kind === 'true or false' && typeof given === 'boolean');
  if (!fits) {
    sink.add(
      'E134',
      at,
      `${path.text} is of type ${path.type}: it is never ${JSON.stringify(value)}`,
      `compare it with ${kind}`,
    );
    return [];
  }
  return checkNativeValue(String(given), path.field, at, scope) ? [given] : [];
}

function kindOfValues(type: NativeType): 'text' | 'number' | 'true or false' {
  switch (naturalTarget(type)) {
    case 'boolean':
      return 'true or false';
    case 'integer':
    case 'number':
    case 'percent':
      return 'number';
    default:
      return 'text';
  }
}
