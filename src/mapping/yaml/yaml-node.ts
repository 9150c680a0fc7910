import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { Finding } from '../mapping-types.ts';
import type { Place } from './place.ts';

/** A file's contents, or why it has none. */
export type ParsedYaml = { readonly root: YamlNode } | { readonly finding: Finding };

/** A YAML value with the place of everything in it. */
export type YamlNode = YamlScalar | YamlList | YamlMap;

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly at: Place;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly at: Place;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: readonly YamlEntry[];
  readonly at: Place;
}

export interface YamlEntry {
  readonly key: string;
  readonly keyAt: Place;
  readonly value: YamlNode;
}

/** What is said of a file that is no YAML, or none that is accepted. */
export function unreadable(message: string, { file, line, column }: Place, hint?: string): ParsedYaml {
  return { finding: { code: 'E001', severity: 'error', file, line, column, message, hint } };
}

/** The node as plain JSON. A key `__proto__` becomes an ordinary key of the result. */
export function toJson(node: YamlNode): JsonValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toJson);
  return toJsonObject(node);
}

export function toJsonObject(node: YamlMap): JsonObject {
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, toJson(value)]));
}

/** The node's kind in words, for messages. */
export function kindOf(node: YamlNode): string {
  if (node.kind !== 'scalar') return node.kind === 'list' ? 'a list' : 'a map';
  if (node.value === null) return 'nothing';
  if (typeof node.value === 'boolean') return 'true or false';
  return typeof node.value === 'string' ? 'text' : 'a number';
}

/** The entry of a key, if the node is a map that has it. */
export function entry(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  return node?.kind === 'map' ? node.entries.find((candidate) => candidate.key === key) : undefined;
}
