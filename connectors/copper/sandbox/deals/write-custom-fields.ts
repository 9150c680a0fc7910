import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { emptyValue, findDealDefinition, type CustomDefinition } from '../seed/custom-definitions.ts';
import { badId, badValue, unrecognised, type Problem } from '../errors.ts';
import { latestSecond } from '../facts.ts';
import { integerOf, numberOf } from '../params.ts';
import { dateOfWireDay, pacificDayOf, pacificMidnight } from '../wire-values.ts';

const known = new Set(['custom_field_definition_id', 'value', 'computed_value']);

/** Longest text of a String field. https://github.com/dquimper/GitbookTest (2019 docs, read 2026-11-22) */
const longestText = 255;

type Values = ReadonlyMap<number, JsonValue>;

/** Sets the fields a write names and leaves the others alone; adds to the problems what cannot be set. */
export function withCustomFields(before: Values, written: JsonValue, problems: Problem[]): Values {
  if (!Array.isArray(written)) {
    problems.push(badValue('custom_fields', written));
    return before;
  }
  const values = new Map(before);
  for (const entry of written) {
    const field = isJsonObject(entry) ? readEntry(entry, values, problems) : badEntry(entry, problems);
    if (field === undefined) continue;
    if (field.value === null) values.delete(field.id);
    else values.set(field.id, field.value);
  }
  return values;
}

interface Field {
  readonly id: number;
  readonly value: JsonValue;
}

function badEntry(entry: JsonValue, problems: Problem[]): undefined {
  problems.push(badValue('custom_fields', entry));
  return undefined;
}

/** What an entry sets; undefined where it says what the record says already, and where it cannot be set. */
function readEntry(entry: JsonObject, before: Values, problems: Problem[]): Field | undefined {
  problems.push(...unrecognised(Object.keys(entry).filter((name) => !known.has(name))));
  const given = entry['custom_field_definition_id'] ?? null;
  const id = integerOf(given);
  if (id === undefined || id < 1) {
    problems.push(badId('custom_field_definition_id', given));
    return undefined;
  }
  const definition = findDealDefinition(id);
  const written = entry['value'] ?? null;
  if (isDeepStrictEqual(written, shownValue(definition, before.get(id)))) return undefined;
  if (definition === undefined) {
    problems.push({ label: 'Custom Fields', message: `Custom field definition does not exist: ${id}` });
    return undefined;
  }
  const value = storedValue(definition, written);
  if (value === undefined)
    problems.push({
      label: definition.name,
      message: `Invalid value for ${definition.name}: ${typeof written === 'string' ? written : JSON.stringify(written)}`,
    });
  return value === undefined ? undefined : { id, value };
}

function shownValue(definition: CustomDefinition | undefined, kept: JsonValue | undefined): unknown {
  return kept ?? (definition === undefined ? undefined : emptyValue(definition));
}

/** The value as it is kept, null for an empty one, undefined for one the type does not allow. */
function storedValue(definition: CustomDefinition, value: JsonValue): JsonValue | undefined {
  if (definition.dataType === 'Connect') return undefined;
  if (value === null) return null;
  switch (definition.dataType) {
    case 'String':
      return typeof value === 'string' && value.length <= longestText ? value : undefined;
    case 'Text':
    case 'URL':
      return typeof value === 'string' ? value : undefined;
    case 'Checkbox':
      // Nothing tells a box that was cleared from one that nobody touched.
      return typeof value === 'boolean' ? value || null : undefined;
    case 'Percentage':
      return integerOf(value);
    case 'Float':
    case 'Currency':
      return numberOf(value);
    case 'Date':
      return storedDate(value);
    case 'Dropdown':
      return optionOf(definition, value);
    case 'MultiSelect':
      return optionsOf(definition, value);
    default:
      return undefined;
  }
}

/** Seconds become midnight of the Pacific day they lie in: midnight UTC is the day before. The docs also promise `MM/DD/YYYY`. */
function storedDate(value: JsonValue): number | undefined {
  const seconds = integerOf(value);
  if (seconds !== undefined)
    return Math.abs(seconds) <= latestSecond ? pacificMidnight(pacificDayOf(seconds * 1000)) : undefined;
  const date = typeof value === 'string' ? dateOfWireDay(value, false) : undefined;
  return date === undefined ? undefined : pacificMidnight(date);
}

function optionOf({ options = [] }: CustomDefinition, value: JsonValue): number | undefined {
  const id = integerOf(value);
  return options.some((option) => option.id === id) ? id : undefined;
}

function optionsOf(definition: CustomDefinition, value: JsonValue): JsonValue | undefined {
  if (!Array.isArray(value)) return undefined;
  const ids = value.map((one: JsonValue) => optionOf(definition, one));
  const existing = ids.filter((id) => id !== undefined);
  if (existing.length < ids.length) return undefined;
  return existing.length === 0 ? null : [...new Set(existing)];
}
