import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Finding, SourceFile } from '../mapping-types.ts';
import type { Place } from './place.ts';
import type { YamlEntry, YamlNode } from './yaml-node.ts';

/** Larger files are refused unread. */
const maxFileBytes = 256 * 1024;
const maxDepth = 100;

export type ParsedYaml = { readonly root: YamlNode } | { readonly finding: Finding };

/** Files that were parsed lately, so that a base that many overlays extend is parsed once. */
const recent = new Map<string, ParsedYaml>();
const maxRecent = 16;

/**
 * Reads YAML 1.2 (core schema: no tags, no aliases, no repeated keys) with the place of every key and value.
 * Never throws; of several mistakes only the first is told, since the others mostly follow from it.
 */
export function parseYaml(source: SourceFile): ParsedYaml {
  const key = `${source.file}\n${source.text}`;
  const known = recent.get(key);
  if (known !== undefined) return known;
  const parsed = parse(source);
  const oldest = recent.keys().next();
  if (recent.size >= maxRecent && oldest.done !== true) recent.delete(oldest.value);
  recent.set(key, parsed);
  return parsed;
}

function parse(source: SourceFile): ParsedYaml {
  const start = { file: source.file, line: 1, column: 1 };
  if (Buffer.byteLength(source.text) > maxFileBytes) {
    return failed(`the file is larger than ${maxFileBytes / 1024} KB`, start);
  }
  try {
    return read(source);
  } catch (error) {
    // The text may be anything, and a parser may give up on it in any way, such as for want of stack.
    if (error instanceof UnreadableNode) return failed(error.message, error.at);
    return failed(error instanceof RangeError ? 'nested too deeply' : firstLine(String(error)), start);
  }
}

class UnreadableNode extends Error {
  readonly at: Place;

  constructor(message: string, at: Place) {
    super(message);
    this.at = at;
  }
}

function read(source: SourceFile): ParsedYaml {
  const lineCounter = new LineCounter();
  const document = parseDocument(source.text.replace(/^\uFEFF/, ''), {
    lineCounter,
    schema: 'core',
    uniqueKeys: true,
    stringKeys: true,
    prettyErrors: false,
    // A second document would be left out without a word if it were 'silent'.
    logLevel: 'error',
  });
  const locate: Locate = (offset) => {
    const { line, col } = lineCounter.linePos(offset);
    return { file: source.file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const first = [...document.errors, ...document.warnings].toSorted((a, b) => a.pos[0] - b.pos[0])[0];
  if (first !== undefined) return failed(wordsOf(first), locate(first.pos[0]), hintFor(first));
  return { root: nodeOf(document.contents, locate, 0, 0) };
}

function hintFor({ code }: { readonly code: string }): string {
  if (code === 'TAB_AS_INDENT') return 'indent with spaces';
  return 'quote texts that hold a comma, a colon, a brace or a bracket';
}

function wordsOf({ code, message }: { readonly code: string; readonly message: string }): string {
  return code === 'MULTIPLE_DOCS' ? 'a file holds one document only' : firstLine(message);
}

function firstLine(message: string): string {
  if (message.startsWith('Maximum call stack')) return 'nested too deeply';
  return message.split('\n')[0] ?? message;
}

function failed(message: string, { file, line, column }: Place, hint?: string): ParsedYaml {
  return { finding: { code: 'E001', severity: 'error', file, line, column, message, hint } };
}

type Locate = (offset: number) => Place;

function nodeOf(node: unknown, locate: Locate, fallback: number, depth: number): YamlNode {
  if (depth > maxDepth) throw new UnreadableNode('nested too deeply', locate(fallback));
  if (isAlias(node)) throw new UnreadableNode('aliases are not allowed', locate(node.range?.[0] ?? fallback));
  if (isNode(node) && node.tag !== undefined) {
    throw new UnreadableNode('tags are not allowed', locate(node.range?.[0] ?? fallback));
  }
  if (isScalar(node)) {
    const at = locate(node.range?.[0] ?? fallback);
    return { kind: 'scalar', value: scalarOf(node.value, at), at };
  }
  if (isSeq(node)) {
    const offset = node.range?.[0] ?? fallback;
    const items = node.items.map((item) => nodeOf(item, locate, offset, depth + 1));
    return { kind: 'list', items, at: locate(offset) };
  }
  if (isMap(node)) {
    const offset = node.range?.[0] ?? fallback;
    const entries = node.items.map(({ key, value }) => entryOf(key, value, locate, offset, depth + 1));
    return { kind: 'map', entries, at: locate(offset) };
  }
  return { kind: 'scalar', value: null, at: locate(fallback) };
}

function entryOf(key: unknown, value: unknown, locate: Locate, fallback: number, depth: number): YamlEntry {
  if (!isScalar(key)) throw new UnreadableNode('a key must be text', locate(fallback));
  const offset = key.range?.[0] ?? fallback;
  return { key: String(key.value), keyAt: locate(offset), value: nodeOf(value, locate, offset, depth) };
}

function scalarOf(value: unknown, at: Place): string | number | boolean | null {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new UnreadableNode('not a number of JSON', at);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}
