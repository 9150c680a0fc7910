import { isJsonObject, Refused, type JsonObject, type JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { emptyValue, findDealDefinition, type CustomDefinition } from '../seed/custom-definitions.ts';
import { badId, badValue, refusal, unrecognised, type Problem } from '../errors.ts';
import { integerOf, numberOf } from '../params.ts';
import type { Condition } from './search-condition.ts';
import { fitsOption, isOption } from './search-filters.ts';

const known = new Set([
  'custom_field_definition_id',
  'value',
  'minimum_value',
  'maximum_value',
  'option',
  'allow_empty',
]);

/** Reads the filter by custom fields. @throws Refused with 500 for one that allows empty values and asks for nothing else, as the vendor does. */
export function customFieldConditions(params: JsonObject, problems: Problem[]): readonly Condition[] {
  const filters = params['custom_fields'];
  if (filters === undefined || filters === null) return [];
  if (!Array.isArray(filters)) {
    problems.push(badValue('custom_fields', filters));
    return [];
  }
  return filters.flatMap((filter: JsonValue) => {
    if (!isJsonObject(filter)) {
      problems.push(badValue('custom_fields', filter));
      return [];
    }
    problems.push(...unrecognised(Object.keys(filter).filter((name) => !known.has(name))));
    const definition = definitionOf(filter, problems);
    return definition === undefined ? [] : [conditionOf(definition, filter, problems)];
  });
}

function definitionOf(filter: JsonObject, problems: Problem[]): CustomDefinition | undefined {
  const given = filter['custom_field_definition_id'] ?? null;
  const id = integerOf(given);
  if (id === undefined || id < 1) {
    problems.push(badId('custom_field_definition_id', given));
    return undefined;
  }
  const definition = findDealDefinition(id);
  if (definition?.filterable === true) return definition;
  problems.push({ label: 'Custom Fields', message: `Custom field definition cannot be searched: ${id}` });
  return undefined;
}

function conditionOf(definition: CustomDefinition, filter: JsonObject, problems: Problem[]): Condition {
  const { value, minimum_value: min, maximum_value: max, option = 'ANY' } = filter;
  if (!isOption(option)) problems.push(badValue('option', option));
  if (value === undefined && min === undefined && max === undefined)
    throw new Refused(refusal(500, 'Internal server error'));
  const low = limitOf('minimum_value', min, -Infinity, problems);
  const high = limitOf('maximum_value', max, Infinity, problems);
  const wanted = value === undefined ? [] : Array.isArray(value) ? value : [value];
  const asksOnlyForEmpty =
    filter['allow_empty'] === true && wanted.length === 0 && low === -Infinity && high === Infinity;
  return ({ record }) => {
    const stored = record.custom.get(definition.id) ?? emptyValue(definition);
    const held: readonly JsonValue[] = Array.isArray(stored) ? stored : [stored];
    if (isEmpty(stored)) return filter['allow_empty'] === true;
    if (asksOnlyForEmpty) return false;
    const matches = wanted.map((one) => held.some((other) => String(other) === String(one)));
    const number = Number(stored);
    return (
      (wanted.length === 0 || fitsOption(option, matches)) &&
      (low === -Infinity || number >= low) &&
      (high === Infinity || number <= high)
    );
  };
}

function isEmpty(value: JsonValue): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function limitOf(name: string, value: JsonValue | undefined, otherwise: number, problems: Problem[]): number {
  if (value === undefined || value === null) return otherwise;
  const number = numberOf(value);
  if (number === undefined) problems.push(badValue(name, value));
  return number ?? otherwise;
}
