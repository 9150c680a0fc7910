import type { JsonObject } from '../../model/json.ts';
import type { NativeDescriptor } from '../native/native-descriptor.ts';
import { descriptorPath, type NativePath } from '../native/native-path.ts';
import { accessor, type Accessor } from './accessor.ts';

/** What the parts of one compiled mapping share. */
export interface CompileScope {
  readonly descriptor: NativeDescriptor;
  /** Position of a lookup table among those the mapping uses. */
  tableIndex(name: string): number;
  /** Position of an object of the native record among those that are looked up once for each record. */
  objectIndex(path: NativePath): number;
  /** The same for lists. */
  listIndex(path: NativePath): number;
}

/** Parts of a native record that many rules look into. */
export interface Containers {
  readonly objects: readonly Accessor[];
  readonly lists: readonly Accessor[];
}

export interface OpenScope extends CompileScope {
  readonly tables: readonly string[];
  readonly containers: Containers;
}

/** A scope that notes what is asked of it. */
export function compileScope(descriptor: NativeDescriptor): OpenScope {
  const tables: string[] = [];
  const [objects, lists] = [registry(), registry()];
  return {
    descriptor,
    tables,
    containers: { objects: objects.accessors, lists: lists.accessors },
    tableIndex: (name) => positionOf(name, tables),
    objectIndex: objects.indexOf,
    listIndex: lists.indexOf,
  };
}

function registry(): { readonly accessors: readonly Accessor[]; readonly indexOf: (path: NativePath) => number } {
  const keys: string[] = [];
  const accessors: Accessor[] = [];
  return {
    accessors,
    indexOf(path) {
      const index = positionOf(descriptorPath(path), keys);
      accessors[index] ??= accessor(path);
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

