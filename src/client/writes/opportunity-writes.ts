import type { NativeId } from '../../model/native-record.ts';
import type { NewOpportunityInput, OpportunityInput } from '../../model/opportunity-input.ts';
import type { OpenConnection } from '../connection-types.ts';
import type { BulkItemResult } from './bulk/bulk-result.ts';
import { createMany } from './bulk/create-many.ts';
import { deleteMany } from './bulk/delete-many.ts';
import { updateMany } from './bulk/update-many.ts';
import { upsertMany } from './bulk/upsert-many.ts';
import { createOne, deleteOne, updateOne } from './single-writes.ts';
import { upsertOne } from './upsert.ts';
import type {
  BulkOptions,
  CreateOptions,
  DeleteOptions,
  UpdateItem,
  UpdateOptions,
  UpsertItem,
  UpsertManyOptions,
  UpsertOptions,
} from './write-options.ts';
import type { WritePlan } from './write-plan.ts';
import type { WriteResult } from './write-result.ts';

interface DryRun {
  readonly dryRun: true;
}
interface Real {
  readonly dryRun?: false;
}

/**
 * Writes in the model's words. Each becomes a plan first, and nothing is sent where the plan has an error. No request
 * that may have been carried out is sent again.
 *
 * All of the single ones throw ClientError where an argument has the wrong form or the vendor lacks the call,
 * WriteRefusedError where the input cannot be written as it stands, WriteFailedError where the vendor refuses, and
 * AmbiguousWriteError where an answer was lost and nothing tells what became of it.
 */
export interface OpportunityWrites {
  /** What `create` would send, and what there is to say about it. */
  create(input: NewOpportunityInput, options: CreateOptions & DryRun): Promise<WritePlan>;
  /** Makes a new opportunity of what is given; the result has its `id`. */
  create(input: NewOpportunityInput, options?: CreateOptions & Real): Promise<WriteResult>;
  create(input: NewOpportunityInput, options: CreateOptions): Promise<WritePlan | WriteResult>;
  /** What `update` would send, and what there is to say about it. */
  update(id: NativeId, changes: OpportunityInput, options: UpdateOptions & DryRun): Promise<WritePlan>;
  /**
   * Writes the keys that are given: `null` clears, an absent key leaves alone. The record is read first, since only
   * what differs is sent.
   *
   * @throws NoSuchRecordError, PreconditionError.
   */
  update(id: NativeId, changes: OpportunityInput, options?: UpdateOptions & Real): Promise<WriteResult>;
  update(id: NativeId, changes: OpportunityInput, options: UpdateOptions): Promise<WritePlan | WriteResult>;
  /** What `delete` would send, and the record that would go. */
  delete(id: NativeId, options: DeleteOptions & DryRun): Promise<WritePlan>;
  /**
   * Deletes. One that the vendor says is not there is `already-gone`.
   *
   * @throws PreconditionError
   */
  delete(id: NativeId, options?: DeleteOptions & Real): Promise<WriteResult>;
  delete(id: NativeId, options: DeleteOptions): Promise<WritePlan | WriteResult>;
  /** What `upsert` would send: a create or an update. */
  upsert(input: OpportunityInput, options: UpsertOptions & DryRun): Promise<WritePlan>;
  /**
   * Updates the one record that carries the key, or creates it; refuses where several do. Looking and writing are two
   * steps: upserts of one key over one connection take turns, but those of two processes make two records, unless the
   * vendor keeps the field unique.
   *
   * @example upsert({ title: 'New Rocket' }, { key: { field: 'erp_reference', value: 'A-1001' } })
   */
  upsert(input: OpportunityInput, options: UpsertOptions & Real): Promise<WriteResult>;
  upsert(input: OpportunityInput, options: UpsertOptions): Promise<WritePlan | WriteResult>;
  /**
   * One result for each item, in their order; what fails is a result, not an exception. Goes in the vendor's own
   * batches where it has them, and one by one, a few at a time, where not.
   *
   * @throws ClientError where an argument has the wrong form, and what failed before the first item was looked at.
   */
  createMany(
    inputs: readonly NewOpportunityInput[],
    options?: BulkOptions,
  ): Promise<readonly BulkItemResult[]>;
  /** As `createMany`. The second item with the same id is refused. */
  updateMany(items: readonly UpdateItem[], options?: BulkOptions): Promise<readonly BulkItemResult[]>;
  /** As `updateMany`. */
  deleteMany(ids: readonly NativeId[], options?: BulkOptions): Promise<readonly BulkItemResult[]>;
  /** As `updateMany`, of `upsert`: the second item with the same key is refused. */
  upsertMany(items: readonly UpsertItem[], options: UpsertManyOptions): Promise<readonly BulkItemResult[]>;
}

export function writesOver(connection: OpenConnection): OpportunityWrites {
  function create(input: NewOpportunityInput, options: CreateOptions & DryRun): Promise<WritePlan>;
  function create(input: NewOpportunityInput, options?: CreateOptions & Real): Promise<WriteResult>;
  function create(input: NewOpportunityInput, options: CreateOptions): Promise<WritePlan | WriteResult>;
  function create(input: NewOpportunityInput, options: CreateOptions = {}): Promise<WritePlan | WriteResult> {
    return createOne(connection, input, options);
  }

  function update(
    id: NativeId,
    changes: OpportunityInput,
    options: UpdateOptions & DryRun,
  ): Promise<WritePlan>;
  function update(
    id: NativeId,
    changes: OpportunityInput,
    options?: UpdateOptions & Real,
  ): Promise<WriteResult>;
  function update(
    id: NativeId,
    changes: OpportunityInput,
    options: UpdateOptions,
  ): Promise<WritePlan | WriteResult>;
  function update(
    id: NativeId,
    changes: OpportunityInput,
    options: UpdateOptions = {},
  ): Promise<WritePlan | WriteResult> {
    return updateOne(connection, id, changes, options);
  }

  function remove(id: NativeId, options: DeleteOptions & DryRun): Promise<WritePlan>;
  function remove(id: NativeId, options?: DeleteOptions & Real): Promise<WriteResult>;
  function remove(id: NativeId, options: DeleteOptions): Promise<WritePlan | WriteResult>;
  function remove(id: NativeId, options: DeleteOptions = {}): Promise<WritePlan | WriteResult> {
    return deleteOne(connection, id, options);
  }

  function upsert(input: OpportunityInput, options: UpsertOptions & DryRun): Promise<WritePlan>;
  function upsert(input: OpportunityInput, options: UpsertOptions & Real): Promise<WriteResult>;
  function upsert(input: OpportunityInput, options: UpsertOptions): Promise<WritePlan | WriteResult>;
  function upsert(input: OpportunityInput, options: UpsertOptions): Promise<WritePlan | WriteResult> {
    return upsertOne(connection, input, options);
  }

  return {
    create,
    update,
    delete: remove,
    upsert,
    createMany: (inputs, options = {}) => createMany(connection, inputs, options),
    updateMany: (items, options = {}) => updateMany(connection, items, options),
    deleteMany: (ids, options = {}) => deleteMany(connection, ids, options),
    upsertMany: (items, options) => upsertMany(connection, items, options),
  };
}
