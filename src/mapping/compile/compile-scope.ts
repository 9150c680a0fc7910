import type { JsonObject } from '../../model/json.ts';
import type { NativeDescriptor } from '../native/native-descriptor.ts';
import { descriptorPath, type NativePath } from '../native/native-path.ts';
import { accessor, type Accessor } from './accessor.ts';

/** A property of one of `Run.objects`. */
export interface Slot {
  readonly object: number;
  readonly slot: number;
}

/** What the parts of one compiled mapping share. */
export interface CompileScope {
  readonly descriptor: NativeDescriptor;
  /** Position of a lookup table among those the mapping uses. */
  tableIndex(name: string): number;
  /** Position of an object of the native record among those that are read. */
  objectIndex(path: NativePath): number;
  /** The object of which all keys are custom fields unless they are known; its position as above. */
  collectFrom(path: NativePath): number;
  /** A property that is read with all others of its object. */
  slotOf(object: NativePath, name: string): Slot;
  /** Position of a list of the native record among those that many rules look into. */
  listIndex(path: NativePath): number;
}

/** Objects and lists of a native record that rules look into. */
export interface Containers {
  readonly objects: readonly ObjectPlan[];
  readonly lists: readonly Accessor[];
  /** Position of the object that holds the custom fields, where an object holds them. */
  readonly collected: number | undefined;
}

export interface ObjectPlan {
  readonly find: Accessor;
  /** The names that are read, by slot. */
  readonly names: readonly string[];
}

export interface OpenScope extends CompileScope {
  readonly tables: readonly string[];
  readonly containers: Containers;
}

/** A scope that notes what is asked of it. */
export function compileScope(descriptor: NativeDescriptor): OpenScope {
  const tables: string[] = [];
  const objectPaths: string[] = [];
  const objects: { readonly find: Accessor; readonly names: string[] }[] = [];
  const listPaths: string[] = [];
  const lists: Accessor[] = [];
  const objectIndex = (path: NativePath): number => {
    const index = positionOf(descriptorPath(path), objectPaths);
    objects[index] ??= { find: accessor(path), names: [] };
    return index;
  };
  const containers: { -readonly [Key in keyof Containers]: Containers[Key] } = {
    objects,
    lists,
    collected: undefined,
  };
  return {
    descriptor,
    tables,
    containers,
    tableIndex: (name) => positionOf(name, tables),
    objectIndex,
    collectFrom(path) {
      containers.collected = objectIndex(path);
      return containers.collected;
    },
    slotOf(path, name) {
      const object = objectIndex(path);
      return { object, slot: positionOf(name, objects[object]?.names ?? []) };
    },
    listIndex(path) {
      const index = positionOf(descriptorPath(path), listPaths);
      lists[index] ??= accessor(path);
      return index;
    },
  };
}

function positionOf(name: string, names: string[]): number {
  const known = names.indexOf(name);
  return known === -1 ? names.push(name) - 1 : known;
}

/** Stands for an object that a record does not have. */
export const noObject: JsonObject = Object.freeze({});
