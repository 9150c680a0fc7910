import { z } from 'zod';
import type { NativeChange, WriteOperations } from '../../src/connector-kit/index.ts';
import { linkChanges } from './link-changes.ts';
import type { Paths } from './paths.ts';
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
    plan: ({ field, value }, change) => ({
      operationId: 'deals.upsert',
      method: 'POST',
      path: paths.dealBatch('upsert'),
      body: { inputs: [{ id: value, idProperty: field, properties: propertiesBody(change) }] },
      idempotent: true,
      summary: `creates or updates the deal with this ${field}`,
    }),
    outcome: (answer) => {
      const [{ id, new: created } = { id: '', new: false }] = Upserted.parse(answer).results;
      return { id, created };
    },
  };
}
