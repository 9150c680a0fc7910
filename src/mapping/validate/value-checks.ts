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

/** As `isInstantOrNull`, where another field often has the same one, which was looked at already. */
export function isSameOrInstant(value: unknown, valid: unknown): boolean {
  return (typeof value === 'string' && value === valid) || isInstantOrNull(value);
}

export function isTexts(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index += 1) if (typeof value[index] !== 'string') return false;
  return true;
}

// Each character is looked at once, and all of them are judged together: a number below zero means "not so", and
// numbers put together with `|` are below zero where one of them is. A chain of comparisons takes a third longer.

function startsWithDate(text: string): boolean {
  return (
    (digit(text, 0) |
      digit(text, 1) |
      digit(text, 2) |
      digit(text, 3) |
      exactly(text, 4, 45) |
      digit(text, 5) |
      digit(text, 6) |
      exactly(text, 7, 45) |
      digit(text, 8) |
      digit(text, 9)) >=
    0
  );
}

/** `THH:mm:ss.sssZ` after the date. */
function endsWithTime(text: string): boolean {
  return (
    (exactly(text, 10, 84) |
      digit(text, 11) |
      digit(text, 12) |
      exactly(text, 13, 58) |
      digit(text, 14) |
      digit(text, 15) |
      exactly(text, 16, 58) |
      digit(text, 17) |
      digit(text, 18) |
      exactly(text, 19, 46) |
      digit(text, 20) |
      digit(text, 21) |
      digit(text, 22) |
      exactly(text, 23, 90)) >=
    0
  );
}

/** Below zero unless a digit stands there. */
function digit(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return (code - 48) | (57 - code);
}

/** Below zero unless the character with that code stands there. */
function exactly(text: string, at: number, code: number): number {
  return -(text.charCodeAt(at) ^ code);
}

function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 65 && code <= 90;
}
