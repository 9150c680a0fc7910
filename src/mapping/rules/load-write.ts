import type { YamlEntry, YamlNode } from '../yaml/yaml-node.ts';
import type { RuleContext } from './load-rule.ts';
import type { Placed, Scalar, WriteGuardLine, WriteWords } from './rule.ts';

export const writeWords = ['in', 'along', 'with', 'to', 'lookup', 'match', 'within', 'when'] as const;
export type WriteWord = (typeof writeWords)[number];

/** Words that mean nothing without another. */
export const writeNeeds: readonly (readonly [WriteWord, WriteWord])[] = [
  ['along', 'in'],
  ['to', 'lookup'],
  ['to', 'match'],
  ['lookup', 'to'],
  ['match', 'to'],
  ['within', 'to'],
];

/** Reads `write:` of a rule; undefined, with findings, where it is malformed. */
export function loadWrite(node: YamlNode, { read, sink }: RuleContext): WriteWords | undefined {
  const before = sink.errors();
  const map = read.map(node, '"write"');
  if (map === undefined) return undefined;
  const entries = read.entries(map, writeWords, 'E103', '"write"');
  if (map.entries.length === 0)
    sink.add(
      'E106',
      node.at,
      `"write" needs one of ${writeWords.join(', ')}`,
      'add one, or leave "write" out',
    );
  for (const [word, needed] of writeNeeds) {
    const entry = entries.get(word);
    if (entry !== undefined && !entries.has(needed))
      sink.add('E108', entry.keyAt, `"${word}" means nothing without "${needed}"`, `add  ${needed}: …`);
  }
  const text = (word: WriteWord): Placed<string> | undefined => {
    const entry = entries.get(word);
    const value = entry === undefined ? undefined : read.text(entry.value, `"${word}"`);
    return entry === undefined || value === undefined ? undefined : { value, at: entry.value.at };
  };
  const pairs = (word: WriteWord): readonly Pair[] | undefined => {
    const entry = entries.get(word);
    if (entry === undefined) return undefined;
    return (read.map(entry.value, `"${word}"`)?.entries ?? []).flatMap((pair) => pairOf(pair) ?? []);
  };
  const pairOf = ({ key, keyAt, value }: YamlEntry): Pair | undefined => {
    const found = read.text(value, key);
    return found === undefined
      ? undefined
      : { key: { value: key, at: keyAt }, value: { value: found, at: value.at } };
  };
  const guards = entries.get('when');
  const [table, partner, to] = [text('in'), text('with'), text('to')];
  const [lookup, match] = [text('lookup'), text('match')];
  const [along, within] = [pairs('along'), pairs('within')];
  const when = guards === undefined ? undefined : loadGuards(guards.value, { read, sink });
  if (sink.errors() > before) return undefined;
  return {
    at: node.at,
    ...(table === undefined ? {} : { in: table }),
    ...(along === undefined ? {} : { along: along.map(({ key, value }) => ({ path: key, column: value })) }),
    ...(partner === undefined ? {} : { with: partner }),
    ...(to === undefined ? {} : { to }),
    ...(lookup === undefined ? {} : { lookup }),
    ...(match === undefined ? {} : { match }),
    ...(within === undefined
      ? {}
      : { within: within.map(({ key, value }) => ({ column: key, path: value })) }),
    ...(when === undefined ? {} : { when }),
  };
}

interface Pair {
  readonly key: Placed<string>;
  readonly value: Placed<string>;
}

/** `{ status: Lost }`, `{ status: [Won, Lost] }`, `{ companyId: null }`. */
function loadGuards(
  node: YamlNode,
  { read, sink }: Pick<RuleContext, 'read' | 'sink'>,
): readonly WriteGuardLine[] {
  const map = read.map(node, '"when"', 'when: { <field>: <value> }');
  if (map?.entries.length === 0)
    sink.add(
      'E106',
      map.at,
      '"when" needs at least one condition',
      'add  <field>: <value>, or leave "when" out',
    );
  return (map?.entries ?? []).map(({ key, keyAt, value }) => {
    const items = value.kind === 'list' ? value.items : [value];
    const values = items.flatMap((item): Placed<Scalar>[] => {
      if (item.kind === 'scalar') return [{ value: item.value, at: item.at }];
      sink.add(
        'E106',
        item.at,
        'a condition of "write" is a unified value, null, or a list of them',
        'write  status: [Won, Lost]',
      );
      return [];
    });
    return { field: { value: key, at: keyAt }, values };
  });
}
