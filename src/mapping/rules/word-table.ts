/** Words that say where a value comes from: exactly one of them in each rule. */
export const sourceWords = [
  'from',
  'const',
  'first',
  'combine',
  'collect',
  'unsupported',
  'overlay',
  'merge',
] as const;
export type SourceWord = (typeof sourceWords)[number];

const values: readonly SourceWord[] = ['from', 'const', 'first', 'combine'];

/** Every other word, and the sources it goes with. */
export const wordSources = {
  of: ['combine'],
  scale: ['combine'],
  catalogue: ['collect'],
  item: ['collect'],
  map: ['from'],
  reverse: ['from'],
  lookup: ['from'],
  take: ['from'],
  else: ['from'],
  as: ['from'],
  unique: ['from'],
  list: ['from'],
  pick: ['from'],
  startWith: ['from'],
  when: values,
  default: ['from', 'first', 'combine'],
  round: ['from', 'first', 'combine'],
  clear: ['from', 'first'],
  write: ['from', 'first'],
  access: [...values, 'collect'],
  because: [...values, 'collect'],
  heuristic: values,
  to: values,
} as const satisfies Record<string, readonly SourceWord[]>;
export type ModifierWord = keyof typeof wordSources;

/** A word and the word without which it means nothing. */
export const wordNeeds: readonly (readonly [ModifierWord, readonly ModifierWord[]])[] = [
  ['take', ['lookup']],
  ['else', ['map', 'lookup']],
  ['reverse', ['map']],
];

export function isSourceWord(word: string): word is SourceWord {
  return sourceWords.some((known) => known === word);
}

export function isModifierWord(word: string): word is ModifierWord {
  return Object.hasOwn(wordSources, word);
}

export function goesWith(word: ModifierWord, source: SourceWord): boolean {
  const sources: readonly SourceWord[] = wordSources[word];
  return sources.includes(source);
}
