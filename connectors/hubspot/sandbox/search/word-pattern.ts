/** True where a word fits a pattern in which `*` stands for any part; takes time in proportion to both, whatever they are. */
export function matchesWord(pattern: string, word: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return word === pattern;
  if (!word.startsWith(first) || !word.endsWith(last) || word.length < first.length + last.length)
    return false;
  const end = word.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const found = word.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
