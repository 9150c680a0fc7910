import { hash } from 'node:crypto';

const longest = 63;

/** Any text as a name that every database takes: `Deal Größe (€)` becomes `deal_gro_e`. Different texts may share one. */
export function normalisedName(text: string): string {
  const words = text
    .normalize('NFKC')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  const name = /^[0-9]/.test(words) ? `_${words}` : words;
  return (name === '' ? 'unnamed' : name).slice(0, longest);
}

/**
 * A name of its own for each text, none of them among `taken`. Where several texts share a normalised name, the one
 * that is spelled like it keeps it; each other gets a suffix made from the text. The order of the texts is of no
 * account, so a name stays what it is when others come and go, unless they share it.
 */
export function freeNames(texts: Iterable<string>, taken: Iterable<string>): ReadonlyMap<string, string> {
  const used = new Set(taken);
  const names = new Map<string, string>();
  const groups = Map.groupBy([...new Set(texts)].toSorted(), normalisedName);
  const give = (text: string, name: string): void => {
    used.add(name);
    names.set(text, name);
  };
  const crowded: string[] = [];
  // Plain names first: no suffixed one may take them.
  for (const [name, group] of groups) {
    const owner = group.length === 1 ? group[0] : group.find((text) => text === name);
    const isFree = owner !== undefined && !used.has(name);
    if (isFree) give(owner, name);
    crowded.push(...group.filter((text) => !isFree || text !== owner));
  }
  for (const text of crowded)
    give(
      text,
      suffixedName(text, (name) => used.has(name)),
    );
  return names;
}

/** The normalised name with as much of a fingerprint as it takes to be free. */
export function suffixedName(text: string, isTaken: (name: string) => boolean): string {
  // As JSON, in which half a surrogate pair is still told from another.
  const fingerprint = hash('sha256', JSON.stringify(text), 'hex');
  for (let digits = 8; digits <= 56; digits += 8) {
    const name = `${normalisedName(text).slice(0, longest - 1 - digits)}_${fingerprint.slice(0, digits)}`;
    if (!isTaken(name)) return name;
  }
  throw new RangeError('No free name is left.');
}
