/** Deepest nesting of an answer; vendors stay below ten. */
const maxDepth = 64;

/** Digits enough for a number that a double cannot hold, or an exponent that large. */
const mayOverflow = /\d{16}|\d[eE]\+?\d{3}/;

export type ParsedJson =
  | { readonly value: unknown }
  /** `not-json` also stands for a body that ended early. */
  | { readonly problem: 'not-json' | 'too-deep' };

/** Parses strictly; an integer that a double cannot hold stays text, digit for digit. */
export function parseJson(text: string): ParsedJson {
  try {
    const value: unknown = mayOverflow.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
    return isDeeperThan(maxDepth, value) ? { problem: 'too-deep' } : { value };
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: 'not-json' };
    // The reviver runs on the stack, which ends at some thousand levels.
    if (error instanceof RangeError) return { problem: 'too-deep' };
    throw error;
  }
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? '';
  return /^-?\d+$/.test(source) || !Number.isFinite(value) ? source : value;
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((part) => isDeeperThan(levels - 1, part));
}
