import type { Crm } from '../../../client/index.ts';
import { keyTexts, rememberKeys, type KeyValue } from '../../../client/writes/index.ts';
import { repeatedEntry, type Entry } from './windows.ts';

/** A window with the lines refused that name a record which an earlier line has named. */
export type EachOnce = (window: readonly Entry[]) => Promise<readonly Entry[]>;

/**
 * The library refuses keys that are given twice in one call. An input goes out in many: a key that is written in another
 * way further down, `7` and `7.0` of a number, would be written a second time.
 */
export function eachKeyOnce(crm: Crm, keyField: string | undefined): EachOnce {
  if (keyField === undefined) return async (window) => window;
  const firstOf = new Map<string, number>();
  return async (window) => {
    const keyed = window.flatMap((entry) => {
      const key = keyIn(entry);
      return key === undefined ? [] : [{ entry, key }];
    });
    const texts = await keyTexts(
      crm.connection,
      keyField,
      keyed.map(({ key }) => key),
    );
    const known = keyed.flatMap(({ entry, key }) =>
      'item' in entry && entry.id !== undefined ? [{ key, id: entry.id }] : [],
    );
    await rememberKeys(crm.connection, keyField, known);
    const textOf = new Map(keyed.map(({ entry }, index) => [entry, texts[index]]));
    return window.map((entry): Entry => {
      const text = textOf.get(entry);
      if (text === undefined) return entry;
      const first = firstOf.get(text);
      if (first === undefined) firstOf.set(text, entry.line.line);
      return first === undefined || 'result' in entry ? entry : repeatedEntry(entry.line, first);
    });
  };
}

function keyIn(entry: Entry): KeyValue | undefined {
  if ('result' in entry) return entry.key;
  return entry.item.call === 'upsert' ? entry.item.item.key : undefined;
}
