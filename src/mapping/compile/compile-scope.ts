import type { JsonObject } from '../../model/json.ts';
import type { NativeDescriptor } from '../native/native-descriptor.ts';
import type { DeclaredObject } from '../native/declared-objects.ts';
import { descriptorPath, type NativePath } from '../native/native-path.ts';
import type { ListFact } from './list-facts.ts';

/**
 * What the parts of one compiled mapping share. Native values are read once for each record into `Run.values`; rules
 * know the values they want by their position there, the slot.
 */
export interface CompileScope {
  readonly descriptor: NativeDescriptor;
  /** Position of a lookup table among those the mapping uses. */
  tableIndex(name: string): number;
  /** The object of which all keys are custom fields unless they are known: its position among those that are read. */
  collectFrom(path: NativePath): number;
  /** Has keys of an object noticed that the descriptor does not name, whether or not a rule looks into it. */
  watch(object: DeclaredObject): void;
  /** Slot of what stands at the end of a path that has keys only. */
  slotOf(path: NativePath): number;
  /** As `slotOf`, of a list. */
  listSlot(path: NativePath): number;
  /** Slot of what is to be known of a list at the end of a path that has keys only. */
  factSlot(list: NativePath, fact: ListFact): number;
  /** Slot of a unified field that other rules read. */
  outSlot(field: string): number;
}

/** Objects and lists of a native record that rules look into. */
export interface Containers {
  /** Each after the one it is part of. */
  readonly objects: readonly ObjectPlan[];
  readonly facts: readonly FactPlan[];
  /** Slots of the lists that rules look into. */
  readonly lists: readonly number[];
  /** Position of the object that holds the custom fields, where an object holds them. */
  readonly collected: number | undefined;
  /** How many slots there are. */
  readonly size: number;
  /** Besides null, values that mean "no value". */
  readonly empty: readonly string[];
}

export interface ObjectPlan {
  /** Names joined by dots; empty for the record itself. */
  readonly path: string;
  /** Slot of the object; undefined for the record itself. */
  readonly parent: number | undefined;
  /** Slots of the names that are read. */
  readonly slots: ReadonlyMap<string, number>;
  /** Keys that the descriptor names in it; undefined where others are not to be noticed. */
  readonly declared: ReadonlySet<string> | undefined;
  /** Where it holds the custom fields: beginnings of keys that never are such. */
  readonly reserved: readonly string[] | undefined;
}

export interface FactPlan {
  readonly fact: ListFact;
  /** Slot of the list. */
  readonly list: number;
  readonly slot: number;
}

export interface OpenScope extends CompileScope {
  readonly tables: readonly string[];
  readonly containers: Containers;
  /** Slots of the unified fields that other rules read. */
  readonly outSlots: ReadonlyMap<string, number>;
}

/** A slot that nothing reads: where values go that nobody asked for. */
export const scrapSlot = 0;

/** A scope that notes what is asked of it. */
export function compileScope(descriptor: NativeDescriptor): OpenScope {
  const tables: string[] = [];
  const objects: (Pick<ObjectPlan, 'path' | 'parent'> & { readonly slots: Map<string, number> })[] = [];
  const facts: FactPlan[] = [];
  const watched = new Map<number, ReadonlySet<string>>();
  const factSlots = new Map<string, number>();
  const lists = new Set<number>();
  const outSlots = new Map<string, number>();
  let [size, collected]: [number, number | undefined] = [scrapSlot + 1, undefined];
  const planned = (): ObjectPlan[] =>
    objects.map((object, index) => ({
      ...object,
      declared: watched.get(index),
      reserved: index === collected ? descriptor.reserved : undefined,
    }));
  const known = <Key>(slots: Map<Key, number>, key: Key): number => {
    const slot = slots.get(key) ?? size;
    slots.set(key, slot);
    size = Math.max(size, slot + 1);
    return slot;
  };
  const objectIndex = (path: NativePath): number => {
    const text = descriptorPath(path);
    const index = objects.findIndex((object) => object.path === text);
    if (index !== -1) return index;
    const parent = path.length === 0 ? undefined : slotOf(path);
    return objects.push({ path: text, parent, slots: new Map() }) - 1;
  };
  const slotOf = (path: NativePath): number => {
    const last = path.at(-1);
    const object = objects[objectIndex(path.slice(0, -1))];
    return last?.kind === 'key' && object !== undefined ? known(object.slots, last.name) : scrapSlot;
  };
  const listSlot = (path: NativePath): number => {
    const slot = slotOf(path);
    lists.add(slot);
    return slot;
  };
  return {
    descriptor,
    tables,
    outSlots,
    get containers() {
      const { empty } = descriptor;
      return { objects: planned(), facts, lists: [...lists], collected, size, empty };
    },
    tableIndex: (name) => positionOf(name, tables),
    collectFrom: (path) => (collected = objectIndex(path)),
    watch: ({ path, keys }) => watched.set(objectIndex(path), keys),
    slotOf,
    listSlot,
    factSlot(path, fact) {
      const list = listSlot(path);
      const before = size;
      const slot = known(factSlots, JSON.stringify([list, fact]));
      if (slot === before) facts.push({ fact, list, slot });
      return slot;
    },
    outSlot: (field) => known(outSlots, field),
  };
}

function positionOf(name: string, names: string[]): number {
  const known = names.indexOf(name);
  return known === -1 ? names.push(name) - 1 : known;
}

/** Stands for an object that a record does not have. */
export const noObject: JsonObject = Object.freeze({});
