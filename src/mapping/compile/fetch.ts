import type { JsonValue } from '../../model/json.ts';
import type { PathPlan } from '../check/plan.ts';
import type { NativePath } from '../native/native-path.ts';
import { accessor, isList, itemsReader, keyAccessor, markedItem } from './accessor.ts';
import type { CompileScope, Slot } from './compile-scope.ts';
import { isPlainEmpty, tidy } from './empty.ts';
import { Items } from './items.ts';
import type { Run } from './run.ts';

/** Reads one native value; undefined where there is none. */
export type Fetch = (run: Run) => JsonValue | undefined;

/** Reads several native values into a list; false where something that should be a list is none. */
export type FetchItems = (run: Run, into: Items) => boolean;

export function compileFetch(path: PathPlan, scope: CompileScope): Fetch {
  const { name } = path;
  if (path.origin === 'account') return ({ account }) => account[name] ?? undefined;
  if (path.origin === 'out') return ({ out }) => out[name] ?? undefined;
  const { empty } = scope.descriptor;
  const slot = slotOf(path.path, scope);
  if (slot !== undefined && isPlainEmpty(empty, path.field)) return fetchSlot(slot);
  const [clean, read] = [tidy(empty, path.field), fetchRaw(path.path, scope)];
  return (run) => clean(read(run));
}

/** Undefined for paths with brackets. */
export function slotOf(path: NativePath, scope: CompileScope): Slot | undefined {
  const last = path.at(-1);
  if (last?.kind !== 'key' || path.some(({ kind }) => kind !== 'key')) return undefined;
  return scope.slotOf(path.slice(0, -1), last.name);
}

function fetchSlot({ object, slot }: Slot): Fetch {
  return (run) => {
    const raw = run.objects[object]?.at(slot);
    return raw === null || raw === '' ? undefined : raw;
  };
}

function fetchRaw(path: NativePath, scope: CompileScope): Fetch {
  const slot = slotOf(path, scope);
  if (slot !== undefined) return (run) => run.objects[slot.object]?.at(slot.slot);
  const at = path.findIndex(({ kind }) => kind !== 'key');
  const list = scope.listIndex(path.slice(0, at));
  const marked = markedItem(path.slice(at));
  if (marked !== undefined) return ({ lists }) => marked(lists[list]);
  const read = accessor(path.slice(at));
  return ({ lists }) => read(lists[list]);
}

export function compileFetchItems(path: PathPlan, scope: CompileScope): FetchItems {
  if (path.type === 'list-semicolon') return splitItems(compileFetch(path, scope));
  const at = path.path.findIndex(({ kind }) => kind === 'items');
  const list = scope.listIndex(path.path.slice(0, at));
  const { empty } = scope.descriptor;
  const [key, ...rest] = path.path.slice(at + 1);
  if (key?.kind === 'key' && rest.length === 0 && isPlainEmpty(empty, path.field))
    return keyOfItems(list, key.name);
  const clean = tidy(empty, path.field);
  const read = itemsReader(path.path.slice(at + 1));
  const found = new Items();
  return (run, into) => {
    found.clear();
    const isWhole = read(run.lists[list], found);
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
    const items = run.lists[list];
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
    for (const part of raw.split(';')) if (part !== '') into.add(part);
    return true;
  };
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

/** A value as the text it is compared by; undefined for what cannot be a key. */
export function keyOf(raw: JsonValue | undefined): string | undefined {
  if (typeof raw === 'string') return raw;
  return typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : undefined;
}

function isLower(left: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined) return right === undefined;
  const [isNumber, isOtherNumber] = [isDigits(left), isDigits(right)];
  if (isNumber !== isOtherNumber) return isNumber;
  if (isNumber && left.length !== right.length) return left.length < right.length;
  return left < right;
}

function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return text.length > 0;
}
