import { VendorError } from '../../../src/connector-kit/vendor-error.ts';
import type { VendorRequest } from '../../../src/connector-kit/vendor-request.ts';
import type { ErrorClass } from '../../../src/connector-kit/error-class.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/model/json.ts';

/** A deal of the vendor that exists only in tests of writing. */
export interface PaperDeal extends JsonObject {
  readonly id: string;
  readonly title: string;
  readonly amount: number | null;
  readonly stage: string;
  readonly probability: number;
  readonly contacts: readonly string[];
  readonly fields: JsonObject;
  readonly changedAt: string;
}

/** A small CRM in memory that is written to. */
export interface PaperVendor {
  readonly deals: Map<string, PaperDeal>;
  /** Every request that changes something, as it came. */
  readonly writes: VendorRequest[];
  readonly reads: VendorRequest[];
  /** Runs before a request is carried out; may throw: then it never is. */
  before: (request: VendorRequest) => void;
  /** Runs after it was carried out; may throw: then its answer is lost. */
  after: (request: VendorRequest) => void;
  /** What the vendor makes of what it is sent. */
  adjust: (deal: PaperDeal) => PaperDeal;
  /** Deals that its search does not know of yet. */
  readonly unseen: Set<string>;
  /** Stages, by key, with the probability that each brings along. */
  readonly stages: Map<string, number>;
  send(request: VendorRequest): JsonValue | undefined;
}

export function paperDeal(id: string, changes: Partial<PaperDeal> = {}): PaperDeal {
  return {
    id,
    title: `Deal ${id}`,
    amount: 10,
    stage: 's1',
    probability: 10,
    contacts: ['c1'],
    fields: { tier: 'gold', ref: `ref-${id}` },
    changedAt: '2026-03-01T00:00:00.000Z',
    ...changes,
  };
}

export function paperVendor(...deals: readonly PaperDeal[]): PaperVendor {
  const vendor: PaperVendor = {
    deals: new Map(deals.map((deal) => [deal.id, deal])),
    writes: [],
    reads: [],
    before: () => undefined,
    after: () => undefined,
    adjust: (deal) => deal,
    unseen: new Set(),
    stages: new Map([
      ['s1', 10],
      ['s2', 60],
    ]),
    send(request) {
      (request.method === 'GET' ? vendor.reads : vendor.writes).push(request);
      vendor.before(request);
      const answer = request.method === 'GET' ? read(vendor, request) : write(vendor, request);
      vendor.after(request);
      return answer;
    },
  };
  return vendor;
}

/** What the session throws when the vendor refuses. */
export function paperRefusal(code: ErrorClass, more: Partial<VendorError['details']> = {}): VendorError {
  const details = { connector: 'paper', method: 'POST', path: '/deals', ...more };
  return new VendorError(code, `Paper CRM refused: ${code}`, details);
}

/** What the session throws when the answer to a write is lost. */
export function lostAnswer(): VendorError {
  return paperRefusal('network', { ambiguous: true });
}

function read({ deals, stages, unseen }: PaperVendor, { path, query = {} }: VendorRequest): JsonValue {
  if (path === '/account') return { name: 'Acme', currency: 'EUR', timezone: 'UTC' };
  if (path === '/stages')
    return [...stages.keys()].map((key) => ({ key, columns: { label: `Stage ${key}` } }));
  if (path === '/fields') {
    return [
      { key: 'tier', label: 'Tier', type: 'text', wire: 'text' },
      { key: 'ref', label: 'Reference', type: 'text', wire: 'text', unique: true },
      { key: 'loose', label: 'Loose key', type: 'text', wire: 'text' },
    ];
  }
  if (path === '/find') {
    const { field, value } = query;
    // Regardless of case, as searches are.
    const wanted = String(value).toLowerCase();
    return [...deals.values()]
      .filter(({ id, fields }) => !unseen.has(id) && String(fields[String(field)]).toLowerCase() === wanted)
      .map(({ id }) => id);
  }
  const deal = deals.get(path.split('/')[2] ?? '');
  if (deal === undefined) throw paperRefusal('not-found', { status: 404, method: 'GET' });
  return deal;
}

function write(vendor: PaperVendor, { method, path, body }: VendorRequest): JsonValue | undefined {
  const [, , id = '', , contact = ''] = path.split('/');
  const { deals } = vendor;
  if (path === '/deals') return put(vendor, nextId(vendor), body ?? {});
  if (path === '/deals/upsert') return upsert(vendor, body);
  if (path === '/deals/batch') return batch(vendor, body);
  if (path === '/deals/upserts') {
    const { items } = Object(body);
    const all: { key: JsonValue; deal: JsonObject }[] = items;
    return all.map(({ key: value, deal }) =>
      deal['title'] === 'unwelcome'
        ? { failure: 'title is not allowed' }
        : upsert(vendor, { key: 'ref', value, deal }),
    );
  }
  const deal = deals.get(id);
  if (deal === undefined) throw paperRefusal('not-found', { status: 404 });
  if (contact !== '') {
    const others = deal.contacts.filter((known) => known !== contact);
    deals.set(id, { ...deal, contacts: method === 'DELETE' ? others : [...others, contact] });
    return {};
  }
  if (method !== 'DELETE') return put(vendor, id, body ?? {});
  deals.delete(id);
  return undefined;
}

function put(vendor: PaperVendor, id: string, body: JsonValue): JsonValue {
  const old = vendor.deals.get(id) ?? paperDeal(id, { title: '', amount: null, contacts: [], fields: {} });
  const sent = isJsonObject(body) ? body : {};
  const fields = isJsonObject(sent['fields']) ? { ...old.fields, ...sent['fields'] } : old.fields;
  const changed: PaperDeal = { ...old, ...sent, id, fields, changedAt: '2026-06-01T00:00:00.000Z' };
  const probability = changed.stage === old.stage ? old.probability : (vendor.stages.get(changed.stage) ?? 0);
  vendor.deals.set(id, vendor.adjust({ ...changed, probability }));
  return { id };
}

function upsert(vendor: PaperVendor, body: JsonValue | undefined): JsonValue {
  const { key, value, deal } = Object(body);
  const found = [...vendor.deals.values()].find(({ fields }) => fields[key] === value);
  put(vendor, found?.id ?? nextId(vendor), deal);
  return { id: found?.id ?? [...vendor.deals.keys()].at(-1) ?? '', created: found === undefined };
}

/** All or nothing; an item of the title "unwelcome" is refused in its result, one of "worse" refuses the whole. */
function batch(vendor: PaperVendor, body: JsonValue | undefined): JsonValue {
  const { call, items } = Object(body);
  const all: { id?: string; deal?: JsonObject }[] = items;
  if (all.some(({ deal }) => deal?.['title'] === 'worse'))
    throw paperRefusal('invalid-request', { status: 400 });
  return all.map(({ id, deal = {} }) => {
    if (deal['title'] === 'unwelcome') return { failure: 'title is not allowed: unwelcome' };
    if (deal['title'] === 'odd') return {};
    if (id !== undefined && !vendor.deals.has(id)) return { missing: true };
    if (call === 'delete') vendor.deals.delete(id ?? '');
    else return put(vendor, id ?? nextId(vendor), deal);
    return { id: id ?? '' };
  });
}

function nextId({ deals }: PaperVendor): string {
  return String(Math.max(100, ...[...deals.keys()].map(Number)) + 1);
}
