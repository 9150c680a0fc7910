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
  /** With a slot: the texts of which one is wanted; undefined where any value will do, or none. */
  readonly texts: readonly string[] | undefined;
  /** With a slot and no texts: whether there has to be a value. */
  readonly isPresence: boolean;
  readonly check: (run: Run) => boolean;
}

/** Most conditions are about a flag, a text or presence, and a record has dozens of them: those are told here. */
export function holds({ slot, texts, isPresence, check }: Guard, run: Run): boolean {
  if (slot === undefined) return check(run);
  const raw = run.values[slot];
  // Nearly all values are texts: comparing those with texts only is several times faster than with anything.
  if (typeof raw === 'string')
    return texts === undefined ? raw.length > 0 === isPresence : isOneOf(raw, texts);
  if (raw === undefined || raw === null) return texts === undefined && !isPresence;
  return texts === undefined ? isPresence : check(run);
}

function isOneOf(raw: string, texts: readonly string[]): boolean {
  for (let index = 0; index < texts.length; index += 1) if (texts[index] === raw) return true;
  return false;
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
    return { words, slot, texts: undefined, isPresence, check: (run) => isThere(run) === isPresence };
  }
  const words = `${path.text} is ${test.map((value) => JSON.stringify(value)).join(' or ')}`;
  const texts = wantedTexts(path, test);
  const check = comparison(path, test, texts, scope);
  const slot = texts === undefined ? undefined : comparedSlot(path, scope);
  return { words, slot, texts, isPresence: true, check };
}

/** The texts that meet a condition, where a text is all that its type reads from one; undefined where it is not. */
function wantedTexts({ type }: PathPlan, wanted: readonly JsonValue[]): readonly string[] | undefined {
  const target = naturalTarget(type);
  if (target === 'boolean') return wanted.length === 1 ? [String(wanted[0] === true)] : undefined;
  if (target !== 'text' && target !== 'id') return undefined;
  const texts = wanted.filter((value): value is string => typeof value === 'string' && value !== '');
  return texts.length === wanted.length ? texts : undefined;
}

function comparedSlot(path: PathPlan, scope: CompileScope): number | undefined {
  return path.origin === 'out' ? scope.outSlot(path.name) : plainSlot(path, scope);
}

/** Compares the value as its type reads it; most values stand in the record just as the guard writes them. */
function comparison(
  path: PathPlan,
  wanted: readonly JsonValue[],
  texts: readonly string[] | undefined,
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
    if (texts !== undefined && typeof raw === 'string') return isOneOf(raw, texts);
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
