import type { JsonValue } from '../../model/json.ts';
import type { PathPlan } from '../check/plan.ts';
import { accessor, itemsReader } from './accessor.ts';
import { tidy } from './empty.ts';
import type { Run } from './run.ts';

/** Reads one native value; undefined where there is none. */
export type Fetch = (run: Run) => JsonValue | undefined;

/** Reads several native values into a list; false where something that should be a list is none. */
export type FetchItems = (run: Run, into: JsonValue[]) => boolean;

export function compileFetch(path: PathPlan, empty: readonly string[]): Fetch {
  const { name } = path;
  if (path.origin === 'account') return ({ account }) => account[name] ?? undefined;
  if (path.origin === 'out') return ({ out }) => out[name] ?? undefined;
  const clean = tidy(empty, path.field);
  const read = accessor(path.path);
  return (run) => clean(read(run.native));
}

export function compileFetchItems(path: PathPlan, empty: readonly string[]): FetchItems {
  const clean = tidy(empty, path.field);
  if (path.type === 'list-semicolon') return splitItems(compileFetch(path, empty));
  const read = itemsReader(path.path);
  const raw: JsonValue[] = [];
  return (run, into) => {
    raw.length = 0;
    const isWhole = read(run.native, raw);
    for (const item of raw) {
      const value = clean(item);
      if (value !== undefined) into.push(value);
    }
    return isWhole;
  };
}

function splitItems(fetch: Fetch): FetchItems {
  return (run, into) => {
    const raw = fetch(run);
    if (raw === undefined) return true;
    if (typeof raw !== 'string') return false;
    for (const part of raw.split(';')) if (part !== '') into.push(part);
    return true;
  };
}

/** Of several ids the numerically lowest; texts that are no numbers come after numbers. */
export function lowest(items: readonly JsonValue[]): JsonValue | undefined {
  let best: JsonValue | undefined;
  for (const item of items) if (best === undefined || isLower(String(item), String(best))) best = item;
  return best;
}

const digits = /^\d+$/;

function isLower(left: string, right: string): boolean {
  const [isNumber, isOtherNumber] = [digits.test(left), digits.test(right)];
  if (isNumber !== isOtherNumber) return isNumber;
  if (isNumber && left.length !== right.length) return left.length < right.length;
  return left < right;
}
