import type { JsonValue } from '../../model/json.ts';
import type { GuardPlan, PathPlan } from '../check/plan.ts';
import type { Decode } from '../codecs/codec.ts';
import { codecFor, naturalTarget } from '../codecs/pair-table.ts';
import type { CompileScope } from './compile-scope.ts';
import { compileFetch, compileFetchItems, slotOf } from './fetch.ts';
import { Items } from './items.ts';
import type { Run } from './run.ts';

export interface Guard {
  readonly holds: (run: Run) => boolean;
  /** `properties.hs_is_closed is true`. */
  readonly words: string;
}

/** A condition on one native value, as its type reads it. */
export function compileGuard({ path, test }: GuardPlan, scope: CompileScope): Guard {
  if (typeof test === 'string') {
    const isThere = presence({ path, test }, scope);
    const wanted = test === 'present';
    return { holds: (run) => isThere(run) === wanted, words: `${path.text} is ${test}` };
  }
  return {
    holds: comparison(path, test, scope),
    words: `${path.text} is ${test.map((value) => JSON.stringify(value)).join(' or ')}`,
  };
}

/** Compares the value as its type reads it; most values stand in the record just as the guard writes them. */
function comparison(
  path: PathPlan,
  wanted: readonly JsonValue[],
  scope: CompileScope,
): (run: Run) => boolean {
  // A ratio is compared as it is, not as the percentage it becomes.
  const type = path.type === 'ratio' || path.type === 'ratio-text' ? 'decimal' : path.type;
  const target = naturalTarget(type);
  if (target === 'boolean' && wanted.length === 1) {
    return isFlag(path, wanted[0] === true, scope);
  }
  const fetch = compileFetch(path, scope);
  const decode = codecFor(type, target, { format: path.field.format, isExact: false })?.read;
  return (run) => {
    const raw = fetch(run);
    if (raw === undefined) return false;
    return wanted.includes(raw) || (decode !== undefined && wanted.includes(decoded(raw, decode, run)));
  };
}

/** Flags are what most conditions are about, so these take one closure where they can. */
function isFlag(path: PathPlan, flag: boolean, scope: CompileScope): (run: Run) => boolean {
  const text = String(flag);
  const slot = slotOf(path.path, scope);
  if (slot !== undefined) {
    const { object, slot: position } = slot;
    return (run) => {
      const raw = run.objects[object]?.at(position);
      return raw === text || raw === flag;
    };
  }
  const fetch = compileFetch(path, scope);
  return (run) => {
    const raw = fetch(run);
    return raw === text || raw === flag;
  };
}

/** What a guard cannot read does not meet it; the field that reads it for its value reports that. */
function decoded(raw: JsonValue, decode: Decode, run: Run): JsonValue {
  const value = decode(raw, run);
  run.refusal = undefined;
  return value;
}

function presence({ path }: GuardPlan, scope: CompileScope): (run: Run) => boolean {
  if (!path.isList) {
    const fetch = compileFetch(path, scope);
    return (run) => fetch(run) !== undefined;
  }
  const fetchItems = compileFetchItems(path, scope);
  const items = new Items();
  return (run) => {
    items.clear();
    fetchItems(run, items);
    return items.size > 0;
  };
}
