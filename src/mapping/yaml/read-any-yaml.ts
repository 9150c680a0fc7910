import type { SourceFile } from '../mapping-types.ts';
import type { Place } from './place.ts';
import { yamlLibrary } from './yaml-library.ts';
import { unreadable, type ParsedYaml, type YamlEntry, type YamlNode } from './yaml-node.ts';

type Yaml = ReturnType<typeof yamlLibrary>;

const maxDepth = 100;

/** Reads any YAML there is, or says what is wrong with it. Never throws. */
export function readAnyYaml(source: SourceFile): ParsedYaml {
  const yaml = yamlLibrary();
  try {
    return read(source, yaml);
  } catch (error) {
    // The text may be anything, and a parser may give up on it in any way, such as for want of stack.
    if (error instanceof UnreadableNode) return unreadable(error.message, error.at);
    const start = { file: source.file, line: 1, column: 1 };
    return unreadable(firstLine(String(error)), start);
  }
}

class UnreadableNode extends Error {
  readonly at: Place;

  constructor(message: string, at: Place) {
    super(message);
    this.at = at;
  }
}

function read(source: SourceFile, yaml: Yaml): ParsedYaml {
  const lineCounter = new yaml.LineCounter();
  const document = yaml.parseDocument(source.text.replace(/^\uFEFF/, ''), {
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
  if (first !== undefined) return unreadable(wordsOf(first), locate(first.pos[0]), hintFor(first));
  return { root: nodeOf(document.contents, { yaml, locate }, 0, 0) };
}

/** Mistakes that the parser names in words of its own, or whose remedy is another than quotes. */
const known: ReadonlyMap<string, { readonly words?: string; readonly hint: string }> = new Map([
  ['TAB_AS_INDENT', { hint: 'indent with spaces' }],
  ['MULTIPLE_DOCS', { words: 'a file holds one document only', hint: 'leave out what follows the ---' }],
  ['DUPLICATE_KEY', { words: 'a key may stand once only', hint: 'keep one of them' }],
  ['TAG_RESOLVE_FAILED', { words: 'tags are not allowed', hint: 'leave it out' }],
  ['NON_STRING_KEY', { words: 'a key must be text', hint: 'write it without brackets and braces' }],
]);

function hintFor({ code, message }: YamlMistake): string | undefined {
  if (isForWantOfStack(message)) return undefined;
  return known.get(code)?.hint ?? 'quote texts that hold a comma, a colon, a brace or a bracket';
}

function wordsOf({ code, message }: YamlMistake): string {
  return known.get(code)?.words ?? firstLine(message);
}

interface YamlMistake {
  readonly code: string;
  readonly message: string;
}

function firstLine(message: string): string {
  return isForWantOfStack(message) ? 'nested too deeply' : (message.split('\n')[0] ?? message);
}

/** Engines say it in several ways: of a call, and of an expression. */
function isForWantOfStack(message: string): boolean {
  return /Maximum call stack|Stack overflow/.test(message);
}

type Locate = (offset: number) => Place;

/** What all nodes of a file are read with. */
interface Reading {
  readonly yaml: Yaml;
  readonly locate: Locate;
}

function nodeOf(node: unknown, reading: Reading, fallback: number, depth: number): YamlNode {
  const { yaml, locate } = reading;
  if (depth > maxDepth) throw new UnreadableNode('nested too deeply', locate(fallback));
  if (yaml.isAlias(node))
    throw new UnreadableNode('aliases are not allowed', locate(node.range?.[0] ?? fallback));
  if (yaml.isNode(node) && node.tag !== undefined) {
    throw new UnreadableNode('tags are not allowed', locate(node.range?.[0] ?? fallback));
  }
  if (yaml.isScalar(node)) {
    const at = locate(node.range?.[0] ?? fallback);
    return { kind: 'scalar', value: scalarOf(node.value, at), at };
  }
  if (yaml.isSeq(node)) {
    const offset = node.range?.[0] ?? fallback;
    const items = node.items.map((item) => nodeOf(item, reading, offset, depth + 1));
    return { kind: 'list', items, at: locate(offset) };
  }
  if (yaml.isMap(node)) {
    const offset = node.range?.[0] ?? fallback;
    const entries = node.items.map(({ key, value }) => entryOf(key, value, reading, offset, depth + 1));
    return { kind: 'map', entries, at: locate(offset) };
  }
  return { kind: 'scalar', value: null, at: locate(fallback) };
}

function entryOf(key: unknown, value: unknown, reading: Reading, fallback: number, depth: number): YamlEntry {
  const { yaml, locate } = reading;
  if (!yaml.isScalar(key)) throw new UnreadableNode('a key must be text', locate(fallback));
  const offset = key.range?.[0] ?? fallback;
  return { key: String(key.value), keyAt: locate(offset), value: nodeOf(value, reading, offset, depth) };
}

function scalarOf(value: unknown, at: Place): string | number | boolean | null {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new UnreadableNode('not a number of JSON', at);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}
