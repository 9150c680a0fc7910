import type { SourceFile } from '../../mapping-types.ts';
import type { YamlEntry, YamlNode } from '../yaml-node.ts';
import { Cursor, Uncommon } from './cursor.ts';
import { takeFlow, takeKey } from './flow.ts';
import { takeWord, valueOf } from './scalars.ts';

/** Tabs, other control characters, marks of documents and directives. */
const uncommon = /[^\n -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|^(?:---|\.\.\.|%)/mu;
const maxDepth = 40;

/**
 * Reads the YAML that people write by hand: block maps and lists of one-line scalars, and flow collections. What the
 * full parser would make of such a text, this makes of it in a fraction of the time.
 *
 * @returns undefined for everything else, all mistakes included: the full parser has to be asked.
 */
export function readCommonYaml({ file, text }: SourceFile): YamlNode | undefined {
  if (uncommon.test(text)) return undefined;
  const cursor = new Cursor(file, text);
  try {
    cursor.skipEmptyLines();
    if (cursor.atEnd) return undefined;
    const root = takeMap(cursor, 0);
    return cursor.atEnd ? root : undefined;
  } catch (error) {
    if (error instanceof Uncommon) return undefined;
    throw error;
  }
}

/** The entries whose keys stand in one column, from here on. Ends at the first line that is indented less. */
function takeMap(cursor: Cursor, depth: number): YamlNode {
  if (depth > maxDepth) throw new Uncommon();
  const at = cursor.place();
  const { indent } = cursor;
  const entries: YamlEntry[] = [];
  const keys = new Set<string>();
  while (isIn(cursor, indent)) {
    const keyAt = cursor.place();
    const key = takeKey(cursor, false, keys);
    entries.push({ key, keyAt, value: takeValue(cursor, indent, depth + 1) });
  }
  return { kind: 'map', entries, at };
}

/** True for one more of what began in this column; false where the line belongs to something around it. */
function isIn(cursor: Cursor, indent: number): boolean {
  if (cursor.atEnd) return false;
  // A text that goes on in the next line, or a mistake.
  if (cursor.indent > indent) throw new Uncommon();
  return cursor.indent === indent;
}

/** What stands behind a key, or below it. */
function takeValue(cursor: Cursor, indent: number, depth: number): YamlNode {
  cursor.skipSpaces();
  if (cursor.next !== '\n' && cursor.next !== '#') return takeInline(cursor, indent);
  cursor.skipToContent();
  const isList = cursor.take(dash) !== undefined;
  if (isList) cursor.at -= 1;
  if (cursor.atEnd || cursor.indent < indent + (isList ? 0 : 1)) throw new Uncommon();
  return isList ? takeList(cursor, depth) : takeMap(cursor, depth);
}

const dash = /-(?= )/y;

function takeList(cursor: Cursor, depth: number): YamlNode {
  if (depth > maxDepth) throw new Uncommon();
  const at = cursor.place();
  const { indent } = cursor;
  const items: YamlNode[] = [];
  while (isIn(cursor, indent) && cursor.take(dash) !== undefined) {
    cursor.skipSpaces();
    items.push(takeItem(cursor, indent, depth + 1));
  }
  return { kind: 'list', items, at };
}

function takeItem(cursor: Cursor, indent: number, depth: number): YamlNode {
  if (cursor.next === '[' || cursor.next === '{') return takeInline(cursor, indent);
  const start = cursor.at;
  takeWord(cursor, false);
  const isKey = cursor.next === ':';
  cursor.at = start;
  return isKey ? takeMap(cursor, depth) : takeInline(cursor, indent);
}

/** A value that begins in this line, with nothing but a comment behind it. */
function takeInline(cursor: Cursor, indent: number): YamlNode {
  const isFlow = cursor.next === '[' || cursor.next === '{';
  const at = cursor.place();
  const node: YamlNode = isFlow
    ? takeFlow(cursor, indent)
    : { kind: 'scalar', value: valueOf(takeWord(cursor, false)), at };
  cursor.skipToContent();
  return node;
}
