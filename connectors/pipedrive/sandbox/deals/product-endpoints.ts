import {
  answer,
  isJsonObject,
  type JsonValue,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import type { Account } from '../account.ts';
import { checkNewProduct, checkProduct } from '../checks/check-product.ts';
import { expected } from '../checks/check-value.ts';
import { productRow, withProducts } from './deal-products.ts';
import type { DealProduct, StoredDealState } from './deal-state.ts';
import { dealScopes, type Endpoint } from '../endpoint.ts';
import { archivedDeal, notFound } from '../errors.ts';
import { mostIds } from '../facts.ts';
import { reject } from '../checks/invalid-request.ts';
import { pageOfRows, single, type Row } from '../page.ts';
import { allowParameters, idsParameter, paging, pathId } from '../query.ts';
import { toWholeSecond, wireTime } from '../wire-times.ts';

const readScopes = ['products:read', 'products:full', ...dealScopes];
const writeScopes = ['products:full', 'deals:full'];

/** Products on deals: https://developers.pipedrive.com/docs/api/v1/Deals (2026-11-26). */
export function productEndpoints(account: Account): readonly Endpoint[] {
  const read = { api: 'v2', method: 'GET', cost: 10, scopes: readScopes } as const;
  const write = { api: 'v2', cost: 5, scopes: writeScopes } as const;
  const path = '/deals/:id/products';
  const one = `${path}/:product`;
  const change = (what: Change) => (r: SandboxRequest) => changeProducts(account, r, what);
  return [
    { ...read, path: '/deals/products', handle: (r) => productsOfMany(account, r) },
    { ...read, path, handle: (r) => productsOfOne(account, r) },
    { ...write, method: 'POST', path, handle: change(addOne) },
    { ...write, method: 'POST', path: `${path}/bulk`, cost: 25, handle: change(addMany) },
    { ...write, method: 'PATCH', path: one, handle: change(update) },
    { ...write, method: 'DELETE', path, cost: 3, handle: change(removeMany) },
    { ...write, method: 'DELETE', path: one, cost: 3, handle: change(removeOne) },
  ];
}

function productsOfMany(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, ['deal_ids', 'sort_by', 'sort_direction', ...paging]);
  const ids = idsParameter(request, 'deal_ids') ?? reject('deal_ids', 'Required');
  const rows = ids.flatMap((id) => rowsOf(account.visible(account.store.find(id))));
  return pageOfRows(account, request, () => rows.toSorted((a, b) => a.id - b.id));
}

function productsOfOne(account: Account, request: SandboxRequest): SandboxAnswer {
  allowParameters(request, ['sort_by', 'sort_direction', ...paging]);
  const deal = livingDeal(account, request);
  return deal === undefined ? notFound('Deal') : pageOfRows(account, request, () => rowsOf(deal));
}

function livingDeal(account: Account, request: SandboxRequest): StoredDealState | undefined {
  const deal = account.visible(account.store.find(pathId(request)));
  return deal?.deletedMs === undefined ? deal : undefined;
}

function rowsOf(deal: StoredDealState | undefined): readonly Row[] {
  return deal?.record.products.map((one, at) => productRow(deal.id, deal.record, one, at)) ?? [];
}

interface Changed {
  readonly products: readonly DealProduct[];
  /** What is answered, once the deal has its new products. */
  readonly answer: (rows: readonly Row[]) => SandboxAnswer;
}

/** Undefined where the product is not on the deal. */
type Change = (
  account: Account,
  request: SandboxRequest,
  before: readonly DealProduct[],
) => Changed | undefined;

function changeProducts(account: Account, request: SandboxRequest, change: Change): SandboxAnswer {
  const deal = livingDeal(account, request);
  if (deal === undefined) return notFound('Deal');
  if (deal.record.values.is_archived) return archivedDeal();
  const changed = change(account, request, deal.record.products);
  if (changed === undefined) return notFound('Deal product');
  const stored = account.store.write(deal.id, withProducts(deal.record, changed.products));
  return changed.answer(rowsOf(stored));
}

const addOne: Change = (account, request, before) => {
  allowParameters(request, []);
  const added = newProduct(account, request.body);
  return { products: [...before, added], answer: (rows) => single(rows.at(-1) ?? null, 201) };
};

const addMany: Change = (account, request, before) => {
  allowParameters(request, []);
  const given = isJsonObject(request.body) ? request.body['data'] : undefined;
  if (!Array.isArray(given)) return reject('data', expected('array', given));
  if (given.length === 0 || given.length > mostIds)
    return reject('data', `Array must contain 1 to ${mostIds} element(s)`);
  const added = given.map((one: JsonValue) => newProduct(account, one));
  return {
    products: [...before, ...added],
    answer: (rows) => answer(201, { success: true, data: rows.slice(before.length) }),
  };
};

const update: Change = (account, request, before) => {
  allowParameters(request, []);
  const id = pathId(request, 'product');
  if (!before.some((one) => one.id === id)) return undefined;
  const given = checkProduct(request.body);
  const update_time = now(account);
  return {
    products: before.map((one) => (one.id === id ? { ...one, ...given, update_time } : one)),
    answer: (rows) => single(rows.find((one) => one.id === id) ?? null),
  };
};

const removeOne: Change = (_, request, before) => {
  allowParameters(request, []);
  const id = pathId(request, 'product');
  const products = before.filter((one) => one.id !== id);
  return products.length === before.length ? undefined : { products, answer: () => single({ id }) };
};

const removeMany: Change = (_, request, before) => {
  allowParameters(request, ['ids']);
  const wanted = idsParameter(request, 'ids');
  const ids = before.map(({ id }) => id).filter((id) => wanted?.includes(id) ?? true);
  return { products: before.filter(({ id }) => !ids.includes(id)), answer: () => gone(ids) };
};

function gone(ids: readonly number[]): SandboxAnswer {
  const more = { additional_data: { more_items_in_collection: false } };
  return answer(200, { success: true, data: { ids: [...ids] }, ...more });
}

function newProduct(account: Account, body: JsonValue | undefined): DealProduct {
  return { ...checkNewProduct(body), id: account.nextId(), add_time: now(account), update_time: null };
}

function now({ clock }: Account): string {
  return wireTime(toWholeSecond(clock.nowMs()));
}
