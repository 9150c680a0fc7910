import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/sandbox-kit/index.ts';
import type { DealState } from '../deals/deal-state.ts';
import { badId, badValue, labelOf, type Problem } from '../errors.ts';
import { noneId, priorities, statuses } from '../facts.ts';
import { integerOf, numberOf } from '../params.ts';
import type { Condition } from './search-condition.ts';
import { secondsParam } from './search-bounds.ts';
import { daySeconds } from '../wire-values.ts';

type Reading = (record: DealState) => number | null;

/** Filters by a list of ids: what they look at, and which ids they know. */
const idFilters: Readonly<
  Record<string, { readonly read: Reading; readonly ids: 'none' | 'positive' | number }>
> = {
  assignee_ids: { read: (record) => record.assigneeId, ids: 'none' },
  company_ids: { read: (record) => record.companyId, ids: 'none' },
  primary_contact_ids: { read: (record) => record.primaryContactId, ids: 'none' },
  customer_source_ids: { read: (record) => record.customerSourceId, ids: 'none' },
  loss_reason_ids: { read: (record) => record.lossReasonId, ids: 'none' },
  pipeline_ids: { read: (record) => record.pipelineId, ids: 'positive' },
  pipeline_stage_ids: { read: (record) => record.stageId, ids: 'positive' },
  status_ids: { read: (record) => statuses.indexOf(record.status), ids: statuses.length },
  priority_ids: { read: (record) => priorities.indexOf(record.priority), ids: priorities.length },
};

/** Filters by a smallest and a largest value. */
const ranges: Readonly<Record<string, { readonly read: Reading; readonly unit: 'number' | 'seconds' }>> = {
  monetary_value: { read: (record) => record.monetaryValue, unit: 'number' },
  interaction_count: { read: (record) => record.interactionCount, unit: 'number' },
  close_date: {
    read: ({ closeDate }) => (closeDate === null ? null : daySeconds(closeDate)),
    unit: 'seconds',
  },
  interaction_date: { read: (record) => record.lastContactedSeconds, unit: 'seconds' },
  stage_change_date: { read: (record) => record.stageChangedSeconds, unit: 'seconds' },
};

/** What a search can ask for besides ids, custom fields, creation and change. */
export const filterAttributes: readonly string[] = [
  'name',
  'tags',
  'followed',
  ...Object.keys(idFilters),
  ...Object.keys(ranges).flatMap((name) => [`minimum_${name}`, `maximum_${name}`]),
];

/** The conditions of a search; all of them have to hold. */
export function filtersOf(params: JsonObject, problems: Problem[]): readonly Condition[] {
  return [
    ...Object.entries(idFilters).flatMap(([name, { read, ids }]) =>
      isGiven(params[name]) ? idCondition(name, listOf(params[name]), read, ids, problems) : [],
    ),
    ...Object.entries(ranges).flatMap(([name, { read, unit }]) =>
      rangeCondition(params, name, read, unit, problems),
    ),
    ...nameCondition(params['name'], problems),
    ...tagCondition(params['tags'], problems),
    ...followedCondition(params['followed'], problems),
  ];
}

function isGiven(value: JsonValue | undefined): value is JsonValue {
  return value !== undefined && value !== null;
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (!isGiven(value)) return [];
  return Array.isArray(value) ? value : [value];
}

function idCondition(
  name: string,
  given: readonly JsonValue[],
  read: Reading,
  ids: 'none' | 'positive' | number,
  problems: Problem[],
): readonly Condition[] {
  const wanted = new Set<number | null>();
  for (const value of given) {
    const id = integerOf(value);
    if (id === noneId && ids === 'none') wanted.add(null);
    else if (typeof ids === 'number' && id !== undefined && id >= 0 && id < ids) wanted.add(id);
    else if (typeof ids !== 'number' && id !== undefined && id > 0) wanted.add(id);
    else problems.push(typeof ids === 'number' ? badValue(name, value) : badId(name, value));
  }
  return given.length === 0 ? [] : [({ record }) => wanted.has(read(record))];
}

function rangeCondition(
  params: JsonObject,
  name: string,
  read: Reading,
  unit: 'number' | 'seconds',
  problems: Problem[],
): readonly Condition[] {
  const limit = (attribute: string): number | undefined =>
    unit === 'seconds' ? secondsParam(params, attribute, problems) : numberParam(params, attribute, problems);
  const min = limit(`minimum_${name}`);
  const max = limit(`maximum_${name}`);
  if (min === undefined && max === undefined) return [];
  return [
    ({ record }) => {
      const value = read(record);
      return value !== null && value >= (min ?? -Infinity) && value <= (max ?? Infinity);
    },
  ];
}

function numberParam(params: JsonObject, name: string, problems: Problem[]): number | undefined {
  const value = params[name];
  if (!isGiven(value)) return undefined;
  const number = numberOf(value);
  if (number === undefined) problems.push(badValue(name, value));
  return number;
}

/** Sources disagree on whether the whole name has to match; the newer one says a part is enough. */
function nameCondition(value: JsonValue | undefined, problems: Problem[]): readonly Condition[] {
  if (!isGiven(value)) return [];
  if (typeof value !== 'string') problems.push(badValue('name', value));
  const part = String(value).toLowerCase();
  return [({ record }) => record.name.toLowerCase().includes(part)];
}

/** A list asks for any of them; the newer shape says how many have to match. */
function tagCondition(value: JsonValue | undefined, problems: Problem[]): readonly Condition[] {
  if (!isGiven(value)) return [];
  const { option = 'ANY', value: given = value, ...rest } = isJsonObject(value) ? value : {};
  const tags = listOf(given).map((tag) => (typeof tag === 'string' ? tag.toLowerCase() : undefined));
  const wrong = tags.includes(undefined) || Object.keys(rest).length > 0 || !isOption(option);
  if (wrong) problems.push({ label: labelOf('tags'), message: 'Invalid value for Tags' });
  if (tags.length === 0) return [];
  return [
    ({ record }) =>
      fitsOption(
        option,
        tags.map((tag) => record.tags.includes(tag ?? '')),
      ),
  ];
}

/** True for the words that say how many of several values have to match. */
export function isOption(value: JsonValue): value is 'ANY' | 'ALL' | 'NONE' {
  return value === 'ANY' || value === 'ALL' || value === 'NONE';
}

export function fitsOption(option: JsonValue, matches: readonly boolean[]): boolean {
  if (option === 'ALL') return !matches.includes(false);
  return matches.includes(true) !== (option === 'NONE');
}

/** 1 is followed, 2 is not; 0 is neither. */
function followedCondition(value: JsonValue | undefined, problems: Problem[]): readonly Condition[] {
  if (!isGiven(value)) return [];
  const wanted = integerOf(value);
  if (wanted !== 1 && wanted !== 2) problems.push(badValue('followed', value));
  return [({ record }) => record.followed === (wanted === 1)];
}
