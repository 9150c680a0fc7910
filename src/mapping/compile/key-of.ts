import type { JsonValue } from '../../model/json.ts';

/** A value as the text it is compared by; undefined for what cannot be a key. */
export function keyOf(raw: JsonValue | undefined): string | undefined {
  if (typeof raw === 'string') return raw;
  return typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : undefined;
}

/** The order of ids: numbers by size, then other texts, then what cannot be a key. */
export function isLower(left: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined) return right === undefined;
  const isNumber = isDigits(left);
  if (isNumber !== isDigits(right)) return isNumber;
  if (isNumber && left.length !== right.length) return left.length < right.length;
  return left < right;
}

function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return text.length > 0;
}
