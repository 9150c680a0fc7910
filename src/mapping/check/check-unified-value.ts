import { isCurrencyCode } from '../../model/currency.ts';
import { parseDate, parseInstant } from '../../model/instant.ts';
import type { JsonValue } from '../../model/json.ts';
import type { TargetType } from '../codecs/codec.ts';
import { suggest } from '../did-you-mean.ts';
import type { Placed } from '../rules/rule.ts';
import type { CheckScope } from './check-scope.ts';
import type { Target } from './plan.ts';

const fits: Readonly<Record<TargetType, (value: JsonValue) => boolean>> = {
  id: (value) => typeof value === 'string',
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isSafeInteger(value),
  percent: (value) => typeof value === 'number' && value >= 0 && value <= 100,
  currency: (value) => typeof value === 'string' && isCurrencyCode(value),
  date: (value) => typeof value === 'string' && parseDate(value) !== undefined,
  datetime: (value) => typeof value === 'string' && parseInstant(value) === value,
  boolean: (value) => typeof value === 'boolean',
  json: (value) => value !== null,
};

/** Says whether a value written in the mapping (`const`, `default`, a map's right side) can stand in the field. */
export function checkUnifiedValue(
  { value, at }: Placed<JsonValue>,
  target: Pick<Target, 'name' | 'type' | 'list' | 'values'>,
  { sink }: CheckScope,
): boolean {
  const isList: boolean = Array.isArray(value);
  const items: readonly JsonValue[] = Array.isArray(value) ? value : [value];
  if (isList !== target.list && target.type !== 'json') {
    sink.add(
      'E133',
      at,
      `${target.name} is ${target.list ? 'a list' : 'a single value'}`,
      target.list ? 'write [value]' : 'write one value',
    );
    return false;
  }
  return items.every((item) => {
    const { type, values, name } = target;
    if (fits[type](item) && (values === undefined || values.includes(String(item)))) return true;
    const shown = JSON.stringify(item);
    const hint = values === undefined ? quoteHint(item, type) : suggest(String(item), values);
    sink.add('E133', at, `${shown} is not a value of ${name}, which is of type ${type}`, hint);
    return false;
  });
}

function quoteHint(value: JsonValue, type: TargetType): string | undefined {
  const isQuotable = typeof value === 'number' || typeof value === 'boolean';
  return isQuotable && (type === 'text' || type === 'id') ? `write "${String(value)}" in quotes` : undefined;
}
