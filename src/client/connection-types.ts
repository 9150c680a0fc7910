import type { CustomFieldDefinition, NativePage, Tombstone } from '../connector-kit/index.ts';
import type { AccountFacts } from '../connector-kit/resource.ts';
import type { VendorSession } from '../connector-kit/vendor-session.ts';
import type { CompiledMapping, MappingResult } from '../mapping/mapping-types.ts';
import type { NativeRecord } from '../model/native-record.ts';
import type { Opportunity } from '../model/opportunity.ts';

/** One native record and what the mapping made of it. */
export interface MappedRecord {
  readonly native: NativeRecord;
  readonly result: MappingResult<Opportunity>;
}

/** One page of a listing, translated. Nothing is left out: records in = mapped + unusable. */
export interface MappedPage {
  readonly records: readonly MappedRecord[];
  readonly tombstones: readonly Tombstone[];
  readonly nextCursor: NativePage['nextCursor'];
  readonly totalHint?: number;
}

/** What list, get, explain and sync share: a session, a mapping, and the tables it needs, loaded once. */
export interface OpenConnection {
  readonly connectorId: string;
  readonly session: VendorSession;
  readonly mapping: CompiledMapping<Opportunity>;
  /** Loaded on first use, once per open connection. */
  account(): Promise<AccountFacts>;
  catalogue(): Promise<readonly CustomFieldDefinition[]>;
  /** Pages in the connector's order, each translated; lookups the page needs are loaded before it is. */
  pages(options: { readonly changedSince?: string; readonly cursor?: string }): AsyncIterable<MappedPage>;
  get(id: string): Promise<MappedRecord | undefined>;
}
