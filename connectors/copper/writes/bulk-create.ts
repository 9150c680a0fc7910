import {
  isJsonObject,
  type BatchItem,
  type BatchOutcome,
  type BatchWrite,
  type JsonObject,
  type JsonValue,
  type PlannedRequest,
} from '../../../src/connector-kit/index.ts';
import { readFailure } from '../failures.ts';
import { Opportunity } from '../native-schema.ts';
import { paths } from '../paths.ts';
import { otherCurrency } from './other-currency.ts';
import { relationRequests } from './relation-requests.ts';
import { createBody } from './write-requests.ts';

/** Items are answered in their order, each with a record or with what is wrong with it: https://developer.copper.com/leads/bulk-create-leads.html (2026-11-22). */
const most = 10;

/** Many new opportunities in one request. */
export const bulkCreate: BatchWrite = {
  operationId: 'opportunities.bulkCreate',
  max: most,
  takes: ({ change }) => relationRequests('', change).length === 0,
  plan,
  outcomes: (answer, _status, items) => {
    const rows = Array.isArray(answer) ? answer : [];
    if (rows.length !== items.length) {
      const unknown = `the answer tells of ${rows.length} items, and ${items.length} were sent`;
      return items.map(() => ({ unknown }));
    }
    return rows.map((row, index) => outcomeOf(row, items[index]));
  },
  // That a refusal of the whole leaves nothing behind is documented nowhere: items sent again could be made twice.
  allOrNothing: false,
};

function plan(items: readonly BatchItem[]): PlannedRequest {
  return {
    operationId: 'opportunities.bulkCreate',
    method: 'POST',
    path: paths.bulkCreate,
    body: { opportunities: items.map(({ change }) => createBody(change)) },
    summary: `creates ${items.length} opportunities`,
  };
}

/** A refused item has no status of its own; alone, it would be a 422. */
function outcomeOf(row: JsonValue, item: BatchItem | undefined): BatchOutcome {
  const made = Opportunity.safeParse(row);
  const body = item === undefined ? {} : { body: createBody(item.change) };
  if (made.success && !isRefusal(row)) {
    const kept = otherCurrency(body, row);
    return {
      id: String(made.data['id']),
      created: true,
      ...(kept.length === 0 ? {} : { keptOtherwise: kept }),
    };
  }
  if (!isRefusal(row)) return { unknown: 'its part of the answer is neither a record nor a refusal' };
  const request = { method: 'POST', path: paths.bulkCreate, ...body } as const;
  return { failure: { ...readFailure({ status: 422, headers: {}, body: row, request }), status: 422 } };
}

function isRefusal(row: JsonValue): row is JsonObject {
  return isJsonObject(row) && row['success'] === false;
}
