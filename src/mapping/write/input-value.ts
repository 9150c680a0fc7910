import { isCurrencyCode } from '../../model/currency.ts';
import { parseDate, parseInstant } from '../../model/instant.ts';
import { isJsonObject, type JsonValue } from '../../model/json.ts';
import type { TargetType } from '../codecs/codec.ts';
import { percentPlaces } from '../codecs/number-codecs.ts';
import { roundTo } from '../codecs/round-to.ts';
import { suggestAny } from '../did-you-mean.ts';
import { shown, type Refusal } from './issues.ts';

/** A value of the input in the model's one form, or why it is none. */
export type InputValue = { readonly value: JsonValue } | { readonly refusal: Refusal };

/** What a value of each type looks like, for people. */
const forms: Readonly<Record<TargetType, string>> = {
  id: 'an id as text',
  text: 'text',
  number: 'a number',
  integer: 'a whole number',
  percent: 'a number from 0 to 100',
  currency: 'an ISO 4217 code in capitals, such as EUR',
  date: 'a day as YYYY-MM-DD',
  datetime: 'an instant such as 2026-11-01T09:30:00Z, with a zone',
  boolean: 'true or false',
  json: 'a JSON value',
};

/** Checks one value, not null, against the type of the field. */
export function inputValue(value: JsonValue, type: TargetType, values?: readonly string[]): InputValue {
  const found = read(value, type);
  if (found === undefined) {
    const message = `${shown(value)} is not ${forms[type]}`;
    return { refusal: { code: 'wrong-type', message, hint: `write ${forms[type]}` } };
  }
  if (values !== undefined && !values.includes(String(found))) {
    const hint = suggestAny(String(found), values, 'leave it out');
    return { refusal: { code: 'unknown-value', message: `${shown(value)} is not one of its values`, hint } };
  }
  return { value: found };
}

/** A list of such values. */
export function inputList(value: JsonValue, type: TargetType): InputValue {
  if (!Array.isArray(value)) {
    const message = `${shown(value)} is not a list`;
    return { refusal: { code: 'wrong-type', message, hint: `write a list: [${forms[type]}]` } };
  }
  // Said twice is said once.
  const items = new Set<JsonValue>();
  for (const item of value) {
    const checked = inputValue(item, type);
    if ('refusal' in checked) return checked;
    items.add(checked.value);
  }
  return { value: [...items] };
}

function read(value: JsonValue, type: TargetType): JsonValue | undefined {
  switch (type) {
    case 'id':
      return typeof value === 'string' && value.trim() !== '' ? value : undefined;
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'integer':
      return Number.isSafeInteger(value) ? value : undefined;
    case 'percent':
      // Finer ones are the noise of somebody's arithmetic: they would be rounded when they are read.
      return typeof value === 'number' && value >= 0 && value <= 100
        ? roundTo(value, percentPlaces)
        : undefined;
    case 'currency':
      return typeof value === 'string' && isCurrencyCode(value) ? value : undefined;
    case 'date':
      return typeof value === 'string' ? parseDate(value) : undefined;
    case 'datetime':
      return typeof value === 'string' ? parseInstant(value) : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'json':
      return isJsonObject(value) || Array.isArray(value) || typeof value !== 'object' ? value : undefined;
  }
}
