import type { CustomFieldDefinition } from '../connector-kit/resource.ts';
import type { ModelSpec } from '../model/field-spec.ts';
import { checkCustomMapping } from './check/check-custom-mapping.ts';
import { checkField } from './check/check-field.ts';
import type { CheckScope } from './check/check-scope.ts';
import type { CollectPlan, FieldPlan, ValuePlan } from './check/plan.ts';
import { evaluationOrder } from './check/evaluation-order.ts';
import { findingSink, inFileOrder, type FindingSink } from './findings.ts';
import type { Finding, SourceFile } from './mapping-types.ts';
import { customNativeFields } from './native/custom-native-fields.ts';
import { loadDescriptor } from './native/load-descriptor.ts';
import type { NativeDescriptor } from './native/native-descriptor.ts';
import { loadMappingFile, type MappingFile } from './rules/load-mapping-file.ts';
import { loadOverlayFile, type OverlayFile } from './rules/load-overlay-file.ts';
import type { Rule } from './rules/rule.ts';
import { checkSideEffects, type SideEffectScope } from './side-effects/check-side-effects.ts';
import type { SideEffectLine } from './side-effects/side-effect-line.ts';
import type { YamlNode } from './yaml/yaml-node.ts';

/** The files a mapping consists of. */
export interface MappingFiles {
  /** The connector's native descriptor. */
  readonly descriptor: SourceFile;
  readonly mapping: SourceFile;
  /** Each on top of the ones before it. */
  readonly overlays?: readonly SourceFile[];
  /** The account's own fields, so that overlays can name them. */
  readonly catalogue?: readonly CustomFieldDefinition[];
}

/** A mapping without a mistake, ready to be compiled. */
export interface CheckedMapping {
  readonly vendor: string;
  readonly model: ModelSpec;
  readonly descriptor: NativeDescriptor;
  /** By unified field. */
  readonly fields: ReadonlyMap<string, FieldPlan>;
  /** Unified fields in an order in which each comes after those it reads. */
  readonly order: readonly string[];
  readonly customMappings: ReadonlyMap<string, ValuePlan>;
  /** Of all files. */
  readonly sideEffects: readonly SideEffectLine[];
  /** `examples` of the last file. */
  readonly examples: YamlNode | undefined;
}

export interface LoadedFiles {
  readonly findings: readonly Finding[];
  /** Undefined where a finding is an error. */
  readonly checked: CheckedMapping | undefined;
}

/** The unified side. */
type Unified = Pick<CheckScope, 'model' | 'required'>;

/** Reads and checks a mapping with its overlays. */
export function loadFiles(files: MappingFiles, unified: Unified): LoadedFiles {
  const sink = findingSink();
  const checked = check(files, unified, sink);
  return { findings: inFileOrder(sink.findings), checked: sink.errors() === 0 ? checked : undefined };
}

function check(
  files: MappingFiles,
  { model, required }: Unified,
  sink: FindingSink,
): CheckedMapping | undefined {
  const { overlays: overlayFiles = [] } = files;
  const descriptor = loadDescriptor(files.descriptor, sink);
  if (descriptor === undefined) return undefined;
  const base = loadMappingFile(files.mapping, descriptor.native, model, sink);
  if (base === undefined) return undefined;
  const extended = `${base.vendor}/${model.name}`;
  const overlays = overlayFiles.flatMap((file) => loadOverlayFile(file, extended, model, sink) ?? []);
  if (overlays.length < overlayFiles.length) return undefined;
  const { fields: own } = descriptor;
  const merged = withNativeFields(descriptor, overlays);
  const facts = { sink, descriptor: merged, own, model, required };
  const sideEffects = sideEffectsOf(base, overlays, { model, sink });
  return { ...checkMerged(mergeRules(base, overlays), facts, files), sideEffects };
}

interface MergedRules {
  readonly vendor: string;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly customMappings: ReadonlyMap<string, Rule>;
  readonly examples: YamlNode | undefined;
}

/** Later files win, rule by rule. */
function mergeRules(base: MappingFile, overlays: readonly OverlayFile[]): MergedRules {
  return {
    vendor: base.vendor,
    rules: new Map([...base.rules, ...overlays.flatMap(({ override }) => [...override])]),
    customMappings: new Map(overlays.flatMap(({ customMappings }) => [...customMappings])),
    examples: overlays.length === 0 ? base.examples : overlays.at(-1)?.examples,
  };
}

/** Each file's own are checked against the lines up to that file: what a later one takes away is no mistake of it. */
function sideEffectsOf(
  base: MappingFile,
  overlays: readonly OverlayFile[],
  facts: Pick<SideEffectScope, 'model' | 'sink'>,
): readonly SideEffectLine[] {
  let known = { rules: base.rules, customMappings: new Map<string, Rule>() };
  checkSideEffects(base.sideEffects, { ...facts, ...known });
  for (const { override, customMappings, sideEffects } of overlays) {
    known = {
      rules: new Map([...known.rules, ...override]),
      customMappings: new Map([...known.customMappings, ...customMappings]),
    };
    checkSideEffects(sideEffects, { ...facts, ...known });
  }
  return [base, ...overlays].flatMap(({ sideEffects }) => sideEffects);
}

function withNativeFields(descriptor: NativeDescriptor, overlays: readonly OverlayFile[]): NativeDescriptor {
  const added = overlays.flatMap(({ nativeFields }) => [...nativeFields]);
  return added.length === 0
    ? descriptor
    : { ...descriptor, fields: new Map([...descriptor.fields, ...added]) };
}

function checkMerged(
  { vendor, rules, customMappings, examples }: MergedRules,
  facts: Omit<CheckScope, 'custom'>,
  { catalogue }: MappingFiles,
): Omit<CheckedMapping, 'sideEffects'> {
  const { sink, descriptor, model } = facts;
  const bare: CheckScope = { ...facts, custom: new Map() };
  const collect = findCollect(rules, { ...bare, sink: findingSink() });
  const custom = collect === undefined ? new Map() : customNativeFields(catalogue ?? [], collect);
  const scope: CheckScope = { ...bare, custom };
  const fields = new Map<string, FieldPlan>();
  for (const [name, spec] of Object.entries(model.fields)) {
    const rule = rules.get(name);
    const plan = rule === undefined ? undefined : checkField(name, rule, spec, scope);
    if (plan !== undefined) fields.set(name, plan);
  }
  const plans = new Map<string, ValuePlan>();
  for (const [key, rule] of customMappings) {
    const plan = checkCustomMapping(key, rule, scope);
    if (plan !== undefined) plans.set(key, plan);
  }
  checkCustomHome(fields, customMappings, scope);
  const order = evaluationOrder(fields, model, sink);
  return { vendor, model, descriptor, fields, order, customMappings: plans, examples };
}

function findCollect(rules: ReadonlyMap<string, Rule>, scope: CheckScope): CollectPlan | undefined {
  for (const [name, spec] of Object.entries(scope.model.fields)) {
    const rule = spec.type === 'custom-fields' ? rules.get(name) : undefined;
    const plan = rule === undefined ? undefined : checkField(name, rule, spec, scope);
    if (plan?.kind === 'collect') return plan;
  }
  return undefined;
}

/** Rules of `customMappings` need a field that takes them. */
function checkCustomHome(
  fields: ReadonlyMap<string, FieldPlan>,
  customMappings: ReadonlyMap<string, Rule>,
  { sink }: CheckScope,
): void {
  const [first] = customMappings.values();
  if (first === undefined || [...fields.values()].some(({ kind }) => kind === 'overlay')) return;
  sink.add(
    'E108',
    first.at,
    'the mapping takes no customMappings',
    'its field customMappings is not  overlay: true',
  );
}
