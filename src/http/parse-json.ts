/** Deepest nesting of an answer; vendors stay below ten. */
export const maxDepth = 64;

/** An integer that a double cannot hold, or an exponent that large, where a value begins. */
const longInteger = /(?:^|[:,[])\s*-?\d{16}/;
const largeExponent = /(?:^|[:,[])\s*-?\d[\d.]*[eE]\+?\d{3}/;
/** Far cheaper to look for, and seldom there. */
const anyExponent = /\d[eE]\+?\d{3}/;

export type ParsedJson =
  | { readonly value: unknown }
  /** `not-json` also stands for a body that ended early. */
  | { readonly problem: 'not-json' | 'too-deep' };

/** Parses strictly; an integer that a double cannot hold stays text, digit for digit. */
export function parseJson(text: string): ParsedJson {
  try {
    const value: unknown = mayOverflow(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
    return isDeeperThan(maxDepth, value) ? { problem: 'too-deep' } : { value };
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: 'not-json' };
    // The reviver runs on the stack, which ends at some thousand levels.
    if (error instanceof RangeError) return { problem: 'too-deep' };
    throw error;
  }
}

/**
 * True where a number may be too large for a double. Vendors send long digits in texts far more often than as numbers,
 * and looking at each value while parsing takes several times as long.
 */
function mayOverflow(text: string): boolean {
  return longInteger.test(text) || (anyExponent.test(text) && largeExponent.test(text));
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/.test(source) || !Number.isFinite(value) ? source : value;
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (!isObject(value)) return false;
  if (levels === 0) return true;
  // Parsed a moment ago: nothing is inherited, and no list is made of what there is.
  for (const key in value) if (isDeeperThan(levels - 1, value[key])) return true;
  return false;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
