/** Shorter texts would be found by chance in ordinary words. */
const shortest = 6;

/** Replaces whatever must not be seen. */
export type Scrub = (text: string) => string;

/** The texts among headers and credentials that must never be seen, as sent and as escaped in a URL. */
export function collectSecrets(
  headers: Readonly<Record<string, string>>,
  credentials: unknown,
  settings: Readonly<Record<string, string>>,
): readonly string[] {
  const open = new Set(Object.values(settings));
  const sent = Object.values(headers).flatMap((value) => [value, value.slice(value.indexOf(' ') + 1)]);
  const texts = [...sent, ...textsIn(credentials, shortest)].filter((text) => !open.has(text));
  return [...new Set(texts.flatMap((text) => [text, encodeURIComponent(text.toWellFormed())]))];
}

/** Makes a function that replaces the given texts, the longest first; those under six characters stay. */
export function scrubber(texts: Iterable<string>, replacement: string): Scrub {
  const hidden = [...new Set(texts)].filter((text) => text.length >= shortest);
  if (hidden.length === 0) return (text) => text;
  const sorted = hidden.toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(sorted.map(escaped).join('|'), 'gi');
  return (text) => text.replace(pattern, replacement);
}

/** All texts of a nested value that have at least `least` characters. */
export function textsIn(value: unknown, least: number): readonly string[] {
  if (typeof value === 'string') return value.length >= least ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((part) => textsIn(part, least));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
}
