import type { JsonValue } from '../model/json.ts';

/**
 * All texts of a request's body, each once: what a vendor's words on a refusal may repeat, and errors must not. Longest
 * first, so that none is taken out of the middle of another.
 */
export function textsIn(sent: JsonValue | undefined): readonly string[] {
  const found = new Set<string>();
  const open: JsonValue[] = sent === undefined ? [] : [sent];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === 'string' && value !== '') found.add(value);
    else if (typeof value === 'object' && value !== null)
      for (const member of Object.values(value)) open.push(member);
  }
  return [...found].toSorted((a, b) => b.length - a.length);
}
