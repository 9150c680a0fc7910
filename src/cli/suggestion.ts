import { nearest } from '../mapping/did-you-mean.ts';

/** The word that was probably meant. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  return nearest(word, known);
}

/** `did you mean "x"?`, or what is known where nothing is near. */
export function suggestion(word: string, known: readonly string[]): string {
  const meant = nearestWord(word, known);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  return known.length === 0 ? 'none is known' : `known: ${known.join(', ')}`;
}
