import type { JsonValue } from '../../model/json.ts';
import type { GuardPlan, PathPlan } from '../check/plan.ts';
import type { Decode } from '../codecs/codec.ts';
import { codecFor, naturalTarget } from '../codecs/pair-table.ts';
import type { CompileScope } from './compile-scope.ts';
import { compileFetch, compileFetchItems, plainSlot } from './fetch.ts';
import { Items } from './items.ts';
import type { Run } from './run.ts';

/** A condition on one native value, as its type reads it. */
export interface Guard {
  /** `properties.hs_is_closed is true`. */
  readonly words: string;
  /** Where the value stands, for the conditions that are looked at without a call; undefined for all others. */
  readonly slot: number | undefined;
  /** With a slot: the value that is wanted, as JSON and as text; undefined where any value will do, or none. */
  readonly flag: boolean | undefined;
  readonly text: string;
  /** With a slot and no flag: whether there has to be a value. */
  readonly isPresence: boolean;
  readonly check: (run: Run) => boolean;
}

/** Most conditions are about a flag or about presence, and a record has dozens of them: those are told here. */
export function holds({ slot, flag, text, isPresence, check }: Guard, run: Run): boolean {
  if (slot === undefined) return check(run);
  const raw = run.values[slot];
  // Nearly all values are texts: comparing those with texts only is several times faster than with anything.
  if (typeof raw === 'string') return flag === undefined ? raw.length > 0 === isPresence : raw === text;
  return flag === undefined ? (raw !== undefined && raw !== null) === isPresence : raw === flag;
}

export function allHold(guards: readonly Guard[], run: Run): boolean {
  for (let index = 0; index < guards.length; index += 1) {
    const guard = guards[index];
    if (guard !== undefined && !holds(guard, run)) return false;
  }
  return true;
}

export function compileGuard({ path, test }: GuardPlan, scope: CompileScope): Guard {
  if (typeof test === 'string') {
    const isThere = presence(path, scope);
    const isPresence = test === 'present';
    const slot = path.isList ? undefined : plainSlot(path, scope);
    const words = `${path.text} is ${test}`;
    return {
      words,
      slot,
      flag: undefined,
      text: '',
      isPresence,
      check: (run) => isThere(run) === isPresence,
    };
  }
  const words = `${path.text} is ${test.map((value) => JSON.stringify(value)).join(' or ')}`;
  if (naturalTarget(path.type) !== 'boolean' || test.length !== 1) {
    const check = comparison(path, test, scope);
    return { words, slot: undefined, flag: undefined, text: '', isPresence: true, check };
  }
  const flag = test[0] === true;
  const [slot, fetch] = [plainSlot(path, scope), compileFetch(path, scope)];
  const text = String(flag);
  const check: Guard['check'] = (run) => {
    const raw = fetch(run);
    return raw === text || raw === flag;
  };
  return { words, slot, flag, text, isPresence: true, check };
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
  const fetch = compileFetch(path, scope);
  const decode = codecFor(type, target, { format: path.field.format, isExact: false })?.read;
  return (run) => {
    const raw = fetch(run);
    if (raw === undefined) return false;
    return wanted.includes(raw) || (decode !== undefined && wanted.includes(decoded(raw, decode, run)));
  };
}

/** What a guard cannot read does not meet it; the field that reads it for its value reports that. */
function decoded(raw: JsonValue, decode: Decode, run: Run): JsonValue {
  const value = decode(raw, run);
  run.refusal = undefined;
  return value;
}

function presence(path: PathPlan, scope: CompileScope): (run: Run) => boolean {
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
