import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { NativePath, PathStep } from '../native/native-path.ts';
import { isPresent, sameText } from './compare.ts';
import type { EntryHome } from './entries.ts';

type OpenObject = Record<string, JsonValue>;

/** A change of a native record while it is being made. */
export class Patch {
  readonly body: OpenObject = {};
  readonly #current: JsonObject;
  /** Objects that are the value of a field, not a way to one: they replace what stands there. */
  readonly #values = new WeakSet<object>();
  #entries: EntryHome | undefined;

  constructor(current: JsonObject | undefined) {
    this.#current = current ?? {};
  }

  /**
   * Puts a value where a path leads. Objects on the way hold only what is written; a list on the way begins as the
   * record has it, since it is written whole.
   */
  put(path: NativePath, value: JsonValue): void {
    const [first, ...rest] = path;
    if (isJsonObject(value)) this.#values.add(value);
    if (first?.kind === 'key') putKey(this.body, this.#current, first.name, rest, value);
  }

  /** What stands at the end of a path of keys: as it is written, else as it is. */
  at(path: NativePath): JsonValue | undefined {
    const written = valueAt(this.body, path);
    return written === undefined ? valueAt(this.#current, path) : written;
  }

  /**
   * Puts a value into a list of entries, each with an id of its own. Such a list is written in part: entries that are
   * not in it stay as they are.
   */
  putEntry({ container, id, value }: EntryHome, key: JsonValue, native: JsonValue): void {
    const list = valueAt(this.body, container);
    const item: OpenObject = {};
    putKeys(item, id, key);
    putKeys(item, value, native);
    const others = (Array.isArray(list) ? list : []).filter((other) => !sameText(valueAt(other, id), key));
    putKeys(this.body, container, [...others, item]);
    this.#entries = { container, id, value };
  }

  /** The record as it will be, as far as it can be told; without what is written at a path, where one is given. */
  after(except?: NativePath): JsonObject {
    const written = this.#record();
    return merged(this.#current, except === undefined ? written : without(written, except), (value) =>
      this.#values.has(value),
    );
  }

  /** What is written, with every list whole. */
  #record(): JsonObject {
    if (this.#entries === undefined) return this.body;
    const { container, id } = this.#entries;
    const [before, written] = [valueAt(this.#current, container), valueAt(this.body, container)];
    const entries = Array.isArray(written) ? written : [];
    const others = (Array.isArray(before) ? before : []).filter(
      (item) => !entries.some((entry) => sameText(valueAt(item, id), valueAt(entry, id) ?? null)),
    );
    return withValue(this.body, container, [...others, ...entries]);
  }
}

function putKeys(into: OpenObject, path: NativePath, value: JsonValue): void {
  const [first, ...rest] = path;
  if (first?.kind === 'key') putKey(into, undefined, first.name, rest, value);
}

function putKey(
  into: OpenObject,
  current: JsonValue | undefined,
  name: string,
  rest: NativePath,
  value: JsonValue,
): void {
  const now = own(current, name);
  const [next, ...after] = rest;
  if (next === undefined) {
    define(into, name, value);
    return;
  }
  const written = own(into, name);
  if (next.kind === 'key') {
    const object: OpenObject = isJsonObject(written) ? written : {};
    define(into, name, object);
    putKey(object, now, next.name, after, value);
    return;
  }
  const list = Array.isArray(written) ? written : Array.isArray(now) ? structuredClone(now) : [];
  define(into, name, putItems(list, next, after, value));
}

/** A list with a value put into it. */
function putItems(list: JsonValue[], step: PathStep, rest: NativePath, value: JsonValue): JsonValue[] {
  if (step.kind === 'items') return allItems(list, rest, Array.isArray(value) ? value : [value]);
  if (step.kind === 'where') return markedItem(list, step, rest, value);
  const index = step.kind === 'index' ? step.index : list.length;
  if (value === null) return list.filter((_, at) => at !== index);
  list[Math.min(index, list.length)] = itemWith(list[index], rest, value);
  return list;
}

/** The list that has these values: items it had already stay as they are, also where several have one value. */
function allItems(list: JsonValue[], rest: NativePath, values: readonly JsonValue[]): JsonValue[] {
  if (rest.length === 0) return [...values];
  const items = new Map<string, JsonValue[]>();
  for (const item of list) {
    const text = String(valueAt(item, rest));
    items.set(text, [...(items.get(text) ?? []), item]);
  }
  return values.flatMap((value) => items.get(String(value)) ?? [itemWith(undefined, rest, value)]);
}

/**
 * The list in which the item with the mark has the value. Where there is no value, what had the mark goes from the list,
 * the items included that name it without the mark.
 */
function markedItem(
  list: JsonValue[],
  { key, value: mark }: Extract<PathStep, { kind: 'where' }>,
  rest: NativePath,
  value: JsonValue,
): JsonValue[] {
  const others = list.filter((item) => !sameText(own(item, key), mark));
  const before = list.find((item) => sameText(own(item, key), mark));
  if (value === null) {
    const gone = valueAt(before, rest);
    return isPresent(gone) ? others.filter((item) => !sameText(valueAt(item, rest), gone)) : others;
  }
  const item = itemWith(isPresent(before) ? before : { [key]: mark }, rest, value);
  return [...others, item];
}

function itemWith(item: JsonValue | undefined, rest: NativePath, value: JsonValue): JsonValue {
  const [first, ...after] = rest;
  if (first?.kind !== 'key') return value;
  const object: OpenObject = isJsonObject(item) ? { ...item } : {};
  putKey(object, item, first.name, after, value);
  return object;
}

/** Sets an own property, whatever its name: that of a custom field is the vendor's to choose. */
function define(object: OpenObject, name: string, value: JsonValue): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

function own(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** What stands at the end of a path of keys. */
export function valueAt(value: JsonValue | undefined, path: NativePath): JsonValue | undefined {
  let found = value;
  for (const step of path) found = step.kind === 'key' ? own(found, step.name) : undefined;
  return found;
}

/** Objects merged, those that are values and everything else replaced. */
function merged(
  current: JsonObject,
  patch: JsonObject,
  isValue: (object: JsonObject) => boolean,
): JsonObject {
  const result: OpenObject = { ...current };
  for (const [key, value] of Object.entries(patch)) {
    const before = own(current, key);
    const both = isJsonObject(value) && isJsonObject(before) && !isValue(value);
    define(result, key, both ? merged(before, value, isValue) : value);
  }
  return result;
}

/** A copy of the record in which a path of keys leads to another value. */
function withValue(record: JsonObject, path: NativePath, value: JsonValue): JsonObject {
  const [first, ...rest] = path;
  if (first?.kind !== 'key') return record;
  const inner = own(record, first.name);
  const copy: OpenObject = { ...record };
  define(
    copy,
    first.name,
    rest.length === 0 ? value : withValue(isJsonObject(inner) ? inner : {}, rest, value),
  );
  return copy;
}

/** A copy of the record in which nothing stands at the end of a path of keys. */
export function without(record: JsonObject, path: NativePath): JsonObject {
  const [first, ...rest] = path;
  if (first?.kind !== 'key' || !Object.hasOwn(record, first.name)) return record;
  const { [first.name]: inner, ...others } = record;
  if (rest.length === 0) return others;
  return isJsonObject(inner) ? { ...others, [first.name]: without(inner, rest) } : record;
}
