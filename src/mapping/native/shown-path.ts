const longestKey = 80;
const plainKey = /^[\w-]{1,80}$/;

/**
 * The path of a key that the vendor chose. A plain one stands as in a mapping (`properties.next_score`); any other one is
 * quoted, in ASCII, and cut (`properties["a b"]`), so that it can act on no terminal and fill no log.
 */
export function shownPath(object: string, key: string): string {
  if (plainKey.test(key)) return object === '' ? key : `${object}.${key}`;
  const short = key.length > longestKey ? `${key.slice(0, longestKey)}...` : key;
  return `${object}[${JSON.stringify(short).replaceAll(/[^\x20-\x7e]/g, escaped)}]`;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
