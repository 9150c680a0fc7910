import { z } from 'zod';
import type {
  BatchWrite,
  NativeChange,
  RecordKey,
  WriteOperations,
} from '../../../src/connector-kit/index.ts';
import { batchOutcomes } from './batch-outcomes.ts';
import { maxInBatch, traced } from './batch-writes.ts';
import { linkChanges } from './link-changes.ts';
import type { Paths } from '../paths.ts';
import { propertiesBody } from './written-properties.ts';

const Upserted = z.looseObject({
  results: z.array(z.looseObject({ id: z.string(), new: z.boolean() })).length(1),
});

/**
 * By a property that HubSpot keeps unique: https://developers.hubspot.com/docs/api/crm/deals (2026-11-22). One input
 * without a trace id, so that a refusal is the answer's status and not an entry of a success.
 */
export function upsertDeal(paths: Paths): NonNullable<WriteOperations['upsert']> {
  return {
    operationId: 'deals.upsert',
    takes: (change: NativeChange) => linkChanges(change).length === 0,
    plan: (key, change) => ({
      operationId: 'deals.upsert',
      method: 'POST',
      path: paths.dealBatch('upsert'),
      body: { inputs: [inputOf(key, change)] },
      idempotent: true,
      summary: `creates or updates the deal with this ${key.field}`,
    }),
    // An input takes no associations, and the key is not to be replaced.
    record: { at: ['inputs', 0], members: ['properties'] },
    outcome: (answer) => {
      const [{ id, new: created } = { id: '', new: false }] = Upserted.parse(answer).results;
      return { id, created };
    },
  };
}

/** The same for many, each with a trace id of its own: HubSpot then names those it refuses in a 207 and writes the others. */
export function batchUpsert(paths: Paths): BatchWrite {
  return {
    operationId: 'deals.upsert',
    max: maxInBatch,
    allOrNothing: true,
    takes: ({ key, change }) => key !== undefined && linkChanges(change).length === 0,
    plan: (items) => ({
      operationId: 'deals.upsert',
      method: 'POST',
      path: paths.dealBatch('upsert'),
      body: {
        inputs: items.map(({ key = { field: '', value: '' }, change }, index) => ({
          ...inputOf(key, change),
          ...traced(index),
        })),
      },
      idempotent: true,
      summary: `creates or updates ${items.length} deals`,
    }),
    outcomes: (answer, _status, items) => batchOutcomes(answer, items),
  };
}

function inputOf({ field, value }: RecordKey, change: NativeChange) {
  return { id: String(value), idProperty: field, properties: propertiesBody(change) };
}
