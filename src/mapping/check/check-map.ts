import type { NativeType } from '../../connector-kit/resource.ts';
import { parseDecimal } from '../../model/decimal.ts';
import type { JsonValue } from '../../model/json.ts';
import { suggest } from '../did-you-mean.ts';
import type { MapLine, Placed, Rule } from '../rules/rule.ts';
import { checkNativeValue } from './check-native-value.ts';
import type { CheckScope } from './check-scope.ts';
import { checkUnifiedValue } from './check-unified-value.ts';
import type { PathPlan, Target } from './plan.ts';

type MapWord = NonNullable<Rule['map']>;

/** The unified side of a map; null says that a native value has no counterpart. */
export function checkTable(
  lines: readonly MapLine[],
  target: Target,
  scope: CheckScope,
): Map<string, JsonValue> {
  const single = { ...target, list: false };
  const table = new Map<string, JsonValue>();
  for (const { native, unified } of lines) {
    if (unified.value !== null) checkUnifiedValue(unified, single, scope);
    table.set(native.value, unified.value);
  }
  return table;
}

/** The native side: each key can occur, and each documented value has its line. */
export function checkMap({ lines, at }: MapWord, path: PathPlan, scope: CheckScope): void {
  const { type, field } = path;
  for (const { native } of lines) checkKey(native, path, scope);
  const isFlag = type === 'bool' || type === 'bool-text';
  const documented = isFlag ? ['true', 'false'] : (field.values ?? []);
  const missing = documented.filter((value) => !lines.some(({ native }) => native.value === value));
  if (missing.length > 0) {
    scope.sink.add(
      'E130',
      at,
      `not mapped: ${missing.join(', ')}`,
      'a value that has no counterpart is mapped to null',
    );
  }
}

function checkKey({ value, at }: Placed<string>, { text, type, field }: PathPlan, scope: CheckScope): void {
  const { sink, descriptor } = scope;
  if (descriptor.empty.includes(value) || (field.trim && value.trim() === '')) {
    const message = `${JSON.stringify(value)} stands for no value, which a map never sees`;
    sink.add('E131', at, message, 'write  default: …  for what stands in its place');
    return;
  }
  if (!canBe(value, type)) {
    const hint = type.startsWith('int') ? 'write a whole number' : 'write a number';
    sink.add('E131', at, `${text} is of type ${type}: it is never "${value}"`, hint);
    return;
  }
  checkNativeValue(value, field, at, scope);
}

/** Numbers have no other texts; what other types can be, their values say. */
function canBe(value: string, type: NativeType): boolean {
  switch (type) {
    case 'int':
    case 'int-text':
      return /^-?\d+$/.test(value);
    case 'number':
    case 'decimal':
    case 'percent':
    case 'ratio':
    case 'ratio-text':
      return parseDecimal(value) !== undefined;
    default:
      return true;
  }
}

/** `reverse` names, for a unified value, one of the native values that become it. */
export function checkReverse({ map, reverse = [] }: Rule, { sink }: CheckScope): void {
  const lines = (map?.lines ?? []).filter(({ unified }) => unified.value !== null);
  const given = new Set(lines.map(({ unified }) => String(unified.value)));
  for (const { native: key, unified: entry } of reverse) {
    if (!given.has(key.value)) {
      sink.add('E133', key.at, `the map gives no "${key.value}" to write back`, suggest(key.value, given));
      continue;
    }
    const natives = lines.flatMap(({ native, unified }) =>
      String(unified.value) === key.value ? [native.value] : [],
    );
    const chosen = String(entry.value);
    if (natives.includes(chosen)) continue;
    const message = `"${chosen}" is not one of the native values that become "${key.value}"`;
    sink.add('E131', entry.at, message, suggest(chosen, natives));
  }
}
