import { checkWords } from './descriptor.ts';
import type { Findings } from './findings.ts';
import { parsePath, type NativePath } from './native-path.ts';
import type { CombineOperation, Guard, MapEntry, Reference, Rule, Source } from './rule.ts';
import { entry, toJson, type Position, type YamlEntry, type YamlNode } from './yaml-tree.ts';

const sources = ['from', 'const', 'first', 'combine', 'collect', 'unsupported', 'overlay', 'merge'] as const;
const words = [
  ...sources,
  'of',
  'scale',
  'catalogue',
  'item',
  'map',
  'reverse',
  'lookup',
  'take',
  'else',
  'as',
  'unique',
  'list',
  'pick',
  'startWith',
  'when',
  'default',
  'round',
  'clear',
  'access',
  'because',
  'heuristic',
];
const operations: readonly CombineOperation[] = ['product', 'sum', 'latest', 'earliest'];

export interface RuleContext {
  readonly findings: Findings;
  readonly layer: 'base' | 'overlay';
  /** True for customMappings, where `to` names the type. */
  readonly free?: boolean;
}

/** Reads one rule as it is written; what it means against the vendor and the model is checked elsewhere. */
export function readRule(node: YamlNode, at: Position, context: RuleContext): Rule | undefined {
  const { findings, layer } = context;
  const bare = { at, file: findings.file, layer, ...unmodified(at) };
  if (node.kind === 'scalar' || node.kind === 'list') {
    const references = readReferences(node, findings);
    return references === undefined ? undefined : { ...bare, source: { kind: 'from', references } };
  }
  checkWords(node, context.free === true ? [...words, 'to'] : words, 'E103', 'unknown key', findings);
  const given = node.entries.filter(({ key }) => sources.some((word) => word === key));
  const [source] = given;
  if (given.length !== 1 || source === undefined) {
    findings.error(
      'E102',
      given[1]?.keyAt ?? at,
      'a rule has exactly one source',
      `one of ${sources.join(', ')}`,
    );
    return undefined;
  }
  const read = readSource(source, node, context);
  return read === undefined ? undefined : { ...bare, ...readModifiers(node, findings), source: read };
}

function unmodified(at: Position): Omit<Rule, 'at' | 'file' | 'layer' | 'source'> {
  return {
    when: [],
    lookup: undefined,
    map: undefined,
    mapAt: at,
    otherwise: 'issue',
    unique: false,
    list: false,
    pickLowest: false,
    startWith: undefined,
    default: undefined,
    round: undefined,
    access: undefined,
    because: undefined,
    heuristic: undefined,
    to: undefined,
  };
}

function readSource(
  { key, value, keyAt }: YamlEntry,
  node: YamlNode,
  context: RuleContext,
): Source | undefined {
  const { findings } = context;
  switch (key) {
    case 'from': {
      const references = readReferences(value, findings);
      return references === undefined ? undefined : { kind: 'from', references };
    }
    case 'const':
      return { kind: 'const', value: toJson(value), at: value.at };
    case 'first':
      return readFirst(value, context);
    case 'combine':
      return readCombine(value, node, findings);
    case 'collect':
      return readCollect(value, node, findings);
    case 'unsupported': {
      const reason = findings.text('W201', value, 'unsupported');
      if (reason?.trim() === '')
        findings.warning('W201', value.at, 'the reason is missing', 'say why the vendor does not have it');
      return { kind: 'unsupported', reason: reason ?? '' };
    }
    case 'overlay':
      if (toJson(value) !== true) findings.error('E109', value.at, 'overlay is true');
      return { kind: 'overlay' };
    default:
      if (toJson(value) !== '$body') findings.error('E109', value.at, 'merge is $body');
      void keyAt;
      return { kind: 'merge' };
  }
}

function readFirst(value: YamlNode, context: RuleContext): Source | undefined {
  const { findings } = context;
  if (value.kind !== 'list' || value.items.length < 2) {
    findings.error('E106', value.at, 'first is a list of at least two rules');
    return undefined;
  }
  const rules = value.items.map((item) => readRule(item, item.at, context));
  for (const [index, rule] of rules.entries()) {
    const always = rule?.source.kind === 'const' && rule.when.length === 0;
    const after = value.items[index + 1];
    if (always && after !== undefined)
      findings.error(
        'E107',
        after.at,
        'entries after this are never reached',
        'a constant without a guard comes last',
      );
  }
  const read = rules.filter((rule) => rule !== undefined);
  return read.length === rules.length ? { kind: 'first', rules: read } : undefined;
}

function readCombine(value: YamlNode, node: YamlNode, findings: Findings): Source | undefined {
  const operation = operations.find((word) => word === toJson(value));
  const of = entry(node, 'of');
  const scale = entry(node, 'scale');
  if (operation === undefined) findings.error('E109', value.at, 'one of product, sum, latest, earliest');
  if (of === undefined) findings.error('E106', value.at, 'combine needs  of: [...]');
  const references = of === undefined ? undefined : readReferences(of.value, findings, true);
  const factor = scale === undefined ? 1 : toJson(scale.value);
  if (typeof factor !== 'number')
    findings.error('E106', scale?.value.at ?? value.at, 'scale must be a number');
  if (operation === undefined || references === undefined || typeof factor !== 'number') return undefined;
  return { kind: 'combine', operation, of: references, scale: factor };
}

function readCollect(value: YamlNode, node: YamlNode, findings: Findings): Source | undefined {
  const path = readPath(value, findings);
  const item = entry(node, 'item')?.value;
  const catalogue = entry(node, 'catalogue')?.value;
  const part = (key: string): string | undefined => {
    const found = entry(item, key);
    return found === undefined ? undefined : findings.text('E106', found.value, key);
  };
  const [idKey, valueKey] = [part('id'), part('value')];
  if (item === undefined || idKey === undefined || valueKey === undefined) {
    findings.error('E106', item?.at ?? value.at, 'collect needs  item: { id: ..., value: ... }');
    return undefined;
  }
  checkWords(item, ['id', 'value'], 'E103', 'unknown key', findings);
  if (path === undefined) return undefined;
  if (!path.isList) {
    findings.error('E109', value.at, 'collect takes a path that ends in .* or []');
    return undefined;
  }
  const keyed = path.text.endsWith('.*');
  if (keyed && (idKey !== '$key' || valueKey !== '$value'))
    findings.error('E109', item.at, 'items of an object are  { id: $key, value: $value }');
  if (!keyed && (idKey.startsWith('$') || valueKey.startsWith('$')))
    findings.error('E109', item.at, 'items of a list name their own keys');
  const table = catalogue === undefined ? undefined : findings.text('E106', catalogue, 'catalogue');
  return { kind: 'collect', path, at: value.at, catalogue: table, idKey, valueKey };
}

function readPath(node: YamlNode, findings: Findings): NativePath | undefined {
  const text = findings.text('E110', node, 'a path');
  if (text === undefined) return undefined;
  const path = parsePath(text);
  if (!('problem' in path)) return path;
  findings.error(
    'E110',
    node.at,
    path.problem,
    'write it like properties.amount, list[].id, list[0].id or list[key=value].id',
  );
  return undefined;
}

function readReferences(
  node: YamlNode,
  findings: Findings,
  outAllowed = false,
): readonly Reference[] | undefined {
  const items = node.kind === 'list' ? node.items : [node];
  if (items.length === 0) findings.error('E106', node.at, 'the list of paths is empty');
  const read = items.map((item) => readReference(item, findings, outAllowed));
  const found = read.filter((reference) => reference !== undefined);
  return found.length === read.length && found.length > 0 ? found : undefined;
}

function readReference(node: YamlNode, findings: Findings, outAllowed: boolean): Reference | undefined {
  const text = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
  if (text?.startsWith('$account.') === true)
    return { kind: 'account', name: text.slice('$account.'.length), text, at: node.at };
  if (text?.startsWith('$out.') === true) {
    if (!outAllowed) findings.error('E111', node.at, '$out is for combine only');
    return { kind: 'out', field: text.slice('$out.'.length), text, at: node.at };
  }
  const path = readPath(node, findings);
  return path === undefined ? undefined : { kind: 'native', path, text: path.text, at: node.at };
}

type Modifiers = Omit<Rule, 'at' | 'file' | 'layer' | 'source'>;

function readModifiers(node: YamlNode, findings: Findings): Modifiers {
  const found = (key: string): YamlNode | undefined => entry(node, key)?.value;
  const text = (key: string): string | undefined => {
    const value = found(key);
    return value === undefined ? undefined : findings.text('E106', value, key);
  };
  const flag = (key: string): boolean => {
    const value = found(key);
    return value === undefined ? false : findings.flag('E106', value, key);
  };
  const word = (key: string, allowed: readonly string[]): string | undefined => {
    const value = text(key);
    if (value !== undefined && !allowed.includes(value))
      findings.unknown('E109', found(key)?.at ?? node.at, `unknown word for ${key}:`, value, allowed);
    return value;
  };
  const otherwise = word('else', ['issue', 'none', 'keep']);
  const fallback = found('default');
  const map = found('map');
  const startWith = text('startWith');
  const to = text('to');
  return {
    when: readGuards(found('when'), findings),
    lookup: readLookup(node, findings),
    map: map === undefined ? undefined : readMap(map, findings),
    mapAt: map?.at ?? node.at,
    otherwise: otherwise === 'none' || otherwise === 'keep' ? otherwise : 'issue',
    unique: flag('unique'),
    list: flag('list'),
    pickLowest: word('pick', ['lowest']) === 'lowest',
    startWith:
      startWith === undefined ? undefined : { field: startWith, at: found('startWith')?.at ?? node.at },
    default: fallback === undefined ? undefined : { value: toJson(fallback) },
    round: readRound(found('round'), findings),
    access: word('access', ['read']) === 'read' ? 'read' : undefined,
    because: text('because'),
    heuristic: text('heuristic'),
    to: to === undefined ? undefined : { type: to, at: found('to')?.at ?? node.at },
  };
}

function readRound(node: YamlNode | undefined, findings: Findings): Rule['round'] {
  if (node === undefined) return undefined;
  const value = toJson(node);
  if (value === 'currency') return value;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 12) return value;
  findings.error('E109', node.at, 'round is a number of places, 0 to 12, or currency');
  return undefined;
}

function readLookup(node: YamlNode, findings: Findings): Rule['lookup'] {
  const [lookup, take] = [entry(node, 'lookup'), entry(node, 'take')];
  if (lookup === undefined && take === undefined) return undefined;
  if (lookup === undefined || take === undefined) {
    findings.error('E140', lookup?.keyAt ?? take?.keyAt ?? node.at, 'lookup and take belong together');
    return undefined;
  }
  const table = findings.text('E140', lookup.value, 'lookup');
  const column = findings.text('E141', take.value, 'take');
  return table === undefined || column === undefined
    ? undefined
    : { table, take: column, at: lookup.value.at, takeAt: take.value.at };
}

function readMap(node: YamlNode, findings: Findings): readonly MapEntry[] | undefined {
  if (node.kind !== 'map' || node.entries.length === 0) {
    findings.error('E106', node.at, 'map is a table { native: unified }');
    return undefined;
  }
  return node.entries.map(({ key, keyAt, value }) => {
    const unified = toJson(value);
    if (unified !== null && typeof unified === 'object')
      findings.error('E106', value.at, 'a map gives single values');
    return {
      native: key,
      nativeAt: keyAt,
      unified: unified === null ? null : String(unified),
      unifiedAt: value.at,
    };
  });
}

function readGuards(node: YamlNode | undefined, findings: Findings): readonly Guard[] {
  if (node === undefined) return [];
  if (node.kind !== 'map' || node.entries.length === 0) {
    findings.error('E106', node.at, 'when is a table { path: value }');
    return [];
  }
  return node.entries.flatMap(({ key, keyAt, value }) => {
    const path = parsePath(key);
    if ('problem' in path) {
      findings.error('E110', keyAt, path.problem);
      return [];
    }
    const expect = readExpectation(value, findings);
    return expect === undefined ? [] : [{ path, at: keyAt, expect, valueAt: value.at }];
  });
}

function readExpectation(node: YamlNode, findings: Findings): Guard['expect'] | undefined {
  const value = toJson(node);
  if (value === '$present') return 'present';
  if (value === '$absent') return 'absent';
  const values = Array.isArray(value) ? value : [value];
  const plain = values.filter(
    (item) => typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean',
  );
  if (
    plain.length === values.length &&
    plain.length > 0 &&
    !plain.some((item) => typeof item === 'string' && item.startsWith('$'))
  )
    return plain;
  findings.error('E109', node.at, 'a guard compares with a value, a list of values, $present or $absent');
  return undefined;
}
