import { nearest, suggest } from '../did-you-mean.ts';
import type { FindingSink } from '../findings.ts';
import { kindOf, type YamlEntry, type YamlList, type YamlMap, type YamlNode } from './yaml-node.ts';

/** Reads values of the expected kind out of nodes. Anything else is a finding, and undefined. */
export interface NodeReader {
  /** `form` says what to write, for people who wrote something else. */
  text(node: YamlNode, what: string, form?: string): string | undefined;
  flag(node: YamlNode, what: string): boolean | undefined;
  number(node: YamlNode, what: string): number | undefined;
  /** `form` is how it is written, for people who wrote something else. */
  map(node: YamlNode, what: string, form?: string): YamlMap | undefined;
  list(node: YamlNode, what: string): YamlList | undefined;
  oneOf<Word extends string>(node: YamlNode, words: readonly Word[], what: string): Word | undefined;
  /** Texts of a list. */
  texts(node: YamlNode, what: string): string[] | undefined;
  /** The entries by key; keys that are not known become findings. */
  entries(map: YamlMap, known: readonly string[], code: string, what: string): ReadonlyMap<string, YamlEntry>;
}

export function nodeReader(sink: FindingSink): NodeReader {
  function refuse(node: YamlNode, what: string, expected: string, form = `${expected} here`): undefined {
    sink.add('E106', node.at, `${what} should be ${expected}, not ${kindOf(node)}`, `write ${form}`);
    return undefined;
  }

  const reader: NodeReader = {
    text(node, what, form) {
      return node.kind === 'scalar' && typeof node.value === 'string'
        ? node.value
        : refuse(node, what, 'text', form);
    },
    flag(node, what) {
      return node.kind === 'scalar' && typeof node.value === 'boolean'
        ? node.value
        : refuse(node, what, 'true or false');
    },
    number(node, what) {
      return node.kind === 'scalar' && typeof node.value === 'number'
        ? node.value
        : refuse(node, what, 'a number');
    },
    map(node, what, form) {
      return node.kind === 'map' ? node : refuse(node, what, 'a map', form);
    },
    list(node, what) {
      return node.kind === 'list' ? node : refuse(node, what, 'a list');
    },
    oneOf(node, words, what) {
      const found = words.find((word) => node.kind === 'scalar' && node.value === word);
      if (found !== undefined) return found;
      const given = node.kind === 'scalar' ? String(node.value) : '';
      // The sentence names them all, so that nothing is left to be said where none is near.
      const meant = nearest(given, words);
      const hint = meant === undefined ? undefined : `did you mean "${meant}"?`;
      sink.add('E109', node.at, `${what} is one of ${words.join(', ')}`, hint);
      return undefined;
    },
    texts(node, what) {
      const list = reader.list(node, what);
      if (list === undefined) return undefined;
      const texts = list.items.map((item) => reader.text(item, `each of ${what}`));
      return texts.every((text) => text !== undefined) ? texts : undefined;
    },
    entries(map, known, code, what) {
      const found = new Map<string, YamlEntry>();
      for (const entry of map.entries) {
        if (known.includes(entry.key)) found.set(entry.key, entry);
        else sink.add(code, entry.keyAt, `${what} has no key "${entry.key}"`, suggest(entry.key, known));
      }
      return found;
    },
  };
  return reader;
}
