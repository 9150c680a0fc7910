import type { KeyValue } from '../../../client/writes/index.ts';
import type { FlagValues } from '../values/join-values.ts';
import type { EarlierLine, EarlierResults } from './earlier-results.ts';
import { lineItem, type LineItem, type LineMistake } from './line-item.ts';
import type { InputLine } from './read-lines.ts';
import { isSettled, mistakenLine, type ResultLine } from './result-line.ts';
import type { LinesCall } from './write-calls.ts';

/** One line and what is to be done for it: an item to be sent, or a result that stands already. */
export type Entry =
  | {
      readonly line: InputLine;
      readonly item: LineItem;
      /** Of a record that an earlier run has written in part. */
      readonly id?: string;
    }
  | {
      readonly line: InputLine;
      readonly result: ResultLine;
      /** Of an upsert that an earlier run has settled: what names its record. */
      readonly key?: KeyValue;
      /** True where an earlier run has settled it. */
      readonly isEarlier: boolean;
    };

/** Items of one window: several of the library's own, so that a vendor's batches are full. */
const itemsAtMost = 200;
const entriesAtMost = 2000;
/** Text of one window, in characters. */
const textAtMost = 4_000_000;

export interface WindowSource {
  readonly call: LinesCall;
  readonly lines: AsyncIterable<InputLine>;
  readonly flags: FlagValues;
  readonly earlier: EarlierResults | undefined;
}

/** The input in windows that are sent together, small enough to be held in memory whatever the input is. */
export async function* windows(source: WindowSource): AsyncGenerator<readonly Entry[], void, void> {
  const firstOf = new Map<string, number>();
  let window: Entry[] = [];
  let items = 0;
  let size = 0;
  for await (const line of source.lines) {
    const before = (await source.earlier?.next()) ?? source.earlier?.rest;
    const entry = entryOf(source, line, before, firstOf);
    window.push(entry);
    if ('item' in entry) items += 1;
    size += line.text?.length ?? 0;
    if (items < itemsAtMost && window.length < entriesAtMost && size < textAtMost) continue;
    yield window;
    window = [];
    items = 0;
    size = 0;
  }
  if (window.length > 0) yield window;
}

function entryOf(
  { call, flags }: WindowSource,
  line: InputLine,
  before: EarlierLine | undefined,
  firstOf: Map<string, number>,
): Entry {
  const item = lineItem(call, line, flags);
  const repeats = 'message' in item ? undefined : repeated(item, line, firstOf);
  if (before === 'in-doubt') return { line, result: inDoubt(line, call), isEarlier: true, ...keyOf(item) };
  if (before !== undefined && isSettled(before, call))
    return { line, result: { ...before, line: line.line }, isEarlier: true, ...keyOf(item) };
  if ('message' in item) return { line, result: mistakenLine(line, item), isEarlier: false };
  if (repeats !== undefined) return repeatedEntry(line, repeats);
  return before?.id === undefined ? { line, item } : { line, item, id: before.id };
}

/** A line that names a record which an earlier line has named. */
export function repeatedEntry(line: InputLine, first: number): Entry {
  const message = `line ${first} names the same record`;
  const hint = 'Give each record once, with all its changes.';
  return { line, result: mistakenLine(line, { message, hint }), isEarlier: false };
}

function keyOf(item: LineItem | LineMistake): { readonly key?: KeyValue } {
  return 'call' in item && item.call === 'upsert' ? { key: item.item.key } : {};
}

/** The line that gave the same id before. Which of two changes is meant to win, nobody can know. */
function repeated(item: LineItem, { line }: InputLine, firstOf: Map<string, number>): number | undefined {
  // Whether two keys are the same, only the field can tell.
  if (item.call === 'create' || item.call === 'upsert') return undefined;
  const id = item.call === 'delete' ? item.id : item.item.id;
  const first = firstOf.get(id);
  if (first === undefined) firstOf.set(id, line);
  return first;
}

const howToLook = {
  create: 'Look for the record, by its title or a field that only it has.',
  update: 'Read the record.',
  upsert: 'Look for the record by its key.',
  delete: 'Read the record.',
} as const;

function inDoubt({ index, line, digest }: InputLine, call: LinesCall): ResultLine {
  const error = {
    code: 'interrupted',
    message: 'The run ended while this line was on its way.',
    hint: howToLook[call],
  };
  return { index, line, digest, outcome: 'ambiguous', error };
}
