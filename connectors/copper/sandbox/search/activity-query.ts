import { isJsonObject, type JsonObject, type SandboxRequest } from '../../../../src/sandbox-kit/index.ts';
import { badId, badValue, refuseProblems, unrecognised, type Problem } from '../errors.ts';
import { pagingOf, type Paging } from '../paging.ts';
import { integerOf, paramsOf, unknownAttributes } from '../params.ts';
import { secondsParam } from './search-bounds.ts';

/** Which activities are asked for; all members have to hold. */
export interface ActivityFilter {
  /** As `category/id`; undefined for every type. */
  readonly types: ReadonlySet<string> | undefined;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

export interface ActivityQuery {
  readonly paging: Paging;
  readonly filter: ActivityFilter;
  /** The id of an opportunity, or another kind of record; undefined for activities of whatever. */
  readonly parent: number | 'other' | undefined;
}

/** https://github.com/dquimper/GitbookTest, activities (2019 docs, read 2026-11-22); `full_result` only makes the vendor faster. */
const known = [
  'page_number',
  'page_size',
  'activity_types',
  'minimum_activity_date',
  'maximum_activity_date',
  'full_result',
];

/** Reads what activities a request asks for. @throws Refused with a 422 that names everything wrong with it. */
export function activityQuery(request: SandboxRequest, takesParent: boolean): ActivityQuery {
  const params = paramsOf(request);
  const problems: Problem[] = [
    ...unknownAttributes(params, new Set(takesParent ? [...known, 'parent'] : known)),
  ];
  const query = {
    paging: pagingOf(params, problems),
    filter: {
      types: typesOf(params, problems),
      fromSeconds: secondsParam(params, 'minimum_activity_date', problems) ?? -Infinity,
      untilSeconds: secondsParam(params, 'maximum_activity_date', problems) ?? Infinity,
    },
    parent: parentOf(params, problems),
  };
  refuseProblems(problems);
  return query;
}

export function fits(
  { types, fromSeconds, untilSeconds }: ActivityFilter,
  {
    type,
    seconds,
  }: { readonly type: { readonly id: number; readonly category: string }; readonly seconds: number },
): boolean {
  const isType = types?.has(`${type.category}/${type.id}`) ?? true;
  return isType && seconds >= fromSeconds && seconds <= untilSeconds;
}

function typesOf(params: JsonObject, problems: Problem[]): ReadonlySet<string> | undefined {
  const given = params['activity_types'] ?? null;
  if (given === null) return undefined;
  const types = (Array.isArray(given) ? given : [given]).map((type) => {
    const { id, category } = isJsonObject(type) ? type : {};
    return integerOf(id) === undefined || typeof category !== 'string'
      ? undefined
      : `${category}/${integerOf(id)}`;
  });
  const read = types.filter((type) => type !== undefined);
  if (read.length < types.length) problems.push(badValue('activity_types', given));
  return new Set(read);
}

function parentOf(params: JsonObject, problems: Problem[]): ActivityQuery['parent'] {
  const parent = params['parent'] ?? null;
  if (parent === null) return undefined;
  const { id = null, type = null, ...rest } = isJsonObject(parent) ? parent : {};
  problems.push(...unrecognised(Object.keys(rest)));
  const wanted = integerOf(id);
  if (wanted === undefined || wanted < 1) problems.push(badId('parent', id));
  if (typeof type !== 'string') problems.push(badValue('parent', type));
  return type === 'opportunity' ? (wanted ?? 0) : 'other';
}
