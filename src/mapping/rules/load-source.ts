import type { Place } from '../yaml/place.ts';
import { toJson, type YamlEntry, type YamlNode } from '../yaml/yaml-node.ts';
import type { RuleContext } from './load-rule.ts';
import { combinations, type Placed, type Rule, type RuleSource } from './rule.ts';
import type { SourceWord } from './word-table.ts';

type LoadRule = (node: YamlNode, at: Place, context: RuleContext) => Rule | undefined;

/** Reads the source of a rule together with the words that belong to it alone. */
export function loadSource(
  { key, value, keyAt }: YamlEntry & { readonly key: SourceWord },
  entries: readonly YamlEntry[],
  context: RuleContext,
  loadRule: LoadRule,
): RuleSource | undefined {
  switch (key) {
    case 'from': {
      const paths = loadPaths(value, '"from"', context);
      return paths === undefined ? undefined : { kind: 'from', paths };
    }
    case 'const':
      return { kind: 'const', value: { value: toJson(value), at: value.at } };
    case 'first':
      return loadFirst(value, context, loadRule);
    case 'combine':
      return loadCombine(value, keyAt, entries, context);
    case 'collect':
      return loadCollect(value, keyAt, entries, context);
    case 'unsupported':
      return loadUnsupported(value, context);
    case 'overlay':
      return loadMarker(value, true, 'overlay', context) ? { kind: 'overlay' } : undefined;
    case 'merge':
      return loadMarker(value, '$body', 'merge', context) ? { kind: 'merge' } : undefined;
  }
}

/** One path, or a list of them. */
export function loadPaths(
  node: YamlNode,
  what: string,
  { read, sink }: RuleContext,
): readonly Placed<string>[] | undefined {
  if (node.kind !== 'list') {
    const text = read.text(node, what, 'a native path');
    return text === undefined ? undefined : [{ value: text, at: node.at }];
  }
  if (node.items.length === 0) {
    sink.add('E106', node.at, `${what} needs at least one path`, 'add a native path');
    return undefined;
  }
  const paths: Placed<string>[] = [];
  for (const item of node.items) {
    const text = read.text(item, `each path of ${what}`);
    if (text !== undefined) paths.push({ value: text, at: item.at });
  }
  return paths.length === node.items.length ? paths : undefined;
}

function loadFirst(node: YamlNode, context: RuleContext, loadRule: LoadRule): RuleSource | undefined {
  const list = context.read.list(node, '"first"');
  if (list === undefined) return undefined;
  if (list.items.length < 2) {
    context.sink.add(
      'E106',
      node.at,
      '"first" needs at least two alternatives',
      'write a single rule without "first"',
    );
    return undefined;
  }
  const rules = list.items.map((item) => loadRule(item, item.at, { ...context, isCustom: false }));
  return rules.every((rule) => rule !== undefined) ? { kind: 'first', rules } : undefined;
}

function loadCombine(
  node: YamlNode,
  at: Place,
  entries: readonly YamlEntry[],
  context: RuleContext,
): RuleSource | undefined {
  const { read, sink } = context;
  const how = read.oneOf(node, combinations, '"combine"');
  const of = entries.find(({ key }) => key === 'of');
  const scale = entries.find(({ key }) => key === 'scale');
  if (of === undefined)
    sink.add('E106', at, '"combine" needs "of" with what to combine', 'add  of: [<path>, <path>]');
  const paths = of === undefined ? undefined : loadPaths(of.value, '"of"', context);
  const factor = scale === undefined ? 1 : read.number(scale.value, '"scale"');
  if (scale !== undefined && factor === 0)
    sink.add('E106', scale.value.at, '"scale" is a number other than 0', 'leave it out to keep the result');
  if (how === undefined || paths === undefined || factor === undefined) return undefined;
  if (scale !== undefined && how !== 'product' && how !== 'sum') {
    sink.add('E108', scale.keyAt, `"scale" does not go with "${how}"`, 'it goes with product, sum');
  }
  return { kind: 'combine', how, of: paths, scale: factor, at: node.at };
}

function loadCollect(
  node: YamlNode,
  at: Place,
  entries: readonly YamlEntry[],
  { read, sink }: RuleContext,
): RuleSource | undefined {
  const path = read.text(node, '"collect"');
  const catalogue = entries.find(({ key }) => key === 'catalogue');
  if (catalogue !== undefined) read.oneOf(catalogue.value, ['customFields'], '"catalogue"');
  const item = entries.find(({ key }) => key === 'item');
  if (item === undefined) sink.add('E106', at, '"collect" needs "item"', 'item: { id: …, value: … }');
  const map = item === undefined ? undefined : read.map(item.value, '"item"');
  if (path === undefined || map === undefined) return undefined;
  const words = read.entries(map, ['id', 'value'], 'E103', '"item"');
  const [id, value] = [words.get('id'), words.get('value')];
  if (id === undefined || value === undefined) {
    sink.add('E106', map.at, '"item" needs "id" and "value"', 'item: { id: …, value: … }');
    return undefined;
  }
  const [idText, valueText] = [read.text(id.value, '"id"'), read.text(value.value, '"value"')];
  if (idText === undefined || valueText === undefined) return undefined;
  return {
    kind: 'collect',
    path: { value: path, at: node.at },
    id: { value: idText, at: id.value.at },
    value: { value: valueText, at: value.value.at },
  };
}

function loadUnsupported(node: YamlNode, { read, sink }: RuleContext): RuleSource | undefined {
  const reason = read.text(node, 'the reason of "unsupported"');
  if (reason === undefined) return undefined;
  if (reason.trim() === '')
    sink.add('W201', node.at, 'the reason is missing', 'say what the vendor has instead, if anything');
  return { kind: 'unsupported', reason };
}

function loadMarker(node: YamlNode, wanted: string | boolean, word: string, { sink }: RuleContext): boolean {
  if (node.kind === 'scalar' && node.value === wanted) return true;
  sink.add('E109', node.at, `"${word}" is always ${String(wanted)}`, `write  ${word}: ${String(wanted)}`);
  return false;
}
