import { suggest } from '../did-you-mean.ts';
import {
  descriptorPath,
  isListPath,
  isPathMistake,
  parsePath,
  type NativePath,
} from '../native/native-path.ts';
import type { Placed, Rule, RuleSource } from '../rules/rule.ts';
import type { CheckScope } from './check-scope.ts';
import type { CollectPlan } from './plan.ts';

type CollectSource = Extract<RuleSource, { kind: 'collect' }>;

/** Checks where custom fields are collected from: the keys of an object, or the items of a list. */
export function checkCollect(source: CollectSource, rule: Rule, scope: CheckScope): CollectPlan | undefined {
  const { sink, descriptor } = scope;
  const { path: text } = source;
  const path = parsePath(text.value);
  if (isPathMistake(path)) {
    sink.add(path.code, text.at, path.message, 'write  path.*  or  path[]');
    return undefined;
  }
  const last = path.at(-1);
  const container = path.slice(0, -1);
  const isPlain = container.every(({ kind }) => kind === 'key') && container.length > 0;
  if (!isPlain || (last?.kind !== 'any' && last?.kind !== 'items')) {
    sink.add('E110', text.at, `"${text.value}" does not say what to collect`, 'write  path.*  or  path[]');
    return undefined;
  }
  const prefix = descriptorPath(container);
  if (!isKnown(prefix, [...descriptor.fields.keys()])) {
    sink.add(
      'E113',
      text.at,
      `${descriptor.native} has no field "${prefix}"`,
      suggest(prefix, containers(descriptor.fields.keys())),
    );
    return undefined;
  }
  const form = last.kind === 'any' ? 'object' : 'list';
  const ends = form === 'object' ? checkKeys(source, scope) : checkItems(source, prefix, scope);
  if (ends === undefined) return undefined;
  return {
    kind: 'collect',
    rule,
    container,
    form,
    ...ends,
    declared: declaredKeys(prefix, scope),
    reserved: descriptor.reserved,
  };
}

function isKnown(prefix: string, fields: readonly string[]): boolean {
  return fields.some(
    (field) => field === prefix || field.startsWith(`${prefix}.`) || field.startsWith(`${prefix}[]`),
  );
}

/** Everything that has something below it. */
function containers(fields: Iterable<string>): Set<string> {
  return new Set([...fields].map((field) => field.replace(/(\[\])?\.[^.]*$|\[\]$/, '')));
}

type Ends = Pick<CollectPlan, 'id' | 'value'>;

function checkKeys({ id, value }: CollectSource, { sink }: CheckScope): Ends | undefined {
  const wrong = [
    { placed: id, wanted: '$key' },
    { placed: value, wanted: '$value' },
  ].filter(({ placed, wanted }) => placed.value !== wanted);
  for (const { placed, wanted } of wrong) {
    sink.add(
      'E109',
      placed.at,
      `this is ${wanted} where keys of an object are collected`,
      suggest(placed.value, [wanted]),
    );
  }
  return wrong.length === 0 ? { id: [], value: [] } : undefined;
}

function checkItems({ id, value }: CollectSource, prefix: string, scope: CheckScope): Ends | undefined {
  const [idPath, valuePath] = [itemPath(id, prefix, scope), itemPath(value, prefix, scope)];
  return idPath === undefined || valuePath === undefined ? undefined : { id: idPath, value: valuePath };
}

function itemPath(
  { value: text, at }: Placed<string>,
  prefix: string,
  { descriptor, sink }: CheckScope,
): NativePath | undefined {
  const path = parsePath(text);
  const known = [...descriptor.fields.keys()].flatMap((field) =>
    field.startsWith(`${prefix}[].`) && !field.endsWith('[]') ? field.slice(prefix.length + 3) : [],
  );
  if (isPathMistake(path)) {
    sink.add(path.code, at, path.message, `name a path below an item: ${known.join(', ')}`);
    return undefined;
  }
  const full = `${prefix}[].${descriptorPath(path)}`;
  if (isListPath(path) && descriptor.fields.has(full)) {
    sink.add('E122', at, `${full} is a list`, 'name a path to one value below an item');
    return undefined;
  }
  if (descriptor.fields.has(full)) return path;
  sink.add('E113', at, `${descriptor.native} has no field "${full}"`, suggest(text, known));
  return undefined;
}

/** Keys of the object that the descriptor declares: the vendor's own. */
function declaredKeys(prefix: string, { own }: CheckScope): Set<string> {
  const keys = new Set<string>();
  for (const field of own.keys()) {
    if (field.startsWith(`${prefix}.`)) keys.add(field.slice(prefix.length + 1).split(/[.[]/, 1)[0] ?? '');
  }
  return keys;
}
