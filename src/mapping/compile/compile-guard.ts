import type { JsonValue } from '../../model/json.ts';
import type { GuardPlan } from '../check/plan.ts';
import type { Decode } from '../codecs/codec.ts';
import { codecFor, naturalTarget } from '../codecs/pair-table.ts';
import type { CompileScope } from './compile-scope.ts';
import { compileFetch, compileFetchItems } from './fetch.ts';
import type { Run } from './run.ts';

export interface Guard {
  readonly holds: (run: Run) => boolean;
  /** `properties.hs_is_closed is true`. */
  readonly words: string;
}

/** A condition on one native value, as its type reads it. */
export function compileGuard({ path, test }: GuardPlan, { descriptor }: CompileScope): Guard {
  if (typeof test === 'string') {
    const isThere = presence({ path, test }, descriptor.empty);
    const wanted = test === 'present';
    return { holds: (run) => isThere(run) === wanted, words: `${path.text} is ${test}` };
  }
  const fetch = compileFetch(path, descriptor.empty);
  const decode = codecFor(path.type, naturalTarget(path.type), {
    format: path.field.format,
    isExact: false,
  })?.read;
  const [only, more] = test;
  const isWanted = only !== undefined && more === undefined ? equals(only) : isOneOf(test);
  return {
    holds: (run) => {
      const raw = fetch(run);
      if (raw === undefined) return false;
      // Most values are written in the guard as they stand in the record.
      return isWanted(raw) || (decode !== undefined && isWanted(decoded(raw, decode, run)));
    },
    words: `${path.text} is ${test.map((value) => JSON.stringify(value)).join(' or ')}`,
  };
}

function equals(wanted: JsonValue): (value: JsonValue) => boolean {
  return (value) => value === wanted;
}

function isOneOf(wanted: readonly JsonValue[]): (value: JsonValue) => boolean {
  return (value) => wanted.includes(value);
}

/** What a guard cannot read does not meet it; the field that reads it for its value reports that. */
function decoded(raw: JsonValue, decode: Decode, run: Run): JsonValue {
  const value = decode(raw, run);
  run.refusal = undefined;
  return value;
}

function presence({ path }: GuardPlan, empty: readonly string[]): (run: Run) => boolean {
  if (!path.isList) {
    const fetch = compileFetch(path, empty);
    return (run) => fetch(run) !== undefined;
  }
  const fetchItems = compileFetchItems(path, empty);
  const items: JsonValue[] = [];
  return (run) => {
    items.length = 0;
    fetchItems(run, items);
    return items.length > 0;
  };
}
