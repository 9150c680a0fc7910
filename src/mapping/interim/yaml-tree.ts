import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node as ParsedNode } from 'yaml';
import type { JsonValue } from '../../model/json.ts';
import type { Finding, SourceFile } from '../mapping-types.ts';

/** A place in a file; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly kind: 'map';
  readonly at: Position;
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: string;
  readonly keyAt: Position;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly kind: 'list';
  readonly at: Position;
  readonly items: readonly YamlNode[];
}

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly at: Position;
  readonly value: string | number | boolean | null;
}

const largestFile = 256 * 1024;

export type ParsedYaml = { readonly root: YamlNode } | { readonly finding: Finding };

/** Reads a YAML file with the position of every key and value. Aliases and custom tags are refused. */
export function parseYaml(source: SourceFile): ParsedYaml {
  const refuse = (message: string, at: Position, hint?: string): ParsedYaml => ({
    finding: { code: 'E001', severity: 'error', file: source.file, ...at, message, hint },
  });
  const start = { line: 1, column: 1 };
  if (source.text.length > largestFile) return refuse('the file is larger than 256 KiB', start);
  try {
    const lines = new LineCounter();
    const document = parseDocument(source.text, {
      lineCounter: lines,
      schema: 'core',
      uniqueKeys: true,
      prettyErrors: false,
      keepSourceTokens: false,
    });
    const at = (offset: number): Position => {
      const { line, col } = lines.linePos(offset);
      return { line: Math.max(1, line), column: Math.max(1, col) };
    };
    // One mistake can make hundreds of follow-up errors; only the first one says something.
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined)
      return refuse(
        problem.message,
        at(problem.pos[0]),
        'quote texts that hold a comma, a colon or a bracket',
      );
    const { contents } = document;
    if (contents === null) return refuse('the file is empty', start);
    return { root: convert(contents, at, 0) };
  } catch (error) {
    if (error instanceof YamlShapeError) return refuse(error.message, error.at);
    return refuse(
      error instanceof Error ? (error.message.split('\n')[0] ?? 'not readable') : 'not readable',
      start,
    );
  }
}

class YamlShapeError extends Error {
  readonly at: Position;
  constructor(message: string, at: Position) {
    super(message);
    this.at = at;
  }
}

function convert(node: ParsedNode, at: (offset: number) => Position, depth: number): YamlNode {
  const here = at(node.range?.[0] ?? 0);
  if (depth > 64) throw new YamlShapeError('nested too deep', here);
  if (isAlias(node)) throw new YamlShapeError('aliases are not allowed', here);
  if (isMap<ParsedNode, ParsedNode | null>(node)) {
    const entries = node.items.map(({ key, value }) => {
      const keyAt = at(key.range?.[0] ?? 0);
      if (!isScalar(key)) throw new YamlShapeError('a key must be plain text', keyAt);
      const empty: YamlScalar = { kind: 'scalar', at: keyAt, value: null };
      return { key: String(key.value), keyAt, value: value === null ? empty : convert(value, at, depth + 1) };
    });
    return { kind: 'map', at: here, entries };
  }
  if (isSeq<ParsedNode>(node))
    return { kind: 'list', at: here, items: node.items.map((item) => convert(item, at, depth + 1)) };
  if (isScalar(node)) return { kind: 'scalar', at: here, value: scalarOf(node.value, here) };
  throw new YamlShapeError('not understood', here);
}

function scalarOf(value: unknown, at: Position): YamlScalar['value'] {
  if (typeof value === 'bigint') return String(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new YamlShapeError('not a JSON value', at);
}

/** The node as plain JSON. Keys that reach a prototype become own properties like any other. */
export function toJson(node: YamlNode): JsonValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toJson);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, toJson(value)]));
}

/** The entry of a key, if the node is a map that has it. */
export function entry(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  return node?.kind === 'map' ? node.entries.find((candidate) => candidate.key === key) : undefined;
}
