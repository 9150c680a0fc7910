import type { JsonObject } from '../../../src/sandbox-kit/index.ts';
import { badValue, type Problem } from './errors.ts';
import { defaultPageSize, largestPageSize } from './facts.ts';
import { integerOf } from './params.ts';

export interface Paging {
  /** From 1. */
  readonly number: number;
  readonly size: number;
}

/** Reads `page_number` and `page_size`, and adds to the problems what is wrong with them. */
export function pagingOf(params: JsonObject, problems: Problem[]): Paging {
  return {
    number: within(params, 'page_number', 1, Number.MAX_SAFE_INTEGER, 1, problems),
    size: within(params, 'page_size', 1, largestPageSize, defaultPageSize, problems),
  };
}

function within(
  params: JsonObject,
  name: string,
  min: number,
  max: number,
  otherwise: number,
  problems: Problem[],
): number {
  const value = params[name];
  if (value === undefined || value === null) return otherwise;
  const number = integerOf(value);
  if (number !== undefined && number >= min && number <= max) return number;
  problems.push(badValue(name, value));
  return otherwise;
}

/** The rows of one page; none behind the end. */
export function pageOf<T>(rows: readonly T[], { number, size }: Paging): readonly T[] {
  return rows.slice((number - 1) * size, number * size);
}
