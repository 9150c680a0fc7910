import type { JsonObject, JsonValue } from '../model/json.ts';
import type { NativeId } from '../model/native-record.ts';
import type { CustomFieldDefinition } from './resource.ts';
import type { FailureReading, VendorRequest } from './vendor-request.ts';
import type { VendorSession } from './vendor-session.ts';

/** A call of the unified API that changes a record. */
export type WriteCall = 'create' | 'update' | 'delete';

/** What a mapping made of a unified input, in the shape of the vendor's own record. */
export interface NativeChange {
  /**
   * What is written and nothing else. A single value stands as it goes over the wire, the vendor's word for "nothing"
   * included. A list holds all that it shall hold afterwards, not what is added.
   */
  readonly patch: JsonObject;
  /** The record as it is now, as `get` gave it; undefined where it does not exist yet. */
  readonly current: JsonObject | undefined;
}

/** One request that a write will send. Nothing in it is secret; it is shown to people as it stands. */
export interface PlannedRequest extends Pick<VendorRequest, 'method' | 'path' | 'query' | 'idempotent'> {
  /** An id of `WriteOperations.operations`. */
  readonly operationId: string;
  /** `{id}` in a path stands for the record that the first request of the plan creates. */
  readonly path: string;
  readonly body?: JsonValue;
  /**
   * What has to be asked of the vendor right before it is sent, in the connector's own words: a part of the path that
   * nobody knows earlier, or whether it is needed at all. `WriteOperations.resolve` reads it.
   */
  readonly resolve?: Readonly<Record<string, string>>;
  /** The native path that it is about, where it is one alone: what a refusal without a field means. */
  readonly about?: string;
  /** What it does, in a few words for people: `adds contact 7001`. Holds ids, no values of the record. */
  readonly summary: string;
}

/** A kind of native request behind a unified call: passThrough names it by its id. */
export interface WriteOperation {
  /** `deals.create`, `deals.associate`. */
  readonly id: string;
  readonly calls: readonly WriteCall[];
  /** Method and path with placeholders, as the vendor documents them. */
  readonly request: string;
  /** The vendor's page. */
  readonly docsUrl: string;
}

/** A refusal that stands in an answer rather than being its status; `status` is that of the same refusal alone. */
export type ItemFailure = FailureReading & { readonly status?: number };

/** A value that a vendor shows in place of one that was sent. */
export interface KeptValue {
  /** The native path. */
  readonly native: string;
  readonly found: JsonValue;
}

/** What became of one item of a batch. `failure` reads as a refusal of the same item alone would. */
export type BatchOutcome =
  | {
      readonly id: NativeId;
      readonly created?: boolean;
      /** As of `WriteOperations.keptOtherwise`. */
      readonly keptOtherwise?: readonly KeptValue[];
    }
  | { readonly failure: ItemFailure }
  /** The vendor's answer does not say what became of this one. */
  | { readonly unknown: string };

/** One item of a batch. */
export interface BatchItem {
  /** Absent for a create. */
  readonly id?: NativeId;
  /** Of an upsert. */
  readonly key?: RecordKey;
  readonly change: NativeChange;
}

/** One request for many records. */
export interface BatchWrite {
  readonly operationId: string;
  /** Records in one request at most. */
  readonly max: number;
  /** False for a change that one request of the batch cannot carry whole: it is then written alone. */
  takes(item: BatchItem): boolean;
  plan(items: readonly BatchItem[]): PlannedRequest;
  /** One outcome for each item, in the order of the items. */
  outcomes(answer: JsonValue, status: number, items: readonly BatchItem[]): readonly BatchOutcome[];
  /**
   * True where a refusal says that the vendor carried out none of the batch, so that its items may be sent one by one
   * to learn which of them is to blame.
   */
  readonly allOrNothing: boolean;
}

/** The place of one record within a body that holds more: what passThrough adds to the record goes there. */
export interface RecordInBody {
  readonly at: readonly (string | number)[];
  /** What can be said of the record there. The vendor may leave out anything else in silence: it is refused. */
  readonly members: readonly string[];
}

/** A value that names one record: of a custom field that the vendor, or the caller, keeps unique. */
export interface RecordKey {
  /** Key of the custom field, as in `customFields()`. */
  readonly field: string;
  /** As it goes over the wire. */
  readonly value: JsonValue;
}

/** How one kind of record is written. Plans are pure: the same change gives the same requests, and nothing is sent. */
export interface WriteOperations {
  /** The first one listed for a call is its main one: passThrough goes there where it names none. */
  readonly operations: readonly WriteOperation[];
  /** Requests in order; the first one creates the record. */
  create?(change: NativeChange): readonly PlannedRequest[];
  /** Requests in order; none where the change changes nothing. */
  update?(id: NativeId, change: NativeChange): readonly PlannedRequest[];
  /** The main request of an update, writing nothing: what passThrough adds goes into it where nothing else is to be. */
  bareUpdate?(id: NativeId): PlannedRequest;
  /** Requests in order; none where no record can have the id. */
  delete?(id: NativeId): readonly PlannedRequest[];
  /**
   * Completes a request that carries `resolve`, by reads alone; undefined where there is nothing left to be sent, since
   * the vendor has it so already.
   */
  resolve?(session: VendorSession, request: PlannedRequest): Promise<PlannedRequest | undefined>;
  /**
   * True where the vendor, told to delete a record that was merged into another one, deletes that other one: a record is
   * then read before it is deleted.
   */
  readonly deleteFollowsMerges?: boolean;
  /** The id of the record that a create made, from the answer to its first request. @throws ZodError */
  createdId(answer: JsonValue): NativeId;
  /** What the vendor says it did not do in an answer that is a success by its status. */
  refusalIn?(answer: JsonValue): ItemFailure | undefined;
  /**
   * What the answer to a request shows to have been kept otherwise than it was sent, by native path: for values of which
   * nothing says that the vendor keeps them.
   */
  keptOtherwise?(request: PlannedRequest, answer: JsonValue): readonly KeptValue[];
  readonly batch?: {
    readonly create?: BatchWrite;
    readonly update?: BatchWrite;
    readonly delete?: BatchWrite;
    /** By the keys of the items, which are of one field. */
    readonly upsert?: BatchWrite;
  };
  /** Creates or updates by a field that the vendor keeps unique; the vendor makes sure that there is one record. */
  readonly upsert?: {
    readonly operationId: string;
    /** False for a change that the one request cannot carry whole. Absent where it carries everything. */
    takes?(change: NativeChange): boolean;
    plan(key: RecordKey, change: NativeChange): PlannedRequest;
    /** Where the record stands in the body of `plan`. Absent where it is the body. */
    readonly record?: RecordInBody;
    outcome(answer: JsonValue): { readonly id: NativeId; readonly created: boolean };
  };
  /**
   * Ids of living records that may carry the key, at most a handful: what they carry is read and compared afterwards, so
   * that a vendor's search may find too many, but not too few. Its index may be late.
   *
   * @param definition of the field, where the account shows it.
   */
  find?(
    session: VendorSession,
    key: RecordKey,
    definition?: CustomFieldDefinition,
  ): Promise<readonly NativeId[]>;
  /**
   * As `find`, for many values of one field that the vendor keeps unique: for each of them the id, where there is one.
   * Not from an index that may be late.
   */
  findUnique?(
    session: VendorSession,
    field: string,
    values: readonly JsonValue[],
  ): Promise<readonly (NativeId | undefined)[]>;
  /** The same for a connection with these `settings`, where requests depend on them. */
  forSettings?(settings: Readonly<Record<string, string>>): WriteOperations;
}
