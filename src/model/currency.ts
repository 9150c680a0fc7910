// The platform's list is ISO 4217, past currencies included; it needs no table of ours to keep current.
const known: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const digitsByCode = new Map<string, number>();

/** True for an ISO 4217 code in capital letters. Codes a company made up are not currencies. */
export function isCurrencyCode(code: string): boolean {
  return known.has(code);
}

/** Decimal places of a currency's minor unit: JPY 0, EUR 2, KWD 3; 2 where the code is unknown. */
export function minorUnitDigits(code: string): number {
  let digits = digitsByCode.get(code);
  if (digits === undefined) {
    digits = known.has(code)
      ? (new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
          .maximumFractionDigits ?? 2)
      : 2;
    digitsByCode.set(code, digits);
  }
  return digits;
}
