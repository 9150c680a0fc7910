import { suggest } from '../did-you-mean.ts';
import type { FindingSink } from '../findings.ts';
import { nodeReader, type NodeReader } from '../yaml/node-reader.ts';
import type { Place } from '../yaml/place.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/yaml-node.ts';
import { loadSource, loadPaths } from './load-source.ts';
import { loadWords } from './load-words.ts';
import type { Rule } from './rule.ts';
import {
  goesWith,
  isModifierWord,
  isSourceWord,
  sourceWords,
  wordNeeds,
  wordSources,
  type SourceWord,
} from './word-table.ts';

/** What all rules of one file share. */
export interface RuleContext {
  readonly sink: FindingSink;
  readonly read: NodeReader;
  readonly layer: Rule['layer'];
  /** True in `customMappings`, where `to` names the type. */
  readonly isCustom: boolean;
}

export function ruleContext(sink: FindingSink, layer: Rule['layer'], isCustom: boolean): RuleContext {
  return { sink, read: nodeReader(sink), layer, isCustom };
}

/** Reads one rule as it stands in the file; undefined, with findings, where it is malformed. */
export function loadRule(node: YamlNode, at: Place, context: RuleContext): Rule | undefined {
  const { sink, layer } = context;
  if (node.kind !== 'map') {
    const paths = loadPaths(node, 'a rule', context);
    return paths === undefined ? undefined : { at, layer, source: { kind: 'from', paths } };
  }
  const before = sink.errors();
  const entries = knownEntries(node, context);
  const source = onlySource(entries, at, context);
  if (source === undefined) return undefined;
  checkCompany(entries, source, context);
  const loaded = loadSource(source, entries, context, loadRule);
  const words = loadWords(entries, context);
  return loaded === undefined || sink.errors() > before ? undefined : { at, layer, source: loaded, ...words };
}

function knownEntries(node: YamlMap, { sink, isCustom }: RuleContext): readonly YamlEntry[] {
  const known = [...sourceWords, ...Object.keys(wordSources).filter((word) => word !== 'to' || isCustom)];
  return node.entries.filter(({ key, keyAt }) => {
    if (known.includes(key)) return true;
    sink.add('E103', keyAt, `a rule has no key "${key}"`, suggest(key, known));
    return false;
  });
}

function onlySource(
  entries: readonly YamlEntry[],
  at: Place,
  { sink }: RuleContext,
): (YamlEntry & { readonly key: SourceWord }) | undefined {
  const sources: (YamlEntry & { readonly key: SourceWord })[] = [];
  for (const entry of entries) if (isSourceWord(entry.key)) sources.push({ ...entry, key: entry.key });
  const [first, second] = sources;
  if (second !== undefined) {
    sink.add(
      'E102',
      second.keyAt,
      `a rule has one source; "${sources.map(({ key }) => key).join('", "')}" are several`,
      'keep one; alternatives stand under  first:',
    );
    return undefined;
  }
  if (first === undefined) sink.add('E102', at, 'a rule needs a source', `one of ${sourceWords.join(', ')}`);
  return first;
}

/** Words that do not go with the source, or miss the word they depend on. */
function checkCompany(
  entries: readonly YamlEntry[],
  { key: source }: { key: SourceWord },
  { sink }: RuleContext,
): void {
  const given = new Map(entries.map((entry) => [entry.key, entry]));
  for (const { key, keyAt } of entries) {
    if (isModifierWord(key) && !goesWith(key, source)) {
      sink.add(
        'E108',
        keyAt,
        `"${key}" does not go with "${source}"`,
        `it goes with ${wordSources[key].join(', ')}`,
      );
    }
  }
  for (const [word, needs] of wordNeeds) {
    const entry = given.get(word);
    if (entry !== undefined && !needs.some((needed) => given.has(needed))) {
      sink.add(
        'E108',
        entry.keyAt,
        `"${word}" means nothing without "${needs.join('" or "')}"`,
        `add  ${needs.join(':  or  ')}:, or leave "${word}" out`,
      );
    }
  }
  const lookup = given.get('lookup');
  if (lookup === undefined) return;
  if (given.has('map'))
    sink.add('E108', lookup.keyAt, 'a rule has a map or a lookup, not both', 'use "first" for two rules');
  else if (!given.has('take'))
    sink.add('E142', lookup.keyAt, 'the lookup does not say which column to take', 'add  take: <column>');
}
