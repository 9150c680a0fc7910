import type { HistoryEntry, RecordLink } from './deals/deal-state.ts';
import type { ObjectName, ObjectType } from './object-types.ts';
import type { PropertyDefinition } from './property-definition.ts';
import type { PropertyCatalogue } from './properties/property-catalogue.ts';
import type { SortKey } from './search/ranking.ts';

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
  /** The same for plans with the same condition. */
  readonly key: string;
  /** The property to sort by; the same text for plans of the same order. */
  readonly sort: string;
  readonly direction: 'ascending' | 'descending';
  /** Undefined for the order of ids. */
  readonly sortKey: ((view: ObjectView) => SortKey) | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** One page of what a search found. */
export interface SearchPage {
  readonly total: number;
  readonly page: readonly ObjectView[];
}

/** All records of one kind. */
export interface ObjectTable {
  readonly type: ObjectType;
  /** The properties that are not archived; what `catalogue` has. */
  readonly properties: ReadonlyMap<string, PropertyDefinition>;
  readonly catalogue: PropertyCatalogue;
  /** Records from an id on, ascending, at most `limit`. */
  list(fromId: number, archived: boolean, limit: number): readonly ObjectView[];
  /** By id; follows merges. */
  find(id: number, archived: boolean): ObjectView | undefined;
  /** By id, merged-away ids not found. */
  findExact(id: number, archived: boolean): ObjectView | undefined;
  findByUnique(property: string, value: string): ObjectView | undefined;
  search(plan: SearchPlan): Promise<SearchPage>;
}
