import type { AlsoChange } from '../write-types.ts';
import { placeText } from '../yaml/place.ts';
import { anyField, type SideEffectLine } from './side-effect-line.ts';

/** Finds what changes along with fields that are written. */
export type FindAlsoChanges = (written: Iterable<string>) => readonly AlsoChange[];

/** @param isThere whether the mapping has a value for a field, or a catch-all for `customFields`. */
export function findAlsoChanges(
  effects: readonly SideEffectLine[],
  isThere: (field: string) => boolean,
): FindAlsoChanges {
  const always: AlsoChange[] = [];
  const along = new Map<string, AlsoChange[]>();
  for (const { at, writing, changes, because } of effects) {
    for (const { value: source } of writing) {
      for (const { value: field } of changes) {
        if (field === source || !isThere(field)) continue;
        const change = { field, because, at: placeText(at) };
        if (source === anyField) always.push(change);
        else along.set(source, [...(along.get(source) ?? []), { ...change, with: source }]);
      }
    }
  }
  return (written) => {
    const names = new Set(written);
    if (names.size === 0) return [];
    const found = new Map<string, AlsoChange>();
    for (const change of [...[...names].flatMap((name) => along.get(name) ?? []), ...always])
      if (!names.has(change.field) && !found.has(change.field)) found.set(change.field, change);
    return [...found.values()];
  };
}
