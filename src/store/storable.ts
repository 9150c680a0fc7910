/**
 * Text as every database can hold it: a NUL character and half a surrogate pair become U+FFFD. A native body keeps
 * them, since it is stored as JSON text, which escapes both.
 */
export function storableText(text: string): string {
  // Nearly every text is fine as it is, and finding that out is several times faster than writing it anew.
  if (text.isWellFormed() && !text.includes('\0')) return text;
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** JSON with the texts in it as every database can hold them. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  // Escapes of NUL and of half a surrogate pair; an escaped backslash before them only costs a second look.
  if (!/\\u(?:0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(storableValue(value));
}

function storableValue(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storableValue);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, item]) => [storableText(key), storableValue(item)] as const,
  );
  return Object.fromEntries(entries);
}
