import type { BatchItem, BatchWrite, JsonValue } from '../../../src/connector-kit/index.ts';
import { batchOutcomes } from './batch-outcomes.ts';
import { linkChanges } from './link-changes.ts';
import type { Paths } from '../paths.ts';
import { createBody } from './write-deal.ts';
import { propertiesBody } from './written-properties.ts';

/** Deals in one request at most: https://developers.hubspot.com/docs/api/crm/deals (2026-11-22). */
export const maxInBatch = 100;

/**
 * Every input carries a trace id of its own. With them HubSpot writes the good ones and names the others in a 207;
 * without them one bad input would fail all: https://developers.hubspot.com/docs/api/error-handling (2026-11-22).
 */
export function batchCreate(paths: Paths): BatchWrite {
  return {
    operationId: 'deals.batchCreate',
    max: maxInBatch,
    allOrNothing: true,
    // What a label's number is has to be asked, which a batch cannot.
    takes: ({ change }) =>
      linkChanges(change).every(({ added }) => added.every(({ labels }) => labels.length === 0)),
    plan: (items) => ({
      operationId: 'deals.batchCreate',
      method: 'POST',
      path: paths.dealBatch('create'),
      body: { inputs: items.map(({ change }, index) => ({ ...createBody(change), ...traced(index) })) },
      summary: `creates ${items.length} deals`,
    }),
    outcomes: (answer, _status, items) => batchOutcomes(answer, items),
  };
}

/** The batch takes no links: a change with some goes alone. */
export function batchUpdate(paths: Paths): BatchWrite {
  return {
    operationId: 'deals.batchUpdate',
    max: maxInBatch,
    allOrNothing: true,
    takes: ({ change }) => linkChanges(change).length === 0 && Object.keys(propertiesBody(change)).length > 0,
    plan: (items) => ({
      operationId: 'deals.batchUpdate',
      method: 'POST',
      path: paths.dealBatch('update'),
      body: {
        inputs: items.map(({ id, change }, index) => ({
          id: id ?? '',
          properties: propertiesBody(change),
          ...traced(index),
        })),
      },
      idempotent: true,
      summary: `changes ${items.length} deals`,
    }),
    outcomes: (answer, _status, items) => batchOutcomes(answer, items),
  };
}

/** Answers 204 whatever the ids are: what is not there counts as archived. */
export function batchArchive(paths: Paths): BatchWrite {
  return {
    operationId: 'deals.batchDelete',
    max: maxInBatch,
    allOrNothing: true,
    takes: () => true,
    plan: (items) => ({
      operationId: 'deals.batchDelete',
      method: 'POST',
      path: paths.dealBatch('archive'),
      body: { inputs: items.map(({ id }) => ({ id: id ?? '' })) },
      idempotent: true,
      summary: `archives ${items.length} deals`,
    }),
    outcomes: (_answer, _status, items) => items.map(({ id = '' }: BatchItem) => ({ id })),
  };
}

export function traced(index: number): { objectWriteTraceId: JsonValue } {
  return { objectWriteTraceId: String(index) };
}
