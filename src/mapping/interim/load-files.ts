import type { CustomFieldDefinition } from '../../connector-kit/resource.ts';
import type { FieldSpec, ModelSpec } from '../../model/field-spec.ts';
import { checkRule } from './check-rule.ts';
import {
  catalogueFields,
  checkWords,
  loadDescriptor,
  nativeFields,
  withFields,
  type Descriptor,
} from './descriptor.ts';
import { Findings } from './findings.ts';
import type { Finding, SourceFile } from '../mapping-types.ts';
import { naturalSpec } from './natural-spec.ts';
import { readRule } from './read-rule.ts';
import type { Rule } from './rule.ts';
import { entry, parseYaml, toJson, type YamlEntry, type YamlNode } from './yaml-tree.ts';

export interface MappingFiles {
  readonly descriptor: SourceFile;
  readonly mapping: SourceFile;
  readonly overlays?: readonly SourceFile[];
  /** The account's own fields, so that overlays can name them. */
  readonly catalogue?: readonly CustomFieldDefinition[];
}

export interface CustomRule {
  readonly rule: Rule;
  readonly spec: FieldSpec;
}

export interface ExamplesOf {
  readonly file: string;
  readonly node: YamlNode;
}

/** Everything the files say, checked, ready to be compiled. */
export interface LoadedMapping {
  readonly vendor: string;
  readonly descriptor: Descriptor;
  /** Paths of the vendor's own fields; whatever else a record has belongs to the account. */
  readonly vendorPaths: ReadonlySet<string>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly customRules: ReadonlyMap<string, CustomRule>;
  readonly examples: readonly ExamplesOf[];
  readonly findings: readonly Finding[];
}

interface Layer {
  readonly findings: Findings;
  readonly rules: Map<string, Rule>;
  readonly customRules: Map<string, CustomRule>;
  readonly examples: ExamplesOf | undefined;
  readonly descriptor: Descriptor;
  readonly vendor: string;
}

const mappingWords = ['mapping', 'vendor', 'unified', 'native', 'fields', 'examples'];
const overlayWords = ['overlay', 'extends', 'nativeFields', 'customMappings', 'override', 'examples'];

/** Reads and checks a mapping with its overlays. `rules` are complete only where no finding is an error. */
export function loadFiles(
  files: MappingFiles,
  model: ModelSpec,
): LoadedMapping | { readonly findings: readonly Finding[] } {
  const { descriptor, findings } = loadDescriptor(files.descriptor);
  if (descriptor === undefined) return { findings: findings.list };
  const base = loadBase(files.mapping, descriptor, model);
  if (base === undefined || 'failed' in base)
    return { findings: [...findings.list, ...(base?.failed ?? [])] };

  const catalogue = files.catalogue ?? [];
  const prefix = collectPrefix(base.rules);
  const extended =
    prefix === undefined ? descriptor : withFields(descriptor, catalogueFields(prefix, catalogue));
  const layers = [base];
  let current = extended;
  for (const overlay of files.overlays ?? []) {
    const layer = loadOverlay(overlay, current, base, model);
    if ('failed' in layer) return { findings: [...findings.list, ...base.findings.list, ...layer.failed] };
    current = layer.descriptor;
    layers.push(layer);
  }
  return {
    vendor: base.vendor,
    descriptor: current,
    vendorPaths: new Set(descriptor.fields.keys()),
    rules: new Map(layers.flatMap(({ rules }) => [...rules])),
    customRules: new Map(layers.flatMap(({ customRules }) => [...customRules])),
    examples: layers.flatMap(({ examples }) => (examples === undefined ? [] : [examples])),
    findings: [...findings.list, ...layers.flatMap((layer) => layer.findings.list)],
  };
}

function loadBase(
  source: SourceFile,
  descriptor: Descriptor,
  model: ModelSpec,
): Layer | { readonly failed: readonly Finding[] } {
  const findings = new Findings(source.file);
  const parsed = parseYaml(source);
  if ('finding' in parsed) return { failed: [parsed.finding] };
  const { root } = parsed;
  checkWords(root, mappingWords, 'E105', 'unknown top-level key', findings);
  expectHeader(root, 'mapping', [1], findings);
  expectHeader(root, 'unified', [model.name], findings);
  expectHeader(root, 'native', [descriptor.native], findings);
  const vendor = String(toJson(entry(root, 'vendor')?.value ?? { kind: 'scalar', at: root.at, value: '' }));
  expectHeader(root, 'vendor', [descriptor.native.split('/')[0] ?? ''], findings);
  const fields = entry(root, 'fields');
  const rules = readFields(fields?.value, 'base', model, descriptor, findings);
  const mentioned = new Set(entriesOf(fields?.value).map(({ key }) => key));
  const missing = Object.keys(model.fields).filter((name) => !mentioned.has(name));
  if (missing.length > 0) {
    findings.error(
      'E100',
      fields?.keyAt ?? root.at,
      `not accounted for: ${missing.join(', ')}`,
      'map it, or write  <field>: { unsupported: "why" }',
    );
  }
  return { findings, rules, customRules: new Map(), examples: examplesOf(root, source), descriptor, vendor };
}

function loadOverlay(
  source: SourceFile,
  descriptor: Descriptor,
  base: Layer,
  model: ModelSpec,
): Layer | { readonly failed: readonly Finding[] } {
  const findings = new Findings(source.file);
  const parsed = parseYaml(source);
  if ('finding' in parsed) return { failed: [parsed.finding] };
  const { root } = parsed;
  checkWords(root, overlayWords, 'E105', 'unknown top-level key', findings);
  expectHeader(root, 'overlay', [1], findings);
  expectHeader(root, 'extends', [`${base.vendor}/${model.name}`], findings);
  const extended = withFields(descriptor, nativeFields(entry(root, 'nativeFields')?.value, findings));
  const rules = readFields(entry(root, 'override')?.value, 'overlay', model, extended, findings);
  const customRules = new Map<string, CustomRule>();
  for (const item of entriesOf(entry(root, 'customMappings')?.value)) {
    const rule = readRule(item.value, item.value.kind === 'map' ? item.keyAt : item.value.at, {
      findings,
      layer: 'overlay',
      free: true,
    });
    if (rule === undefined) continue;
    const spec = naturalSpec(rule, extended, findings);
    checkRule(rule, `customMappings.${item.key}`, spec, {
      descriptor: extended,
      findings,
      modelFields: model.fields,
    });
    customRules.set(item.key, { rule, spec });
  }
  return {
    findings,
    rules,
    customRules,
    examples: examplesOf(root, source),
    descriptor: extended,
    vendor: base.vendor,
  };
}

function readFields(
  node: YamlNode | undefined,
  layer: 'base' | 'overlay',
  model: ModelSpec,
  descriptor: Descriptor,
  findings: Findings,
): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  for (const { key, keyAt, value } of entriesOf(node)) {
    const spec = Object.hasOwn(model.fields, key) ? model.fields[key] : undefined;
    if (spec === undefined) {
      findings.unknown('E104', keyAt, 'unknown unified field', key, Object.keys(model.fields));
      continue;
    }
    const rule = readRule(value, value.kind === 'map' ? keyAt : value.at, { findings, layer });
    if (rule === undefined) continue;
    checkRule(rule, key, spec, { descriptor, findings, modelFields: model.fields });
    rules.set(key, rule);
  }
  return rules;
}

function entriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === 'map' ? node.entries : [];
}

function expectHeader(
  root: YamlNode,
  key: string,
  allowed: readonly (string | number)[],
  findings: Findings,
): void {
  const found = entry(root, key);
  if (found === undefined) {
    findings.error('E105', root.at, `the header "${key}" is missing`, `add  ${key}: ${allowed.join(' or ')}`);
    return;
  }
  const value = toJson(found.value);
  if (!allowed.some((item) => item === value))
    findings.unknown('E105', found.value.at, `${key} cannot be`, String(value), allowed.map(String));
}

function examplesOf(root: YamlNode, { file }: SourceFile): ExamplesOf | undefined {
  const found = entry(root, 'examples');
  return found === undefined ? undefined : { file, node: found.value };
}

/** Where custom fields stand, if they are keys of an object: `properties` for `properties.*`. */
function collectPrefix(rules: ReadonlyMap<string, Rule>): string | undefined {
  for (const { source } of rules.values()) {
    if (source.kind === 'collect' && source.path.text.endsWith('.*')) return source.path.text.slice(0, -2);
  }
  return undefined;
}
