import { minorUnitDigits } from '../../model/currency.ts';
import type { Market } from './name-tables.ts';
import type { Draws } from '../random.ts';

/** The currency of the company's market in most deals, that of the seller in the rest. */
export function dealCurrency(draws: Draws, index: number, market: Market | undefined): string {
  return market !== undefined && draws.chance(index, 'foreign-currency', 0.75) ? market.currency : 'USD';
}

/** How many of the seller's dollars one unit of a currency is worth, roughly and forever. */
export const dollarsPerUnit: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 1.09,
  GBP: 1.27,
  JPY: 0.0067,
  PLN: 0.25,
  BRL: 0.18,
  ILS: 0.27,
  KWD: 3.25,
};

/** An amount as people enter them: mostly round, some with minor units, some missing, zero or huge. */
export function amountText(draws: Draws, index: number, currency: string): string | undefined {
  const kind = draws.weighted(index, 'amount-kind', [8, 3, 55, 27, 5, 2]);
  if (kind === 0) return undefined;
  if (kind === 1) return '0';
  const places = minorUnitDigits(currency);
  const size = Math.exp(draws.unit(index, 'amount') * 6 + 5.5) / (dollarsPerUnit[currency] ?? 1);
  if (kind === 2) return String(Math.max(100, Math.round(size / 100) * 100));
  if (kind === 3) return size.toFixed(places);
  if (kind === 4) return String(Math.max(1, Math.round(size)));
  return `${draws.integer(index, 'amount-huge', 100_000_000, 9_999_999_999)}${places === 0 ? '' : `.${'7'.repeat(places)}`}`;
}
