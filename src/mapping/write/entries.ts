import { descriptorPath, type NativePath } from '../native/native-path.ts';

/** Where a list keeps its entries' ids and values; paths of keys. */
export interface EntryHome {
  readonly container: NativePath;
  readonly id: NativePath;
  readonly value: NativePath;
}

/** `fields[key=7].value`: the path to the entry with an id. */
export function entryPath({ container, id, value }: EntryHome, key: string): string {
  return `${descriptorPath(container)}[${descriptorPath(id)}=${key}].${descriptorPath(value)}`;
}

/** The id of the entry that a path leads to, with or without `[]` at its end; undefined for all other paths. */
export function entryKey(path: NativePath, home: EntryHome | undefined): string | undefined {
  if (home === undefined) return undefined;
  const { container, id, value } = home;
  const mark = path[container.length];
  if (mark?.kind !== 'where' || mark.key !== descriptorPath(id)) return undefined;
  const rest = path.slice(container.length + 1);
  const inside = rest.at(-1)?.kind === 'items' ? rest.slice(0, -1) : rest;
  const isHome = descriptorPath(path.slice(0, container.length)) === descriptorPath(container);
  return isHome && descriptorPath(inside) === descriptorPath(value) ? String(mark.value) : undefined;
}

/** True for a path to one item of a list, or to something in it. */
export function isItemPath(path: NativePath): boolean {
  return path.some(({ kind }) => kind === 'where' || kind === 'index');
}
