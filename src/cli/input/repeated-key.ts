/** Strings, and what opens and closes objects and lists. Numbers and words need not be looked at. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

export interface RepeatedKey {
  readonly key: string;
  /** Where it stands the second time. */
  readonly offset: number;
}

/**
 * The first key that an object has twice: JSON.parse takes the last one without a word, and nobody knows which was
 * meant. The text has to be JSON.
 */
export function repeatedKey(text: string): RepeatedKey | undefined {
  // Of each object that is open its keys; of a list undefined.
  const open: (Set<string> | undefined)[] = [];
  let mayBeKey = false;
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found === '{' || found === '[') {
      open.push(found === '{' ? new Set() : undefined);
      mayBeKey = found === '{';
    } else if (found === '}' || found === ']') {
      open.pop();
      mayBeKey = false;
    } else if (found === ',') mayBeKey = open.at(-1) !== undefined;
    else if (mayBeKey && found !== ':') {
      const key = String(JSON.parse(found));
      const keys = open.at(-1);
      if (keys?.has(key) === true) return { key, offset: index };
      keys?.add(key);
      mayBeKey = false;
    }
  }
  return undefined;
}
