/**
 * The known word that was probably meant: the nearest by edits, if it is near enough to be a slip; else the shortest
 * that begins with it, or that it begins with, as `owner` does for `ownerId` and `integer` for `int`.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const all = [...known];
  return nearestByEdits(word, all) ?? shortestKin(word, all);
}

/** Shorter beginnings, and smaller parts of a word, are shared by words that have nothing to do with each other. */
const shortestBeginning = 3;
const smallestPart = 0.4;

function shortestKin(word: string, known: readonly string[]): string | undefined {
  const given = word.toLowerCase();
  const isKin = (candidate: string): boolean => {
    const other = candidate.toLowerCase();
    const [part, whole] = other.length < given.length ? [other, given] : [given, other];
    const isEnough = part.length >= shortestBeginning && part.length >= whole.length * smallestPart;
    // A name within a path is another thing than the path.
    return isEnough && whole.startsWith(part) && whole[part.length] !== '.';
  };
  return known.filter(isKin).toSorted((left, right) => left.length - right.length)[0];
}

export function nearestByEdits(word: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let fewest = most + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= fewest) continue;
    const edits = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest) {
      best = candidate;
      fewest = edits;
    }
  }
  return best;
}

/** `did you mean "x"?`; else, where they are few, what would be allowed. */
export function suggest(word: string, known: Iterable<string>): string | undefined {
  const all = [...known];
  const meant = nearest(word, all);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  return all.length > 0 && all.length <= 20 ? `allowed: ${all.join(', ')}` : undefined;
}

/** As many as a person reads. */
const mostNamed = 5;

/** As `suggest`, and the nearest where they are many: for hints that may not be missing. `none` is said where there are none. */
export function suggestAny(word: string, known: Iterable<string>, none: string): string {
  const all = [...known];
  const suggestion = suggest(word, all);
  if (suggestion !== undefined) return suggestion;
  const near = all
    .map((candidate) => ({ candidate, edits: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((left, right) => left.edits - right.edits)
    .slice(0, mostNamed)
    .map(({ candidate }) => candidate);
  return near.length === 0 ? none : `nearest: ${near.join(', ')}`;
}

/** Insertions, deletions, replacements and swaps of neighbours. */
export function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwap =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current[column] = Math.min(
        (current[column - 1] ?? 0) + 1,
        (last[column] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwap ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}
