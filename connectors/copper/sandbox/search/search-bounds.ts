import type { JsonObject } from '../../../../src/sandbox-kit/index.ts';
import { badValue, type Problem } from '../errors.ts';
import { latestSecond } from '../facts.ts';
import { integerOf } from '../params.ts';

/** When records were made and changed, in milliseconds: from the first, before the second. */
export interface TimeBounds {
  readonly createdFromMs: number;
  readonly createdBeforeMs: number;
  readonly changedFromMs: number;
  readonly changedBeforeMs: number;
}

/** Reads the limits of creation and change; both ends belong to the range. */
export function boundsOf(params: JsonObject, problems: Problem[]): TimeBounds {
  const from = (name: string): number => {
    const seconds = secondsParam(params, name, problems);
    return seconds === undefined ? Number.NEGATIVE_INFINITY : seconds * 1000;
  };
  const before = (name: string): number => {
    const seconds = secondsParam(params, name, problems);
    return seconds === undefined ? Number.POSITIVE_INFINITY : (seconds + 1) * 1000;
  };
  return {
    createdFromMs: from('minimum_created_date'),
    createdBeforeMs: before('maximum_created_date'),
    changedFromMs: from('minimum_modified_date'),
    changedBeforeMs: before('maximum_modified_date'),
  };
}

/** Seconds from 1970, also as text; milliseconds lie above the cap and are refused. */
export function secondsParam(params: JsonObject, name: string, problems: Problem[]): number | undefined {
  const value = params[name];
  if (value === undefined || value === null) return undefined;
  const seconds = integerOf(value);
  if (seconds !== undefined && seconds >= 0 && seconds <= latestSecond) return seconds;
  problems.push(badValue(name, value));
  return undefined;
}
