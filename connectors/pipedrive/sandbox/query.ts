import { type SandboxRequest } from '../../../src/sandbox-kit/index.ts';
import type { SortDirection } from './cursor.ts';
import { checkEach, reject, rejectUnknown } from './checks/invalid-request.ts';
import { defaultLimit, largestLimit, mostIds } from './facts.ts';
import { parseWholeSecond } from './wire-times.ts';

/** Parameters every paged list of API v2 knows. */
export const paging: readonly string[] = ['limit', 'cursor'];

/** @throws Refused where the request asks for anything else. */
export function allowParameters({ query }: SandboxRequest, names: readonly string[]): void {
  checkEach(query.keys(), (name) => {
    if (!names.includes(name) && name !== 'api_token') rejectUnknown(name);
  });
}

/** A whole number above zero. @throws Refused */
export function idParameter(request: SandboxRequest, name: string): number | undefined {
  const text = request.query.get(name);
  return text === null ? undefined : idOf(text, name);
}

/** @throws Refused for anything but a whole number above zero. */
export function idOf(text: string, name: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return reject(name, 'Expected number, received string');
  if (text.includes('.')) return reject(name, 'Expected integer, received float');
  const id = Number(text);
  if (id < 1) return reject(name, 'Number must be greater than 0');
  return id <= Number.MAX_SAFE_INTEGER
    ? id
    : reject(name, `Number must be less than or equal to ${Number.MAX_SAFE_INTEGER}`);
}

/** The id in the path. */
export function pathId({ params }: SandboxRequest, name = 'id'): number {
  return idOf(params[name] ?? '', name);
}

export function csvParameter({ query }: SandboxRequest, name: string): readonly string[] | undefined {
  return query
    .get(name)
    ?.split(',')
    .map((part) => part.trim());
}

export function idsParameter(request: SandboxRequest, name = 'ids'): readonly number[] | undefined {
  const parts = csvParameter(request, name);
  if (parts !== undefined && parts.length > mostIds)
    reject(name, `Array must contain at most ${mostIds} element(s)`);
  return parts?.map((part) => idOf(part, name));
}

export function choicesParameter(
  request: SandboxRequest,
  name: string,
  choices: readonly string[],
): readonly string[] | undefined {
  const parts = csvParameter(request, name);
  for (const part of parts ?? [])
    if (!choices.includes(part)) reject(name, `Invalid enum value, received '${part}'`);
  return parts;
}

export function choiceParameter<T extends string>(
  { query }: SandboxRequest,
  name: string,
  choices: readonly T[],
): T | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  return choices.find((choice) => choice === text) ?? reject(name, `Invalid enum value, received '${text}'`);
}

/** Strict: `1` and `yes` are refused. */
export function booleanParameter(request: SandboxRequest, name: string): boolean {
  return choiceParameter(request, name, ['true', 'false']) === 'true';
}

/** Whole seconds of UTC and nothing else. @throws Refused */
export function instantParameter({ query }: SandboxRequest, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  return parseWholeSecond(text) ?? reject(name, 'Invalid datetime, expected YYYY-MM-DDTHH:MM:SSZ');
}

export function limitParameter(request: SandboxRequest): number {
  const limit = idParameter(request, 'limit') ?? defaultLimit;
  return limit <= largestLimit
    ? limit
    : reject('limit', `Number must be less than or equal to ${largestLimit}`);
}

export interface Sort<F extends string> {
  readonly field: F;
  readonly direction: SortDirection;
}

/** The order a list is asked for; the first field is the usual one. */
export function sortParameters<F extends string>(
  request: SandboxRequest,
  fields: readonly [F, ...F[]],
): Sort<F> {
  return {
    field: choiceParameter(request, 'sort_by', fields) ?? fields[0],
    direction: choiceParameter(request, 'sort_direction', ['asc', 'desc'] as const) ?? 'asc',
  };
}
