import { isJsonObject, type JsonValue } from '../../model/json.ts';
import type { NativePath, PathStep } from '../native/native-path.ts';

/** Reads what stands at the end of a path; undefined where nothing does. Never reaches a prototype, never throws. */
export type Accessor = (value: JsonValue | undefined) => JsonValue | undefined;

/** An accessor for a path to one value. */
export function accessor(path: NativePath): Accessor {
  const [first, second, third] = path.map(stepAccessor);
  if (first === undefined) return (value) => value;
  if (second === undefined) return first;
  if (third === undefined) return (value) => second(first(value));
  const rest = accessor(path.slice(2));
  return (value) => rest(second(first(value)));
}

function stepAccessor(step: PathStep): Accessor {
  switch (step.kind) {
    case 'key':
      return keyAccessor(step.name);
    case 'index': {
      const { index } = step;
      return (value) => (isList(value) ? value[index] : undefined);
    }
    case 'where':
      return whereAccessor(keyAccessor(step.key), step.value);
    default:
      return () => undefined;
  }
}

/** Reads an own property of an object. */
export function keyAccessor(name: string): Accessor {
  // Objects made of JSON inherit from Object.prototype alone, so that any other name can only be their own.
  if (name in Object.prototype) {
    return (value) => (isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined);
  }
  return (value) => (isJsonObject(value) ? value[name] : undefined);
}

function whereAccessor(read: Accessor, wanted: string): Accessor {
  return (value) => {
    if (!isList(value)) return undefined;
    for (const item of value) {
      const found = read(item);
      if (found === wanted || (typeof found === 'number' && String(found) === wanted)) return item;
    }
    return undefined;
  };
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Adds the values of a path to a list; false where something that should be a list is none. */
export type ItemsReader = (record: JsonValue | undefined, into: JsonValue[]) => boolean;

/** A reader for a path with `[]` in it. */
export function itemsReader(path: NativePath): ItemsReader {
  const at = path.findIndex(({ kind }) => kind === 'items');
  const container = accessor(path.slice(0, at));
  const tail = path.slice(at + 1);
  const nested = tail.some(({ kind }) => kind === 'items') ? itemsReader(tail) : undefined;
  const item = accessor(nested === undefined ? tail : []);
  return (record, into) => {
    const found = container(record);
    if (found === undefined || found === null) return true;
    if (!isList(found)) return false;
    let isWhole = true;
    for (const one of found) {
      const value = item(one);
      if (nested !== undefined) isWhole = nested(value, into) && isWhole;
      else if (value !== undefined) into.push(value);
    }
    return isWhole;
  };
}
