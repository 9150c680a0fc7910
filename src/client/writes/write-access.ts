import type { CustomFieldDefinition, RecordsById } from '../../connector-kit/resource.ts';
import type { VendorSession } from '../../connector-kit/vendor-session.ts';
import type { WriteCall, WriteOperations } from '../../connector-kit/writes.ts';
import type { BoundMapping } from '../../mapping/mapping-types.ts';
import type { WriteTarget } from '../../mapping/write-types.ts';
import type { NativeId, NativeRecord } from '../../model/native-record.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import { ClientError } from '../client-error.ts';
import type { OpenConnection } from '../connection-types.ts';

/** What an open connection gives to writes. */
export interface WriteAccess {
  /** The vendor's name as people know it. */
  readonly displayName: string;
  /** Undefined where the records of this vendor cannot be written. */
  readonly operations: WriteOperations | undefined;
  /** Where the mapping writes unified fields. */
  readonly targets: readonly WriteTarget[];
  /** The account's custom fields. */
  catalogue(): Promise<readonly CustomFieldDefinition[]>;
  /** The mapping with all tables that reading and writing these records needs. */
  bind(natives: readonly NativeRecord[]): Promise<BoundMapping<Opportunity>>;
  /** As `OpenConnection.get`, without translating. */
  fetch(id: NativeId): Promise<NativeRecord | undefined>;
  fetchMany(ids: readonly NativeId[]): Promise<RecordsById>;
}

/** An open connection that can write. */
export interface Writer extends Omit<WriteAccess, 'operations'> {
  readonly connector: string;
  readonly session: VendorSession;
  readonly operations: WriteOperations;
  /** Forgets tables that were loaded longer ago than this, in milliseconds. */
  forgetOlderThan(ageMs: number): void;
}

/** @throws ClientError `not-supported` where the vendor lacks the call. */
export function writerFor(connection: OpenConnection, call: WriteCall): Writer {
  const { connectorId, session, writing } = connection;
  const { operations, displayName } = writing;
  if (operations?.[call] === undefined) {
    throw new ClientError('not-supported', `Opportunities of ${displayName} have no ${call}.`, {
      hint: '`opportune connector show` lists what a connector can do.',
    });
  }
  return {
    ...writing,
    connector: connectorId,
    session,
    operations,
    forgetOlderThan: (ageMs) => connection.forgetOlderThan(ageMs),
  };
}
