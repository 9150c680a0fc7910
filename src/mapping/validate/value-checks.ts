/** Checks of single values: by hand, since they run for each field of each record. */

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
  return typeof value === 'string' ? value.length === 10 && startsWithDate(value) : value === null;
}

/** `YYYY-MM-DDTHH:mm:ss.sssZ`. */
export function isInstantOrNull(value: unknown): boolean {
  if (typeof value !== 'string') return value === null;
  return value.length === 24 && startsWithDate(value) && endsWithTime(value);
}

export function isTexts(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index += 1) if (typeof value[index] !== 'string') return false;
  return true;
}

function startsWithDate(text: string): boolean {
  return (
    isDigit(text, 0) &&
    isDigit(text, 1) &&
    isDigit(text, 2) &&
    isDigit(text, 3) &&
    text.charCodeAt(4) === 45 &&
    isDigit(text, 5) &&
    isDigit(text, 6) &&
    text.charCodeAt(7) === 45 &&
    isDigit(text, 8) &&
    isDigit(text, 9)
  );
}

function endsWithTime(text: string): boolean {
  return (
    text.charCodeAt(10) === 84 &&
    isDigit(text, 11) &&
    isDigit(text, 12) &&
    text.charCodeAt(13) === 58 &&
    isDigit(text, 14) &&
    isDigit(text, 15) &&
    text.charCodeAt(16) === 58 &&
    isDigit(text, 17) &&
    isDigit(text, 18) &&
    text.charCodeAt(19) === 46 &&
    isDigit(text, 20) &&
    isDigit(text, 21) &&
    isDigit(text, 22) &&
    text.charCodeAt(23) === 90
  );
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 65 && code <= 90;
}
