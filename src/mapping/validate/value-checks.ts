/** Checks of single values: by hand, since they run for each field of each record. */

const date = /^\d{4}-\d\d-\d\d$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export function isTextOrNull(value: unknown): boolean {
  return typeof value === 'string' || value === null;
}

export function isNumberOrNull(value: unknown): boolean {
  return (typeof value === 'number' && Number.isFinite(value)) || value === null;
}

export function isIntegerOrNull(value: unknown): boolean {
  return Number.isSafeInteger(value) || value === null;
}

export function isPercentOrNull(value: unknown): boolean {
  return (typeof value === 'number' && value >= 0 && value <= 100) || value === null;
}

export function isCurrencyOrNull(value: unknown): boolean {
  if (typeof value !== 'string') return value === null;
  return value.length === 3 && isCapital(value, 0) && isCapital(value, 1) && isCapital(value, 2);
}

/** `YYYY-MM-DD`. */
export function isDateOrNull(value: unknown): boolean {
  return typeof value === 'string' ? value.length === 10 && date.test(value) : value === null;
}

/** `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export function isInstantOrNull(value: unknown): boolean {
  if (typeof value !== 'string') return value === null;
  return value.length === 24 && instant.test(value);
}

/** As `isInstantOrNull`, where another field often has the same one, which was looked at already. */
export function isSameOrInstant(value: unknown, valid: unknown): boolean {
  return (typeof value === 'string' && value === valid) || isInstantOrNull(value);
}

export function isTexts(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index += 1) if (typeof value[index] !== 'string') return false;
  return true;
}

function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 65 && code <= 90;
}
