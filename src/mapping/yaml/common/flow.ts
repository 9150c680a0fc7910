import type { YamlEntry, YamlNode } from '../yaml-node.ts';
import { Uncommon, type Cursor } from './cursor.ts';
import { takeWord, valueOf } from './scalars.ts';

/** Deeper ones are left to the full parser, which says that they are too deep. */
const maxDepth = 40;

/** YAML takes keys of 1024 characters; longer ones are left to the full parser, which says so. */
const longestKey = 1000;

/** A value within brackets or braces, or such brackets. `margin` is how far the lines around it are indented. */
export function takeFlow(cursor: Cursor, margin: number, depth = 0): YamlNode {
  if (depth > maxDepth) throw new Uncommon();
  const at = cursor.place();
  if (cursor.next === '[') return { kind: 'list', items: takeItems(cursor, margin, depth), at };
  if (cursor.next === '{') return { kind: 'map', entries: takeEntries(cursor, margin, depth), at };
  return { kind: 'scalar', value: valueOf(takeWord(cursor, true)), at };
}

function takeItems(cursor: Cursor, margin: number, depth: number): readonly YamlNode[] {
  const items: YamlNode[] = [];
  takeSeparated(cursor, margin, ']', () => items.push(takeFlow(cursor, margin, depth + 1)));
  return items;
}

function takeEntries(cursor: Cursor, margin: number, depth: number): readonly YamlEntry[] {
  const entries: YamlEntry[] = [];
  const keys = new Set<string>();
  takeSeparated(cursor, margin, '}', () => {
    const keyAt = cursor.place();
    const key = takeKey(cursor, true, keys);
    skipSpace(cursor, margin);
    entries.push({ key, keyAt, value: takeFlow(cursor, margin, depth + 1) });
  });
  return entries;
}

/** A key with its colon, which a space or the end of the line follows. */
export function takeKey(cursor: Cursor, inFlow: boolean, known: Set<string>): string {
  const start = cursor.at;
  const { text } = takeWord(cursor, inFlow);
  // As it is written: quotes and what they escape count as well.
  const isLong = cursor.at - start > longestKey;
  if (cursor.take(colon) === undefined || known.has(text) || isLong) throw new Uncommon();
  known.add(text);
  return text;
}

const colon = /:(?=[ \n]|$)/y;

function takeSeparated(cursor: Cursor, margin: number, end: string, takeOne: () => void): void {
  cursor.at += 1;
  skipSpace(cursor, margin);
  for (let first = true; first || cursor.next !== end; first = false) {
    if (first && cursor.next === end) break;
    if (!first) {
      if (cursor.next !== ',') throw new Uncommon();
      cursor.at += 1;
      skipSpace(cursor, margin);
    }
    takeOne();
    skipSpace(cursor, margin);
  }
  cursor.at += 1;
}

function skipSpace(cursor: Cursor, margin: number): void {
  cursor.skipSpaces();
  while (cursor.next === '\n') {
    cursor.newLine();
    cursor.skipSpaces();
    if (cursor.indent <= margin) throw new Uncommon();
  }
}
