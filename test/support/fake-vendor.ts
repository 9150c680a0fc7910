import { VendorError } from '../../src/connector-kit/vendor-error.ts';
import type { VendorRequest } from '../../src/connector-kit/vendor-request.ts';
import type { CustomFieldType } from '../../src/model/custom-field-types.ts';
import type { JsonObject, JsonValue } from '../../src/model/json.ts';

/** One deal of the vendor that exists only in tests. */
export interface FakeDeal extends JsonObject {
  readonly id: string;
  readonly title: string;
  readonly amount: number | null;
  readonly stage: string;
  readonly company: string | null;
  /** Null where the vendor does not tell it. */
  readonly changedAt: string | null;
  /** True where the mapping shall make nothing of it. */
  readonly broken: boolean;
}

/** One custom field of that vendor. */
export interface FakeField extends JsonObject {
  readonly key: string;
  readonly label: string;
  readonly type: CustomFieldType;
  readonly wire: 'text';
}

export function fakeField(key: string, type: CustomFieldType = 'text', label = `Label of ${key}`): FakeField {
  return { key, label, type, wire: 'text' };
}

/** A small CRM in memory: pages by id, reports deletions, counts what it is asked. */
export interface FakeVendor {
  readonly deals: Map<string, FakeDeal>;
  readonly deleted: Map<string, string>;
  /** Labels by stage. */
  readonly stages: Map<string, string>;
  readonly requests: string[];
  /** Its custom fields; a refusal where these credentials may not see them. */
  fields: readonly FakeField[] | VendorError;
  account: {
    readonly id?: string;
    readonly name: string;
    readonly currency: string;
    readonly timezone: string;
  };
  pageSize: number;
  now: string;
  /** Runs before a request is answered; may throw. */
  before: (request: VendorRequest) => void;
  answer(request: VendorRequest): JsonValue;
}

export function fakeDeal(id: number, changes: Partial<FakeDeal> = {}): FakeDeal {
  return {
    id: String(id),
    title: `Deal ${id}`,
    amount: id * 10,
    stage: `s${id % 3}`,
    company: id % 2 === 0 ? String(id % 7) : null,
    changedAt: new Date(Date.UTC(2026, 0, 1) + id * 1000).toISOString(),
    broken: false,
    ...changes,
  };
}

export function fakeVendor(count: number, pageSize = 10): FakeVendor {
  const deals = new Map<string, FakeDeal>();
  for (let id = 1; id <= count; id += 1) deals.set(String(id), fakeDeal(id));
  const vendor: FakeVendor = {
    deals,
    deleted: new Map(),
    stages: new Map(['s0', 's1', 's2'].map((key) => [key, `Stage ${key}`])),
    requests: [],
    fields: [fakeField('tier', 'text', 'Tier')],
    account: { name: 'Acme', currency: 'EUR', timezone: 'Europe/Berlin' },
    pageSize,
    now: '2026-06-01T00:00:00.000Z',
    before: () => undefined,
    answer(request) {
      vendor.requests.push(requestLine(request));
      vendor.before(request);
      return answerOf(vendor, request);
    },
  };
  return vendor;
}

export function refusal(
  code: VendorError['code'],
  more: { retryAfterMs?: number; status?: number } = {},
): VendorError {
  return new VendorError(code, `Refused: ${code}.`, { connector: 'fake', method: 'GET', path: '/', ...more });
}

function requestLine({ path, query = {} }: VendorRequest): string {
  const parts = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${value}`],
  );
  return parts.length === 0 ? path : `${path}?${parts.join('&')}`;
}

function answerOf(vendor: FakeVendor, { path, query = {} }: VendorRequest): JsonValue {
  if (path === '/account') return vendor.account;
  if (path === '/fields') {
    if (vendor.fields instanceof VendorError) throw vendor.fields;
    return vendor.fields;
  }
  if (path === '/stages') return [...vendor.stages].map(([key, label]) => ({ key, columns: { label } }));
  if (path === '/companies') {
    const ids = String(query['ids']).split(',');
    return ids.filter((key) => key !== '0').map((key) => ({ key, columns: { name: `Company ${key}` } }));
  }
  if (path === '/deals') return dealPage(vendor, String(query['since'] ?? ''), Number(query['after'] ?? 0));
  const deal = vendor.deals.get(path.slice('/deals/'.length));
  if (deal === undefined) throw refusal('not-found');
  return deal;
}

function dealPage(vendor: FakeVendor, since: string, after: number): JsonValue {
  const listed = [...vendor.deals.values()].filter((deal) => (deal.changedAt ?? '') >= since);
  const ahead = listed
    .filter((deal) => Number(deal.id) > after)
    .toSorted((left, right) => Number(left.id) - Number(right.id));
  const deals = ahead.slice(0, vendor.pageSize);
  const more = ahead.length > deals.length;
  const gone = [...vendor.deleted].filter(([, deletedAt]) => deletedAt >= since);
  const tombstones = more ? [] : gone.map(([id, deletedAt]) => ({ id, reason: 'deleted', deletedAt }));
  return { deals, tombstones, next: more ? (deals.at(-1)?.id ?? null) : null, total: listed.length };
}
