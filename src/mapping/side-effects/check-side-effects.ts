import type { ModelSpec } from '../../model/field-spec.ts';
import { suggest } from '../did-you-mean.ts';
import type { FindingSink } from '../findings.ts';
import type { Placed, Rule } from '../rules/rule.ts';
import { anyField, type SideEffectLine } from './side-effect-line.ts';

/** What the fields of a file may be, together with the files below it: a later one may take any of them away. */
export interface SideEffectScope {
  readonly model: ModelSpec;
  /** By unified field. */
  readonly rules: ReadonlyMap<string, Rule>;
  /** By key. */
  readonly customMappings: ReadonlyMap<string, Rule>;
  readonly sink: FindingSink;
}

/** Checks that each field named is there, can be written, and can change. */
export function checkSideEffects(effects: readonly SideEffectLine[], scope: SideEffectScope): void {
  for (const { writing, changes } of effects) {
    for (const name of writing) checkWritten(name, writing, scope);
    for (const name of changes) checkChanged(name, writing, scope);
  }
}

function checkWritten(
  { value: name, at }: Placed<string>,
  all: readonly Placed<string>[],
  scope: SideEffectScope,
): void {
  const { model, sink } = scope;
  if (name === anyField) {
    if (all.length > 1) sink.add('E108', at, `"${anyField}" stands alone`, 'leave the others out');
    return;
  }
  const rule = ruleOf(name, at, [...namesOf(scope), anyField], scope);
  if (rule === undefined) return;
  const isRead = model.fields[name]?.access === 'read' || rule.access === 'read';
  const message = `${name} cannot be written${rule.source.kind === 'collect' ? ' as one' : ''}`;
  if (isRead || !writable.has(rule.source.kind)) sink.add('E150', at, message, 'name a field that can be');
}

const writable: ReadonlySet<Rule['source']['kind']> = new Set(['from', 'first']);

function checkChanged(
  { value: name, at }: Placed<string>,
  writing: readonly Placed<string>[],
  scope: SideEffectScope,
): void {
  const { sink } = scope;
  const rule = ruleOf(name, at, namesOf(scope), scope);
  if (rule === undefined) return;
  const { kind } = rule.source;
  const [only, ...others] = writing;
  if (kind === 'unsupported' || kind === 'const')
    sink.add('E108', at, `${name} never changes: it is ${kind}`, 'leave it out');
  else if (kind === 'overlay' || kind === 'merge')
    sink.add('E108', at, `${name} has no value of its own`, `name one of them, such as  ${name}.key`);
  else if (only?.value === name && others.length === 0)
    sink.add('E108', at, `${name} does not change along with itself`, 'name what changes with it');
}

function namesOf({ rules, customMappings }: SideEffectScope): readonly string[] {
  return [...rules.keys(), ...[...customMappings.keys()].map((key) => `${prefix}${key}`)];
}

const prefix = 'customMappings.';

function ruleOf(
  name: string,
  at: Placed<string>['at'],
  known: readonly string[],
  { model, rules, customMappings, sink }: SideEffectScope,
): Rule | undefined {
  const rule = name.startsWith(prefix) ? customMappings.get(name.slice(prefix.length)) : rules.get(name);
  // A line of its own that is malformed has a finding already.
  if (rule !== undefined || Object.hasOwn(model.fields, name)) return rule;
  const otherwise = name.startsWith(prefix) ? 'an overlay adds it, this one or one before it' : undefined;
  sink.add('E104', at, `there is no unified field "${name}"`, suggest(name, known) ?? otherwise);
  return undefined;
}
