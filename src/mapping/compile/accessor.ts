import { isJsonObject, type JsonValue } from '../../model/json.ts';
import { numberOfText } from '../codecs/decimal-text.ts';
import type { Items } from './items.ts';
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
      return whereAccessor(keyAccessor(step.key), markTest(step.value));
    default:
      return () => undefined;
  }
}

/** True for a name that no object has unless it is its own: objects made of JSON inherit from Object.prototype alone. */
export function isSafeName(name: string): boolean {
  return !(name in Object.prototype);
}

/** Reads an own property of an object. */
export function keyAccessor(name: string): Accessor {
  if (!isSafeName(name)) {
    return (value) => (isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined);
  }
  return (value) => (isJsonObject(value) ? value[name] : undefined);
}

function whereAccessor(read: Accessor, isWanted: (found: JsonValue | undefined) => boolean): Accessor {
  return (value) => {
    if (!isList(value)) return undefined;
    for (const item of value) if (isWanted(read(item))) return item;
    return undefined;
  };
}

/** Compares as the type of the marked value does: numbers and flags may be written as text. */
function markTest(wanted: string | number | boolean): (found: JsonValue | undefined) => boolean {
  if (typeof wanted === 'number') {
    return (found) => found === wanted || (typeof found === 'string' && numberOfText(found) === wanted);
  }
  const text = String(wanted);
  if (typeof wanted === 'boolean') return (found) => found === wanted || found === text;
  return (found) => found === wanted || (typeof found === 'number' && String(found) === wanted);
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Adds what a path finds in a list; false where something that should be a list is none. */
export type ItemsReader = (list: JsonValue | undefined, into: Items) => boolean;

/** A reader for what comes after the first `[]` of a path; further ones may follow. */
export function itemsReader(tail: NativePath): ItemsReader {
  const next = tail.findIndex(({ kind }) => kind === 'items');
  const item = accessor(next === -1 ? tail : tail.slice(0, next));
  const nested = next === -1 ? undefined : itemsReader(tail.slice(next + 1));
  return (list, into) => {
    if (list === undefined || list === null) return true;
    if (!isList(list)) return false;
    let isWhole = true;
    for (let index = 0; index < list.length; index += 1) {
      const value = item(list[index]);
      if (nested !== undefined) isWhole = nested(value, into) && isWhole;
      else if (value !== undefined && value !== null) into.add(value);
    }
    return isWhole;
  };
}
