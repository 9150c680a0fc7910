import type { JsonValue } from '../../model/json.ts';
import { fold } from '../compile/fold.ts';
import { editDistance } from '../did-you-mean.ts';
import type { LookupColumns } from '../mapping-types.ts';
import { shown, type Refusal } from './issues.ts';

export type Rows = ReadonlyMap<string, LookupColumns>;

/** The row that a value means. */
export type FoundRow = { readonly key: string; readonly row: LookupColumns } | { readonly refusal: Refusal };

/** The row in which a column has the value; a row's own key names it as well, where no label does. `what` the rows are, for people. */
export function rowWithValue(rows: Rows, column: string, value: JsonValue, what: string): FoundRow {
  const text = String(value);
  const all = [...rows].map(([key, row]) => ({ key, row, label: String(row[column] ?? '') }));
  const exact = all.filter(({ label }) => label === text);
  const found = exact.length > 0 ? exact : all.filter(({ label }) => fold(label) === fold(text));
  const [first, second] = found;
  if (second !== undefined) {
    const hint = `name one of them by its id: ${found.map(({ key }) => key).join(', ')}`;
    return {
      refusal: {
        code: 'ambiguous-reference',
        message: `${shown(value)} names several of the ${inWords(what)}`,
        hint,
      },
    };
  }
  if (first !== undefined) return first;
  const byKey = rows.get(text);
  if (byKey !== undefined) return { key: text, row: byKey };
  return { refusal: unknown(value, all, what) };
}

/** The row with the key. */
export function rowWithKey(rows: Rows, value: JsonValue, what: string): FoundRow {
  const key = String(value);
  const row = rows.get(key);
  if (row !== undefined) return { key, row };
  return {
    refusal: unknown(
      value,
      [...rows].map(([known, found]) => ({ key: known, label: labelOf(found) })),
      what,
    ),
  };
}

/** What people call a row: the first column with a name in it. */
function labelOf(row: LookupColumns): string {
  const label = row['label'] ?? row['name'];
  return typeof label === 'string' ? label : '';
}

export interface Candidate {
  readonly key: string;
  readonly label: string;
}

/** `customerSources`, as people say it. */
function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** As many as a person reads. */
const mostShown = 5;

function unknown(value: JsonValue, all: readonly Candidate[], what: string): Refusal {
  const message = `there is no ${shown(value)} among the ${inWords(what)}`;
  if (all.length === 0) return { code: 'unknown-reference', message, hint: 'the account has none at all' };
  return { code: 'unknown-reference', message, hint: `nearest: ${nearestOf(String(value), all)}` };
}

function nearestOf(wanted: string, all: readonly Candidate[]): string {
  const word = fold(wanted);
  const distance = ({ key, label }: Candidate): number =>
    Math.min(editDistance(word, fold(label)), editDistance(word, fold(key)));
  return candidates(
    all
      .map((candidate) => ({ candidate, edits: distance(candidate) }))
      .toSorted((left, right) => left.edits - right.edits)
      .map(({ candidate }) => candidate),
  );
}

/** `Won (closedwon), Lost (closedlost), …` */
export function candidates(all: readonly Candidate[]): string {
  const words = all
    .slice(0, mostShown)
    .map(({ key, label }) => (label === '' || label === key ? key : `${label} (${key})`));
  return words.join(', ') + (all.length > mostShown ? ', …' : '');
}

export function candidateOf([key, row]: readonly [string, LookupColumns]): Candidate {
  return { key, label: labelOf(row) };
}
