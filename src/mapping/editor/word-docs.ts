import { isModifierWord, isSourceWord, type ModifierWord, type SourceWord } from '../rules/word-table.ts';
import type { WriteWord } from '../rules/load-write.ts';

/** What an editor shows beside the words of a rule. */
export const wordDocs: Readonly<Record<SourceWord | ModifierWord, string>> = {
  from: 'The native path of the value; of several, the first that has one.',
  const: 'A fixed value; with `when`, one case of several under `first`.',
  first: 'Whole rules; the first that gives a value counts.',
  combine:
    'Made from several values: `product` and `sum` of numbers, `latest` and `earliest` of days or instants.',
  collect: 'Every field that the account added, as a list of items.',
  unsupported: 'The vendor has nothing like it; the reason reaches whoever asks.',
  overlay: 'Overlays fill it, by key.',
  merge: 'What is given goes into the body of the request.',
  of: 'What is combined: native paths, or `$out.<field>` for a unified one.',
  scale: 'The result is multiplied by it.',
  catalogue: 'Where names and types of the items come from.',
  item: 'Where an item has its id and its value.',
  map: 'Unified values by native value. `null`: there is no counterpart.',
  reverse: 'Of several native values that become one unified value: the one that is written.',
  lookup: 'The table in which the value is a key.',
  take: 'The column of the row that is found.',
  else: 'For a value that neither map nor lookup has: null and an issue, null alone, or the value itself.',
  as: 'Another native type than the declared one.',
  unique: 'Each value once.',
  list: 'One value becomes a list of one.',
  pick: 'One id out of a list.',
  startWith: 'The value of this field stands in front.',
  when: 'Only where all of these hold, by native path: a value, a list of values, `$present` or `$absent`.',
  default: 'What stands where there is no value.',
  round: 'To this many places, or to those of the currency of the record.',
  clear: 'What is written for null.',
  write: 'What writing needs to know besides.',
  access: '`read`: it is never written. Say why with `because`.',
  because: 'The reason, for whoever asks why.',
  heuristic: 'How the value is guessed, for whoever asks where it comes from.',
  to: 'The unified type, where the native one does not suggest it.',
};

/** The words under `write`. */
export const writeDocs: Readonly<Record<WriteWord, string>> = {
  in: 'The value, or each of a list, has to be a key of this table.',
  along: 'Native fields that go with the key, and the column each takes.',
  with: 'It changes only together with this unified field.',
  to: 'Another native field is written: the key of the row that has the value.',
  lookup: 'With `to`: the table in which the row is looked for.',
  match: 'With `to`: the column that has the value.',
  within: 'With `to`: columns that have to fit the record, and the native paths they are compared with.',
  when: 'Only while these unified fields are so after the write, in place of the conditions of reading.',
};

export function docOf(word: string): string {
  return isSourceWord(word) || isModifierWord(word) ? wordDocs[word] : '';
}
