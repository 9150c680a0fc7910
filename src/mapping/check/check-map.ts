import type { NativeType } from '../../connector-kit/resource.ts';
import { parseDecimal } from '../../model/decimal.ts';
import type { JsonValue } from '../../model/json.ts';
import { suggest } from '../did-you-mean.ts';
import { findingSink } from '../findings.ts';
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

/** The native side: each key can occur at one of the paths, and each documented value has its line. */
export function checkMap({ lines, at }: MapWord, paths: readonly PathPlan[], scope: CheckScope): void {
  for (const { native } of lines) checkKey(native, paths, scope);
  const documented = new Set(paths.flatMap(documentedValues));
  for (const { native } of lines) documented.delete(native.value);
  if (documented.size === 0) return;
  scope.sink.add(
    'E130',
    at,
    `not mapped: ${[...documented].join(', ')}`,
    'a value that has no counterpart is mapped to null',
  );
}

function documentedValues({ type, field }: PathPlan): readonly string[] {
  return type === 'bool' || type === 'bool-text' ? ['true', 'false'] : (field.values ?? []);
}

/** Where several paths are read, a key of any of them will do; else the first one says what is wrong. */
function checkKey(key: Placed<string>, paths: readonly PathPlan[], scope: CheckScope): void {
  const fits = paths.map((path) => {
    const sink = findingSink();
    checkKeyOf(key, path, { ...scope, sink });
    return sink.findings;
  });
  const [first = []] = fits;
  if (fits.every((findings) => findings.length > 0)) for (const finding of first) scope.sink.pass(finding);
}

function checkKeyOf({ value, at }: Placed<string>, { text, type, field }: PathPlan, scope: CheckScope): void {
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
