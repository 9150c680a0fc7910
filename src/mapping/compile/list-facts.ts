import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { NativePath } from '../native/native-path.ts';
import { isList, isSafeName } from './accessor.ts';
import { isLower, keyOf } from './key-of.ts';

/** One value found in a list of objects; worked out once for each record, however many rules want it. */
export type ListFact =
  /** `[mark=wanted].name`: of the first item that is marked so. */
  | { readonly kind: 'marked'; readonly name: string; readonly mark: string; readonly wanted: string }
  /** `[].name`, the lowest of them. */
  | { readonly kind: 'lowest'; readonly name: string };

/** The fact that the rest of a path from a list on stands for; undefined for paths that need more care. */
export function markedFact([where, key, ...rest]: NativePath): ListFact | undefined {
  if (where?.kind !== 'where' || key?.kind !== 'key' || rest.length > 0) return undefined;
  if (!isSafeName(where.key) || !isSafeName(key.name) || typeof where.value !== 'string') return undefined;
  return { kind: 'marked', name: key.name, mark: where.key, wanted: where.value };
}

/** As `markedFact`, for the lowest of all. */
export function lowestFact([items, key, ...rest]: NativePath): ListFact | undefined {
  if (items?.kind !== 'items' || key?.kind !== 'key' || rest.length > 0) return undefined;
  return isSafeName(key.name) ? { kind: 'lowest', name: key.name } : undefined;
}

/** What is found where something else stands in the place of a list: whoever reads it has to look for itself. */
export const misplacedList: JsonObject = Object.freeze({});

export function findFact(list: JsonValue | undefined, fact: ListFact): JsonValue | undefined {
  if (!isList(list)) {
    const isMisplaced = list !== undefined && list !== null && fact.kind === 'lowest';
    return isMisplaced ? misplacedList : undefined;
  }
  return fact.kind === 'marked' ? marked(list, fact.mark, fact.wanted, fact.name) : lowest(list, fact.name);
}

function marked(
  list: readonly JsonValue[],
  mark: string,
  wanted: string,
  name: string,
): JsonValue | undefined {
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index];
    if (!isJsonObject(item)) continue;
    const found = item[mark];
    if (found === wanted || (typeof found === 'number' && String(found) === wanted)) return item[name];
  }
  return undefined;
}

function lowest(list: readonly JsonValue[], name: string): JsonValue | undefined {
  let best: JsonValue | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index];
    const value = isJsonObject(item) ? item[name] : undefined;
    if (value === undefined || value === null || value === '' || value === best) continue;
    if (best === undefined || isLower(keyOf(value), keyOf(best))) best = value;
  }
  return best;
}
