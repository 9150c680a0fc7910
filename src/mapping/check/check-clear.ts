import type { Rule } from '../rules/rule.ts';
import { checkNativeValue } from './check-native-value.ts';
import type { CheckScope } from './check-scope.ts';
import type { PathPlan } from './plan.ts';

/** What is written for null is a native value, not null itself. */
export function checkClear(
  { clear }: Pick<Rule, 'clear'>,
  path: PathPlan | undefined,
  scope: CheckScope,
): void {
  if (clear === undefined || path === undefined) return;
  const { value, at } = clear;
  if (value === null || typeof value === 'object')
    scope.sink.add('E106', at, '"clear" is a single value', 'leave "clear" out where null clears the field');
  else checkNativeValue(String(value), path.field, at, scope);
}
