import type { JsonValue } from '../../model/json.ts';

// Control characters could move the cursor or rewrite the screen, and bidi controls reorder a line: a deal's title is
// written by strangers. C0, DEL, C1, and the explicit directional controls of Unicode.
const unsafe = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** One line that cannot act on the terminal: line breaks and tabs become spaces, other control characters `�`. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n\t\u2028\u2029]+/g, ' ').replace(unsafe, '\ufffd');
}

/** JSON text, on one line or several, that says the same with every character escaped that could act on a terminal. */
export function jsonOutput(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, undefined, indent);
  return text.replaceAll(unsafe, (char) =>
    char === '\n' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A value as a table shows it: text bare, `null` and absent as given, the rest as JSON. */
export function cellText(value: JsonValue | undefined, empty = '–'): string {
  if (value === undefined || value === null || value === '') return empty;
  if (typeof value === 'string') return oneLine(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.length === 0 ? empty : oneLine(value.join(', '));
  }
  return oneLine(JSON.stringify(value));
}

/** A value as an explanation shows it: exactly as JSON, `absent` where there is none. */
export function jsonText(value: JsonValue | undefined): string {
  return value === undefined ? 'absent' : oneLine(JSON.stringify(value));
}
