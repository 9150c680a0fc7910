import type { HistoryEntry, RecordLink } from './deal-state.ts';
import type { ObjectName, ObjectType } from './object-types.ts';
import type { PropertyDefinition } from './property-definition.ts';

/** One record of any kind, read on demand. */
export interface ObjectView {
  readonly id: number;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly archivedMs: number | undefined;
  /** Null where it is not set. Only for properties the kind has. */
  read(name: string): string | null;
  /** Oldest first. */
  history(name: string): readonly HistoryEntry[];
  links(to: ObjectName): readonly RecordLink[];
}

/** Bounds a search can apply without reading records. */
export interface SearchBounds {
  readonly fromId?: number;
  readonly changedFromMs?: number;
  readonly changedBeforeMs?: number;
}

export interface SearchPlan {
  readonly bounds: SearchBounds;
  /** What the bounds do not cover. */
  readonly where: ((view: ObjectView) => boolean) | undefined;
  /** An order the table keeps; undefined where all matches must be read and sorted. */
  readonly sort: 'id' | 'changed' | undefined;
  readonly direction: 'ascending' | 'descending';
  readonly compare: (a: ObjectView, b: ObjectView) => number;
  readonly offset: number;
  readonly limit: number;
}

/** All records of one kind. */
export interface ObjectTable {
  readonly type: ObjectType;
  readonly properties: ReadonlyMap<string, PropertyDefinition>;
  /** Records from an id on, ascending, at most `limit`. */
  list(fromId: number, archived: boolean, limit: number): readonly ObjectView[];
  /** By id; follows merges. */
  find(id: number, archived: boolean): ObjectView | undefined;
  /** By id, merged-away ids not found. */
  findExact(id: number, archived: boolean): ObjectView | undefined;
  findByUnique(property: string, value: string): ObjectView | undefined;
  search(plan: SearchPlan): { readonly total: number; readonly page: readonly ObjectView[] };
}
