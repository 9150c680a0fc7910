import type { JsonObject } from '../../../../src/sandbox-kit/index.ts';
import type { DealProduct, DealState } from './deal-state.ts';

/** Products people can put on deals. */
export const products: ReadonlyMap<number, string> = new Map([
  [501, 'Support plan'],
  [502, 'Installation'],
  [503, 'Training day'],
]);

/** What a product adds to its deal, before tax. */
export function sumOf({ item_price, quantity, discount, discount_type }: DealProduct): number {
  const full = item_price * quantity;
  const less = discount_type === 'percentage' ? (full * discount) / 100 : discount;
  return Number((full - less).toFixed(6));
}

/** The deal with other products: as long as it has any, they make up its value. */
export function withProducts(record: DealState, next: readonly DealProduct[]): DealState {
  const enabled = next.filter((one) => one.is_enabled);
  const value = Number(enabled.reduce((sum, one) => sum + sumOf(one), 0).toFixed(6));
  return { ...record, products: next, touched: true, values: { ...record.values, value } };
}

/** A product on a deal as API v2 shows it. */
export function productRow(
  dealId: number,
  { values }: DealState,
  product: DealProduct,
  position: number,
): JsonObject & { readonly id: number } {
  const { add_time, update_time, ...own } = product;
  return {
    ...own,
    deal_id: dealId,
    name: products.get(product.product_id) ?? null,
    sum: sumOf(product),
    currency: values.currency,
    order_nr: position + 1,
    add_time,
    update_time,
  };
}
