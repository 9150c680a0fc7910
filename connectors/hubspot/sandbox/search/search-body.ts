import { isJsonObject, Refused, type JsonObject, type JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { invalid, unreadable } from '../errors.ts';
import { largestSearchPage, searchCap } from '../facts.ts';
import { scalarText, textList } from '../deals/requested.ts';

export interface SearchFilter {
  readonly propertyName: string;
  readonly operator: string;
  readonly value: string | undefined;
  readonly highValue: string | undefined;
  readonly values: readonly string[];
}

export interface SearchBody {
  /** Any group may match; within a group, every filter must. */
  readonly groups: readonly (readonly SearchFilter[])[];
  readonly sort:
    { readonly propertyName: string; readonly direction: 'ascending' | 'descending' } | undefined;
  readonly properties: readonly string[] | undefined;
  readonly query: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

const bodyKeys = ['filterGroups', 'filters', 'sorts', 'properties', 'limit', 'after', 'query'];
const filterKeys = ['propertyName', 'operator', 'value', 'highValue', 'values'];

// Limits of one search: https://developers.hubspot.com/docs/api-reference/latest/search/guide (2026-11-22).
const mostGroups = 5;
const mostFiltersPerGroup = 6;
const mostFilters = 18;
const longestQuery = 3000;

/**
 * Reads the body of a search, strictly: an unknown key is refused.
 *
 * @throws Refused with the vendor's answer.
 */
export function readSearchBody(body: JsonObject | undefined): SearchBody {
  if (body === undefined) throw new Refused(unreadable('expected a JSON object'));
  const given = body;
  refuseUnknown(given, bodyKeys, 'PublicObjectSearchRequest');
  const query = scalarText(given['query']) ?? '';
  if (query.length > longestQuery)
    throw new Refused(invalid(`The query must not be longer than ${longestQuery} characters.`));
  const limit = wholeNumber(given['limit'], 10);
  if (limit < 1 || limit > largestSearchPage)
    throw new Refused(invalid(`The limit ${limit} must be between 1 and ${largestSearchPage}.`));
  const offset = wholeNumber(given['after'], 0);
  if (offset + limit > searchCap)
    throw new Refused(
      invalid(
        `The search API only pages through the first ${searchCap} results of a query: after + limit must not exceed it.`,
      ),
    );
  const properties = textList(given, 'properties');
  return {
    groups: readGroups(given),
    sort: readSort(given['sorts']),
    properties: properties.length === 0 ? undefined : properties,
    query: query === '' ? undefined : query,
    offset,
    limit,
  };
}

function refuseUnknown(given: JsonObject, known: readonly string[], type: string): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new Refused(unreadable(`Unrecognized field "${unknown}" (class ${type}), not marked as ignorable`));
}

/** The offset is a number in a text; the id a list goes on at does not fit one. */
function wholeNumber(value: JsonValue | undefined, otherwise: number): number {
  const text = scalarText(value) ?? '';
  if (text === '') return otherwise;
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 0x7fff_ffff) return number;
  throw new Refused(
    unreadable(`Cannot deserialize value of type \`int\` from String "${text}": not a valid \`int\` value`),
  );
}

function readGroups(given: JsonObject): readonly (readonly SearchFilter[])[] {
  const groups = objects(given['filterGroups'], 'filterGroups').map((group) => {
    refuseUnknown(group, ['filters'], 'FilterGroup');
    return objects(group['filters'], 'filters').map(readFilter);
  });
  const single = objects(given['filters'], 'filters').map(readFilter);
  const all = single.length > 0 ? [...groups, single] : groups;
  const tooMany =
    all.length > mostGroups ||
    all.some((group) => group.length > mostFiltersPerGroup) ||
    all.flat().length > mostFilters;
  if (tooMany)
    throw new Refused(
      invalid(
        `A search takes up to ${mostGroups} filterGroups of up to ${mostFiltersPerGroup} filters, ${mostFilters} in all.`,
      ),
    );
  return all;
}

function readFilter(filter: JsonObject): SearchFilter {
  refuseUnknown(filter, filterKeys, 'Filter');
  const { propertyName, operator, value, highValue } = filter;
  const missing = [
    propertyName === undefined ? 'propertyName' : '',
    operator === undefined ? 'operator' : '',
  ].filter(Boolean);
  if (missing.length > 0)
    throw new Refused(
      unreadable(`Cannot build Filter, some of required attributes are not set [${missing.join(', ')}]`),
    );
  return {
    propertyName: scalarText(propertyName) ?? '',
    operator: scalarText(operator) ?? '',
    value: scalarText(value),
    highValue: scalarText(highValue),
    values: textList(filter, 'values'),
  };
}

/** Only the first sort counts. */
function readSort(sorts: JsonValue | undefined): SearchBody['sort'] {
  if (sorts !== undefined && sorts !== null && !Array.isArray(sorts))
    throw new Refused(unreadable('Cannot deserialize value of type `java.util.ArrayList` from Object value'));
  const first: JsonValue | undefined = Array.isArray(sorts) ? sorts[0] : undefined;
  if (first === undefined) return undefined;
  if (typeof first === 'string')
    return first.startsWith('-')
      ? { propertyName: first.slice(1), direction: 'descending' }
      : { propertyName: first, direction: 'ascending' };
  if (!isJsonObject(first)) throw new Refused(unreadable('Cannot construct a sort from this value'));
  refuseUnknown(first, ['propertyName', 'direction'], 'Sort');
  const propertyName = scalarText(first['propertyName']);
  const direction = scalarText(first['direction']) ?? 'ASCENDING';
  if (propertyName === undefined)
    throw new Refused(
      unreadable('Cannot build Sort, some of required attributes are not set [propertyName]'),
    );
  if (direction !== 'ASCENDING' && direction !== 'DESCENDING')
    throw new Refused(
      unreadable(
        `Cannot deserialize value of type \`SortDirection\` from String "${direction}": not one of the values accepted: [ASCENDING, DESCENDING]`,
      ),
    );
  return { propertyName, direction: direction === 'DESCENDING' ? 'descending' : 'ascending' };
}

function objects(value: JsonValue | undefined, name: string): readonly JsonObject[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value))
    throw new Refused(unreadable(`Cannot deserialize value of ${name} from Object value`));
  return value.map((item) => {
    if (isJsonObject(item)) return item;
    throw new Refused(unreadable(`Cannot construct an item of ${name} from this value`));
  });
}
