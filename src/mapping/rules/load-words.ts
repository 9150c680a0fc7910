import { toJson, type YamlEntry, type YamlNode } from '../yaml/yaml-node.ts';
import type { RuleContext } from './load-rule.ts';
import { loadWrite } from './load-write.ts';
import { misses, type GuardLine, type MapLine, type Placed, type RuleWords, type Scalar } from './rule.ts';

/** How each word reads its value. A word whose value is malformed leaves a finding and is left out. */
const loaders: {
  readonly [Word in keyof RuleWords]-?: (node: YamlNode, context: RuleContext) => RuleWords[Word] | undefined;
} = {
  map: (node, context) => {
    const lines = loadLines(node, 'a map', context);
    return lines === undefined ? undefined : { lines, at: node.at };
  },
  reverse: (node, context) => loadLines(node, '"reverse"', context),
  lookup: (node, context) => placedText(node, '"lookup"', context),
  take: (node, context) => placedText(node, '"take"', context),
  else: (node, { read }) => read.oneOf(node, misses, '"else"'),
  as: (node, context) => placedText(node, '"as"', context),
  unique: (node, context) => loadTrue(node, 'unique', context),
  list: (node, context) => loadTrue(node, 'list', context),
  pick: (node, { read }) => {
    const value = read.oneOf(node, ['lowest'], '"pick"');
    return value === undefined ? undefined : { value, at: node.at };
  },
  startWith: (node, context) => placedText(node, '"startWith"', context),
  when: (node, context) => loadGuards(node, context),
  default: (node) => ({ value: toJson(node), at: node.at }),
  round: (node, context) => loadRound(node, context),
  clear: (node) => ({ value: toJson(node), at: node.at }),
  write: (node, context) => loadWrite(node, context),
  access: (node, { read }) => read.oneOf(node, ['read'], '"access"'),
  because: (node, context) => loadReason(node, '"because"', context),
  heuristic: (node, context) => loadReason(node, '"heuristic"', context),
  to: (node, context) => placedText(node, '"to"', context),
};

export function loadWords(entries: readonly YamlEntry[], context: RuleContext): RuleWords {
  const words: [string, unknown][] = [];
  for (const { key, value } of entries) {
    if (!isWord(key)) continue;
    const loaded = loaders[key](value, context);
    if (loaded !== undefined) words.push([key, loaded]);
  }
  // Each value was made by the loader of its own key.
  return Object.fromEntries(words) as RuleWords;
}

function isWord(key: string): key is keyof RuleWords {
  return Object.hasOwn(loaders, key);
}

function placedText(node: YamlNode, what: string, { read }: RuleContext): Placed<string> | undefined {
  const value = read.text(node, what);
  return value === undefined ? undefined : { value, at: node.at };
}

function loadTrue(node: YamlNode, word: string, { sink }: RuleContext): true | undefined {
  if (node.kind === 'scalar' && node.value === true) return true;
  sink.add('E106', node.at, `"${word}" is true, or is left out`, `write  ${word}: true`);
  return undefined;
}

function loadReason(node: YamlNode, what: string, { read, sink }: RuleContext): string | undefined {
  const reason = read.text(node, what);
  if (reason?.trim() === '')
    sink.add('W201', node.at, 'the reason is missing', 'say it to the person who asks why');
  return reason;
}

function loadRound(node: YamlNode, { sink }: RuleContext): Placed<number | 'currency'> | undefined {
  const value = node.kind === 'scalar' ? node.value : undefined;
  const isDigits = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 10;
  if (value === 'currency' || isDigits) return { value, at: node.at };
  sink.add(
    'E109',
    node.at,
    '"round" is "currency", or a number of decimal places from 0 to 10',
    'write  round: 2',
  );
  return undefined;
}

function loadLines(
  node: YamlNode,
  what: string,
  { read, sink }: RuleContext,
): readonly MapLine[] | undefined {
  const map = read.map(node, what);
  if (map === undefined) return undefined;
  if (map.entries.length === 0)
    sink.add('E106', map.at, `${what} needs at least one entry`, 'add one, or leave it out');
  const lines: MapLine[] = [];
  for (const { key, keyAt, value } of map.entries) {
    if (value.kind === 'scalar') {
      lines.push({ native: { value: key, at: keyAt }, unified: { value: value.value, at: value.at } });
    } else
      sink.add(
        'E106',
        value.at,
        `each value of ${what} should be a single value`,
        'write text, a number, true, false or null',
      );
  }
  return lines;
}

function loadGuards(node: YamlNode, { read, sink }: RuleContext): readonly GuardLine[] | undefined {
  const map = read.map(node, '"when"', 'when: { <path>: <value> }');
  if (map === undefined) return undefined;
  if (map.entries.length === 0)
    sink.add(
      'E106',
      map.at,
      '"when" needs at least one condition',
      'add  <path>: <value>, or leave "when" out',
    );
  const guards: GuardLine[] = [];
  for (const { key, keyAt, value } of map.entries) {
    const test = loadTest(value);
    if (test === undefined) {
      sink.add(
        'E106',
        value.at,
        'a condition is a value, a list of values, $present or $absent',
        'for no value write  $absent',
      );
    } else guards.push({ path: { value: key, at: keyAt }, test, at: value.at });
  }
  return guards;
}

function loadTest(node: YamlNode): GuardLine['test'] | undefined {
  const values = (node.kind === 'list' ? node.items : [node]).map(placedScalar);
  const [first] = values;
  if (first === undefined || !values.every((value) => value !== undefined)) return undefined;
  if (typeof first.value === 'string' && first.value.startsWith('$')) {
    if (node.kind === 'list') return undefined;
    if (first.value === '$present') return 'present';
    return first.value === '$absent' ? 'absent' : undefined;
  }
  return values;
}

/** Null is no value to compare with: that is what `$absent` is for. */
function placedScalar(node: YamlNode): Placed<Scalar> | undefined {
  return node.kind === 'scalar' && node.value !== null ? { value: node.value, at: node.at } : undefined;
}
