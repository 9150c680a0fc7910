import { nativeTypesFor, codecFor } from '../codecs/pair-table.ts';
import { closedCodec } from '../codecs/closed-codec.ts';
import type { Codec } from '../codecs/codec.ts';
import { suggest } from '../did-you-mean.ts';
import type { NativeField } from '../native/native-descriptor.ts';
import type { Rule } from '../rules/rule.ts';
import type { Place } from '../yaml/place.ts';
import { checkMap, checkReverse, checkTable } from './check-map.ts';
import type { CheckScope } from './check-scope.ts';
import type { ConversionPlan, PathPlan, Target } from './plan.ts';

/** The codec of a pair of types; undefined, with a finding, where there is none. */
export function checkCodec(
  { type, format }: Pick<NativeField, 'type' | 'format'>,
  target: Target,
  isExact: boolean,
  at: Place,
  { sink }: CheckScope,
): Codec | undefined {
  const codec = codecFor(type, target.type, { format, isExact });
  if (codec === undefined) {
    const able = nativeTypesFor(target.type).join(', ');
    sink.add('E120', at, `cannot turn ${type} into ${target.type}`, `${able} can`);
    return undefined;
  }
  return target.values === undefined ? codec : closedCodec(codec, target.values);
}

/**
 * What the vendor is known to send has to be a value of a field that has a closed set of them; where nothing is known,
 * as of a text that people type, anything may come.
 */
export function checkClosedValues(
  { field, type, text, at }: PathPlan,
  { name, type: targetType, values }: Target,
  { sink }: CheckScope,
): void {
  if (values === undefined) return;
  const closed = values.join(', ');
  if (field.values === undefined) {
    // What no codec reads is told as that.
    if (codecFor(type, targetType, { format: field.format, isExact: true }) === undefined) return;
    const message = `${text} is of type ${type} and may hold anything, ${name} has only ${closed}`;
    sink.add('E133', at, message, 'add a map to them, with  else:  for all other values');
    return;
  }
  const foreign = field.values.filter((value) => !values.includes(value));
  const [, second] = foreign;
  if (foreign.length === 0) return;
  const are = second === undefined ? 'is a value' : 'are values';
  sink.add(
    'E133',
    at,
    `"${foreign.join('", "')}" ${are} of ${text}, and none of ${name}`,
    `add a map to ${closed}`,
  );
}

/** What stands between the native value and the unified one: a map, a lookup, or nothing but the types. */
export function checkConversion(
  rule: Rule,
  paths: readonly PathPlan[],
  target: Target,
  scope: CheckScope,
): ConversionPlan | undefined {
  const miss = rule.else ?? 'issue';
  if (rule.map !== undefined) {
    checkMap(rule.map, paths, scope);
    checkReverse(rule, scope);
    return { kind: 'map', table: checkTable(rule.map.lines, target, scope), miss };
  }
  if (rule.lookup === undefined) return { kind: 'codec' };
  return checkLookup(rule, paths, target, scope);
}

/** Native types whose values can be keys of a lookup table. */
export const keyTypes: readonly string[] = ['text', 'id', 'choice', 'int', 'int-text', 'list-semicolon'];

function checkLookup(
  rule: Rule,
  paths: readonly PathPlan[],
  target: Target,
  scope: CheckScope,
): ConversionPlan | undefined {
  const { lookup, take } = rule;
  const { descriptor, sink } = scope;
  if (lookup === undefined || take === undefined) return undefined;
  const table = descriptor.lookups.get(lookup.value);
  if (table === undefined) {
    sink.add(
      'E140',
      lookup.at,
      `there is no lookup table "${lookup.value}"`,
      suggest(lookup.value, descriptor.lookups.keys()),
    );
    return undefined;
  }
  for (const { type, text, at } of paths) {
    if (!keyTypes.includes(type))
      sink.add('E142', at, `${text} is of type ${type}, which is no key`, `${keyTypes.join(', ')} can be`);
  }
  for (const { origin, text, at } of paths) {
    if (origin !== 'account' || table.load === 'all') continue;
    const whole = [...descriptor.lookups.values()].flatMap(({ name, load }) =>
      load === 'all' ? [name] : [],
    );
    const message = `${table.name} is loaded for the keys of records, and ${text} is none`;
    sink.add('E142', at, message, `${whole.join(', ')} are loaded as a whole`);
  }
  const columnField = table.columns.get(take.value);
  if (columnField === undefined) {
    sink.add(
      'E141',
      take.at,
      `the lookup table ${table.name} has no column "${take.value}"`,
      suggest(take.value, table.columns.keys()),
    );
    return undefined;
  }
  const columnCodec = checkCodec(columnField, target, rule.round === undefined, take.at, scope);
  if (columnCodec === undefined) return undefined;
  const miss = rule.else ?? 'issue';
  return { kind: 'lookup', table, column: take.value, columnField, columnCodec, miss };
}
