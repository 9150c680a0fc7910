import { dollarsPerUnit, minorUnitDigits, type JsonObject } from '../../../../src/sandbox-kit/index.ts';
import { customCurrency } from '../facts.ts';

export interface Currency extends JsonObject {
  readonly id: number;
  readonly code: string;
}

const iso: readonly Currency[] = [...Object.keys(dollarsPerUnit), 'SEK', 'CHF'].map((code, position) => ({
  id: position + 1,
  code,
  name: code,
  decimal_points: minorUnitDigits(code),
  symbol: code,
  active_flag: true,
  is_custom_flag: false,
}));

/** Currencies deals may carry, the company's own included. */
export const currencies: readonly Currency[] = [
  ...iso,
  {
    id: iso.length + 1,
    code: customCurrency,
    name: 'Loyalty points',
    decimal_points: 0,
    symbol: customCurrency,
    active_flag: true,
    is_custom_flag: true,
  },
];
