import type { JsonValue } from '../../model/json.ts';
import type { PathPlan } from '../check/plan.ts';
import type { NativePath } from '../native/native-path.ts';
import { accessor, isList, itemsReader, keyAccessor } from './accessor.ts';
import type { CompileScope } from './compile-scope.ts';
import { isPlainEmpty, tidy } from './empty.ts';
import { Items } from './items.ts';
import { isLower, keyOf } from './key-of.ts';
import { lowestFact, markedFact } from './list-facts.ts';
import type { Run } from './run.ts';

/** Reads one native value; undefined where there is none. */
export type Fetch = (run: Run) => JsonValue | undefined;

/** Reads several native values into a list; false where something that should be a list is none. */
export type FetchItems = (run: Run, into: Items) => boolean;

export function compileFetch(path: PathPlan, scope: CompileScope): Fetch {
  const { name } = path;
  if (path.origin === 'account') return ({ account }) => account[name] ?? undefined;
  if (path.origin === 'out') {
    const slot = scope.outSlot(name);
    return ({ values }) => values[slot] ?? undefined;
  }
  const plain = plainSlot(path, scope);
  if (plain !== undefined) return fetchSlot(plain);
  const [clean, read] = [tidy(scope.descriptor.empty, path.field), fetchRaw(path.path, scope)];
  return (run) => clean(read(run));
}

/** The slot of a value that needs no more care than null and blank text; undefined for any other path. */
export function plainSlot(path: PathPlan, scope: CompileScope): number | undefined {
  if (path.origin !== 'native' || !isPlainEmpty(scope.descriptor.empty, path.field)) return undefined;
  return rawSlot(path.path, scope);
}

/** As `plainSlot`, for the lowest of a list. */
export function lowestSlot(path: PathPlan, scope: CompileScope): number | undefined {
  if (!isPlainEmpty(scope.descriptor.empty, path.field)) return undefined;
  const at = path.path.findIndex(({ kind }) => kind !== 'key');
  const fact = lowestFact(path.path.slice(at));
  return fact === undefined ? undefined : scope.factSlot(path.path.slice(0, at), fact);
}

function rawSlot(path: NativePath, scope: CompileScope): number | undefined {
  const at = path.findIndex(({ kind }) => kind !== 'key');
  if (at === -1) return scope.slotOf(path);
  const fact = markedFact(path.slice(at));
  return fact === undefined ? undefined : scope.factSlot(path.slice(0, at), fact);
}

export function fetchSlot(slot: number): Fetch {
  return ({ values }) => {
    const raw = values[slot];
    if (typeof raw === 'string') return raw.length === 0 ? undefined : raw;
    return raw ?? undefined;
  };
}

function fetchRaw(path: NativePath, scope: CompileScope): Fetch {
  const slot = rawSlot(path, scope);
  if (slot !== undefined) return ({ values }) => values[slot];
  const at = path.findIndex(({ kind }) => kind !== 'key');
  const list = scope.listSlot(path.slice(0, at));
  const read = accessor(path.slice(at));
  return ({ values }) => read(values[list]);
}

export function compileFetchItems(path: PathPlan, scope: CompileScope): FetchItems {
  if (path.type === 'list-semicolon') return splitItems(compileFetch(path, scope));
  const at = path.path.findIndex(({ kind }) => kind === 'items');
  const list = scope.slotOf(path.path.slice(0, at));
  const { empty } = scope.descriptor;
  const [key, ...rest] = path.path.slice(at + 1);
  if (key?.kind === 'key' && rest.length === 0 && isPlainEmpty(empty, path.field))
    return keyOfItems(list, key.name);
  const clean = tidy(empty, path.field);
  const read = itemsReader(path.path.slice(at + 1));
  const found = new Items();
  return (run, into) => {
    found.clear();
    const isWhole = read(run.values[list], found);
    for (let index = 0; index < found.size; index += 1) {
      const value = clean(found.at(index));
      if (value !== undefined) into.add(value);
    }
    return isWhole;
  };
}

/** One key of each item of a list, in a single loop. */
function keyOfItems(list: number, name: string): FetchItems {
  const read = keyAccessor(name);
  return (run, into) => {
    const items = run.values[list];
    if (items === undefined || items === null) return true;
    if (!isList(items)) return false;
    for (let index = 0; index < items.length; index += 1) {
      const value = read(items[index]);
      if (value !== undefined && value !== null && value !== '') into.add(value);
    }
    return true;
  };
}

/** What stands where a list should be; found only for an issue. */
export function containerOf(path: NativePath, run: Run): JsonValue | undefined {
  let value: JsonValue | undefined = run.native;
  for (const step of path) {
    if (step.kind !== 'key' || typeof value !== 'object' || value === null || Array.isArray(value)) break;
    value = Object.entries(value).find(([key]) => key === step.name)?.[1];
  }
  return value;
}

function splitItems(fetch: Fetch): FetchItems {
  return (run, into) => {
    const raw = fetch(run);
    if (raw === undefined) return true;
    if (typeof raw !== 'string') return false;
    splitInto(raw, into);
    return true;
  };
}

/** The parts of a list that a vendor writes with semicolons; blank ones are none. Most have one part only. */
export function splitInto(text: string, into: Items): void {
  let from = 0;
  for (let at = text.indexOf(';'); at !== -1; at = text.indexOf(';', from)) {
    if (at > from) into.add(text.slice(from, at));
    from = at + 1;
  }
  if (from < text.length) into.add(from === 0 ? text : text.slice(from));
}

/** Of several ids the numerically lowest; texts that are no numbers come after numbers, anything else after texts. */
export function lowest(items: Items): JsonValue | undefined {
  if (items.size === 0) return undefined;
  let best = items.at(0);
  for (let index = 1; index < items.size; index += 1) {
    const item = items.at(index);
    if (item !== best && isLower(keyOf(item), keyOf(best))) best = item;
  }
  return best;
}
