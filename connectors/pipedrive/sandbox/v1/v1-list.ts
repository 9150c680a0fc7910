import {
  walkDeals,
  type JsonObject,
  type JsonValue,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import { apiAuthor } from '../deals/change-deal.ts';
import { savedFilters } from '../deals/deal-filter.ts';
import type { StoredDealState } from '../deals/deal-state.ts';
import { gatewayError } from '../errors.ts';
import { renderOldDeal } from './v1-deal.ts';
import { oldPage } from './v1-page.ts';

type Condition = (deal: StoredDealState) => boolean;

/** Parameters of v2 are ignored, the cursor among them. */
export function listOldDeals(account: Account, request: SandboxRequest, archived: boolean): SandboxAnswer {
  const { query } = request;
  const asked = query.get('filter_id');
  const saved = asked === null ? undefined : savedFilters.get(Number(asked));
  if (asked !== null && saved === undefined) return gatewayError(404, 'Filter not found');
  const conditions = [...(saved === undefined ? [] : [saved]), ...quickConditions(query)];
  const deals = walkDeals(account.store, {
    which: query.get('status') === 'deleted' ? 'deleted' : 'live',
    where: (deal) =>
      account.visible(deal) !== undefined &&
      deal.record.values.is_archived === archived &&
      conditions.every((holds) => holds(deal)),
  });
  const rows = deals.map((deal) => renderOldDeal(account, deal));
  return oldPage(request, sorted(rows, query.get('sort')));
}

const anyStatus: ReadonlySet<string> = new Set(['all_not_deleted', 'deleted']);

function quickConditions(query: URLSearchParams): readonly Condition[] {
  const text = (name: string): string | undefined => query.get(name) ?? undefined;
  const [owner, stage, status] = [text('user_id'), text('stage_id'), text('status')];
  const conditions: Condition[] = [];
  if (owner !== undefined) conditions.push(({ record }) => String(record.values.owner_id) === owner);
  if (stage !== undefined) conditions.push(({ record }) => String(record.values.stage_id) === stage);
  if (text('owned_by_you') === '1')
    conditions.push(({ record }) => record.values.owner_id === apiAuthor.userId);
  if (status !== undefined && !anyStatus.has(status))
    conditions.push(({ record }) => record.values.status === status);
  return conditions;
}

/** By id unless `sort` names a member and a direction, as in `value DESC`; one that does not is left out. */
function sorted(rows: IteratorObject<JsonObject>, sort: string | null): Iterable<JsonObject> {
  const [, name = '', direction] = /^(\w+)(?: (ASC|DESC))?$/i.exec(sort ?? '') ?? [];
  if (name === '') return rows;
  const sign = direction?.toUpperCase() === 'DESC' ? -1 : 1;
  return rows.toArray().toSorted((a, b) => sign * compared(a[name], b[name]));
}

/** Only what is a number or a text has an order; null comes first. */
function compared(a: JsonValue | undefined, b: JsonValue | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [orderedText(a), orderedText(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function orderedText(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
