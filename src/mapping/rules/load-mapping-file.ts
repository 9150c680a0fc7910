import type { ModelSpec } from '../../model/field-spec.ts';
import { suggest } from '../did-you-mean.ts';
import type { FindingSink } from '../findings.ts';
import type { SourceFile } from '../mapping-types.ts';
import { loadSideEffects } from '../side-effects/load-side-effects.ts';
import type { SideEffectLine } from '../side-effects/side-effect-line.ts';
import type { YamlEntry, YamlNode } from '../yaml/yaml-node.ts';
import { loadRule, ruleContext, type RuleContext } from './load-rule.ts';
import { expectHeader, loadTop, type FileTop } from './load-header.ts';
import type { Rule } from './rule.ts';

export const mappingKeys = [
  'mapping',
  'vendor',
  'unified',
  'native',
  'fields',
  'sideEffects',
  'examples',
] as const;

/** What a mapping file says. */
export interface MappingFile {
  readonly vendor: string;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly sideEffects: readonly SideEffectLine[];
  readonly examples: YamlNode | undefined;
}

/** Reads a mapping file; undefined where it is not one. A malformed rule is a finding and left out. */
export function loadMappingFile(
  source: SourceFile,
  native: string,
  model: ModelSpec,
  sink: FindingSink,
): MappingFile | undefined {
  const top = loadTop(source, mappingKeys, 'a mapping', sink);
  if (top === undefined) return undefined;
  const [vendor = ''] = native.split('/');
  expectHeader(top, 'mapping', 1, sink);
  expectHeader(top, 'vendor', vendor, sink);
  expectHeader(top, 'unified', model.name, sink);
  expectHeader(top, 'native', native, sink);
  const fields = top.entries.get('fields');
  if (fields === undefined)
    sink.add('E101', top.root.at, 'a mapping needs "fields"', 'fields:  with a rule for each unified field');
  const rules = fields === undefined ? new Map<string, Rule>() : loadBaseRules(fields, top, model, sink);
  const sideEffects = loadSideEffects(top.entries.get('sideEffects'), top.read, sink);
  return { vendor, rules, sideEffects, examples: top.entries.get('examples')?.value };
}

function loadBaseRules(
  fields: YamlEntry,
  { read }: FileTop,
  model: ModelSpec,
  sink: FindingSink,
): Map<string, Rule> {
  const map = read.map(fields.value, '"fields"');
  if (map === undefined) return new Map();
  const given = new Set(map.entries.map(({ key }) => key));
  const missing = Object.keys(model.fields).filter((name) => !given.has(name));
  if (missing.length > 0) {
    const hint = `map it, or write  ${missing[0] ?? ''}: { unsupported: "why" }`;
    sink.add('E100', fields.keyAt, `not accounted for: ${missing.join(', ')}`, hint);
  }
  return loadFieldRules(map.entries, model, ruleContext(sink, 'base', false));
}

/** Rules by unified field. */
export function loadFieldRules(
  entries: readonly YamlEntry[],
  model: ModelSpec,
  context: RuleContext,
): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  for (const { key, keyAt, value } of entries) {
    if (!Object.hasOwn(model.fields, key)) {
      const hint = suggest(key, Object.keys(model.fields)) ?? 'docs/fields.md names them all';
      context.sink.add('E104', keyAt, `there is no unified field "${key}"`, hint);
      continue;
    }
    const rule = loadRule(value, keyAt, context);
    if (rule !== undefined) rules.set(key, rule);
  }
  return rules;
}
