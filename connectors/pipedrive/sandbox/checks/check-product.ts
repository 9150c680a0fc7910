import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { dayAt, expected, flagAt, numberAt, orNull, textAt, wholeAt } from './check-value.ts';
import { products } from '../deals/deal-products.ts';
import type { DealProduct } from '../deals/deal-state.ts';
import { checkEach, reject, rejectUnknown } from './invalid-request.ts';

type Given = Omit<DealProduct, 'id' | 'add_time' | 'update_time'>;
type Checks = { readonly [K in keyof Given]: (path: string, value: JsonValue) => Given[K] };

const frequencies = ['one-time', 'annually', 'semi-annually', 'quarterly', 'monthly', 'weekly'] as const;

/** Members of `AddDealProductRequest` of the vendor's client 33.7.0. */
const checks: Checks = {
  product_id: (path, value) => {
    const id = wholeAt(path, value);
    return products.has(id) ? id : reject(path, 'Product not found');
  },
  item_price: (path, value) => numberAt(path, value),
  quantity: (path, value) => numberAt(path, value),
  tax: (path, value) => numberAt(path, value),
  tax_method: choice('exclusive', 'inclusive', 'none'),
  discount: (path, value) => numberAt(path, value),
  discount_type: choice('percentage', 'amount'),
  comments: (path, value) => textAt(path, value),
  is_enabled: (path, value) => flagAt(path, value),
  product_variation_id: (path, value) => orNull(value, (given) => wholeAt(path, given)),
  billing_frequency: choice(...frequencies),
  billing_frequency_cycles: (path, value) => orNull(value, (given) => wholeAt(path, given)),
  billing_start_date: (path, value) => orNull(value, (given) => dayAt(path, given)),
};

/** What a product has where nobody says otherwise. */
export const usualProduct = {
  product_variation_id: null,
  tax: 0,
  tax_method: 'exclusive',
  discount: 0,
  discount_type: 'percentage',
  comments: '',
  is_enabled: true,
  billing_frequency: 'one-time',
  billing_frequency_cycles: null,
  billing_start_date: null,
} as const;

/** @throws Refused for unknown keys, wrong types and products nobody has. */
export function checkProduct(body: JsonValue | undefined): Partial<Given> {
  if (!isJsonObject(body)) return reject('body', expected('object', body));
  const checked: Record<string, unknown> = {};
  checkEach(Object.entries(body), ([key, value]) => {
    if (!isKnown(key)) return rejectUnknown(key);
    checked[key] = checks[key](key, value);
  });
  return checked;
}

/** @throws Refused, also where the product, its price or its quantity is missing. */
export function checkNewProduct(body: JsonValue | undefined): Given {
  const given: JsonObject = isJsonObject(body) ? body : reject('body', expected('object', body));
  const required = ['product_id', 'item_price', 'quantity'] as const;
  checkEach([...required, 'body'], (name) => {
    if (name === 'body') return checkProduct(given);
    return given[name] === undefined ? reject(name, 'Required') : undefined;
  });
  const { product_id: id, item_price: price, quantity } = given;
  const named = {
    product_id: wholeAt('product_id', id),
    item_price: numberAt('item_price', price),
    quantity: numberAt('quantity', quantity),
  };
  return { ...usualProduct, ...checkProduct(given), ...named };
}

function isKnown(key: string): key is keyof Given {
  return Object.hasOwn(checks, key);
}

function choice<T extends string>(...choices: readonly T[]): (path: string, value: JsonValue) => T {
  return (path, value) =>
    choices.find((one) => one === value) ??
    reject(path, `Invalid enum value. Expected ${choices.join(' | ')}`);
}
