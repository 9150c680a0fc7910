import { Refused } from '../../../../src/sandbox-kit/index.ts';
import { invalid, refusal } from '../errors.ts';
import type { ObjectView } from '../object-view.ts';
import { isMultiple, type PropertyDefinition } from '../property-definition.ts';
import type { SearchFilter } from './search-body.ts';
import { matchesWord } from './word-pattern.ts';
import { wireMs } from '../wire-values.ts';

type Test = (value: string | null) => boolean;

/**
 * Turns one filter into a condition on a record.
 *
 * @throws Refused for an unknown property, an unknown operator or a value of the wrong kind.
 */
export function filterCondition(
  properties: ReadonlyMap<string, PropertyDefinition>,
  filter: SearchFilter,
): (view: ObjectView) => boolean {
  const definition = properties.get(filter.propertyName.toLowerCase());
  if (definition === undefined)
    throw new Refused(
      invalid(`There was a problem with the request. Property "${filter.propertyName}" does not exist`),
    );
  const test = testOf(definition, filter);
  return (view) => test(view.read(definition.name));
}

function testOf(definition: PropertyDefinition, filter: SearchFilter): Test {
  const { operator } = filter;
  if (operator === 'HAS_PROPERTY') return isSet;
  if (operator === 'NOT_HAS_PROPERTY') return (value) => !isSet(value);
  if (operator === 'IN' || operator === 'NOT_IN') return membership(definition, filter);
  if (filter.value === undefined) throw new Refused(invalid(`Operator ${operator} requires a value.`));
  if (operator === 'CONTAINS_TOKEN') return tokenTest(filter.value);
  if (operator === 'NOT_CONTAINS_TOKEN') {
    const contains = tokenTest(filter.value);
    return (value) => !contains(value);
  }
  if (operator === 'BETWEEN') return between(definition, filter);
  return comparison(definition, operator, filter.value);
}

function isSet(value: string | null): value is string {
  return value !== null && value !== '';
}

/** True where values are compared as numbers. */
export function isQuantity({ type }: PropertyDefinition): boolean {
  return type === 'number' || type === 'datetime' || type === 'date';
}

/** A number, or an instant in milliseconds, of a property's value or of a filter's. */
export function quantity({ type }: PropertyDefinition, text: string): number {
  if (type === 'number') return Number(text);
  return wireMs(text) ?? Number.NaN;
}

function filterQuantity(definition: PropertyDefinition, text: string): number {
  const value = quantity(definition, text);
  if (Number.isNaN(value))
    throw new Refused(
      invalid(`"${text}" is not a valid value for the ${definition.type} property "${definition.name}".`),
    );
  // Filtering by the epoch itself fails on the real API: https://github.com/estuary/connectors (2026-11-22).
  if (value === 0 && definition.type === 'datetime') throw new Refused(refusal(500, 'internal error'));
  return value;
}

/** Enumerations compare as they are; everything else without regard to case. */
function folded({ type }: PropertyDefinition, text: string): string {
  return type === 'enumeration' ? text : text.toLowerCase();
}

function comparison(definition: PropertyDefinition, operator: string, wanted: string): Test {
  const compare = comparisonWith(definition, wanted);
  switch (operator) {
    case 'EQ':
      return (value) => isSet(value) && compare(value) === 0;
    case 'NEQ':
      return (value) => isSet(value) && compare(value) !== 0;
    case 'LT':
      return (value) => isSet(value) && compare(value) < 0;
    case 'LTE':
      return (value) => isSet(value) && compare(value) <= 0;
    case 'GT':
      return (value) => isSet(value) && compare(value) > 0;
    case 'GTE':
      return (value) => isSet(value) && compare(value) >= 0;
    default:
      throw new Refused(invalid(`Invalid operator: ${operator}`));
  }
}

function comparisonWith(definition: PropertyDefinition, wanted: string): (value: string) => number {
  if (isQuantity(definition)) {
    const limit = filterQuantity(definition, wanted);
    return (value) => quantity(definition, value) - limit;
  }
  const target = folded(definition, wanted);
  return (value) => {
    const text = folded(definition, value);
    if (isMultiple(definition) && text.split(';').includes(target)) return 0;
    return text === target ? 0 : text < target ? -1 : 1;
  };
}

function between(definition: PropertyDefinition, { value = '', highValue }: SearchFilter): Test {
  if (highValue === undefined) throw new Refused(invalid('Operator BETWEEN requires a highValue.'));
  const low = comparisonWith(definition, value);
  const high = comparisonWith(definition, highValue);
  return (text) => isSet(text) && low(text) >= 0 && high(text) <= 0;
}

/** Texts are compared in lower case with values as they were sent: capitals never match. */
function membership(definition: PropertyDefinition, { operator, values }: SearchFilter): Test {
  if (values.length === 0) throw new Refused(invalid(`Operator ${operator} requires values.`));
  const wanted = isQuantity(definition)
    ? values.map((text) => String(filterQuantity(definition, text)))
    : values;
  const among = (value: string): boolean => {
    if (isQuantity(definition)) return wanted.includes(String(quantity(definition, value)));
    const parts = isMultiple(definition) ? value.split(';') : [folded(definition, value)];
    return parts.some((part) => wanted.includes(part));
  };
  return operator === 'IN'
    ? (value) => isSet(value) && among(value)
    : (value) => isSet(value) && !among(value);
}

/** Matches whole words; `*` stands for any part of one. */
function tokenTest(wanted: string): Test {
  const patterns = wanted
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== '');
  return (value) => {
    const words = (value ?? '').toLowerCase().split(/[\s,;/–-]+/);
    return (
      patterns.length > 0 && patterns.every((pattern) => words.some((word) => matchesWord(pattern, word)))
    );
  };
}
