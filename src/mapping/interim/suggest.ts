/** Edits (insert, delete, replace, swap neighbours) between two texts. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** `did you mean "x"?` for the nearest candidate, if one is near enough to be meant. */
export function didYouMean(text: string, candidates: Iterable<string>): string | undefined {
  const most = Math.max(1, Math.floor(text.length / 3));
  let nearest: string | undefined;
  let distance = most + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - text.length) >= distance) continue;
    const found = editDistance(text.toLowerCase(), candidate.toLowerCase());
    if (found < distance) [nearest, distance] = [candidate, found];
  }
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}
