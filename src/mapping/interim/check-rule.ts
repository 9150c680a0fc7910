import type { NativeType } from '../../connector-kit/resource.ts';
import type { FieldSpec, UnifiedType } from '../../model/field-spec.ts';
import { hasCodec, nativeTypesFor } from './codec.ts';
import type { Descriptor, NativeField } from './descriptor.ts';
import type { Findings } from './findings.ts';
import type { NativePath } from './native-path.ts';
import type { Guard, MapEntry, Reference, Rule } from './rule.ts';
import { didYouMean } from './suggest.ts';
import type { Position } from './yaml-tree.ts';

export interface CheckContext {
  readonly descriptor: Descriptor;
  readonly findings: Findings;
  /** Names of the model's fields, for `$out` and `startWith`. */
  readonly modelFields: Readonly<Record<string, FieldSpec>>;
}

/** Checks what a rule means against the vendor's descriptor and the model's field. */
export function checkRule(rule: Rule, name: string, spec: FieldSpec, context: CheckContext): void {
  checkGuards(rule, context);
  checkPlace(rule, spec, context);
  const { source } = rule;
  if (source.kind === 'first') for (const inner of source.rules) checkRule(inner, name, spec, context);
  if (source.kind === 'from') checkFrom(rule, source.references, name, spec, context);
  if (source.kind === 'combine') for (const reference of source.of) typeOf(reference, context);
  if (source.kind === 'collect') checkCollect(source.catalogue, source.at, context);
  if (source.kind === 'const' && spec.values !== undefined && !spec.values.includes(String(source.value))) {
    context.findings.unknown('E133', source.at, 'not a unified value:', String(source.value), spec.values);
  }
  if (rule.startWith !== undefined && !Object.hasOwn(context.modelFields, rule.startWith.field)) {
    context.findings.unknown(
      'E104',
      rule.startWith.at,
      'unknown unified field',
      rule.startWith.field,
      Object.keys(context.modelFields),
    );
  }
}

/** Some sources belong to one kind of field only. */
function checkPlace(rule: Rule, spec: FieldSpec, { findings }: CheckContext): void {
  const only: Partial<Record<string, UnifiedType>> = {
    collect: 'custom-fields',
    overlay: 'custom-mappings',
    merge: 'pass-through',
  };
  const wanted = only[rule.source.kind];
  const special = ['custom-fields', 'custom-mappings', 'pass-through'].includes(spec.type);
  if (wanted !== undefined && spec.type !== wanted)
    findings.error('E109', rule.at, `${rule.source.kind} is for another kind of field`);
  if (wanted === undefined && special && rule.source.kind !== 'unsupported') {
    const word = Object.entries(only).find(([, type]) => type === spec.type)?.[0] ?? '';
    findings.error('E109', rule.at, `this field is written with ${word}`);
  }
}

function checkCollect(table: string | undefined, at: Position, { descriptor, findings }: CheckContext): void {
  void descriptor;
  if (table !== undefined && table !== 'customFields')
    findings.unknown('E140', at, 'unknown catalogue', table, ['customFields']);
}

function checkFrom(
  rule: Rule,
  references: readonly Reference[],
  name: string,
  spec: FieldSpec,
  context: CheckContext,
): void {
  const { findings } = context;
  for (const reference of references) {
    const native = typeOf(reference, context);
    if (native === undefined) continue;
    checkCardinality(rule, reference, native.list, name, spec, findings);
    if (rule.map !== undefined) checkMap(rule, native.field, spec, findings);
    else if (rule.lookup !== undefined) checkLookup(rule, spec, context);
    else checkCodec(native.type, spec.type, reference.at, findings);
  }
}

function checkCardinality(
  rule: Rule,
  reference: Reference,
  isList: boolean,
  name: string,
  spec: FieldSpec,
  findings: Findings,
): void {
  if (isList && !spec.list && !rule.pickLowest) {
    findings.error(
      'E122',
      reference.at,
      `${name} is a single value, ${reference.text} is a list`,
      `use ${reference.text.replace('[]', '[0]')}`,
    );
  }
  if (!isList && spec.list && !rule.list) {
    findings.error(
      'E121',
      reference.at,
      `${name} is a list, ${reference.text} is a single value`,
      'add  list: true  if one value is meant as a list of one',
    );
  }
}

function checkCodec(native: NativeType, unified: UnifiedType, at: Position, findings: Findings): void {
  if (hasCodec(native, unified)) return;
  const able = nativeTypesFor(unified).join(', ');
  findings.error(
    'E120',
    at,
    `cannot turn ${native} into ${unified}`,
    `${able === '' ? 'no native type' : able} can`,
  );
}

function checkLookup(rule: Rule, spec: FieldSpec, { descriptor, findings }: CheckContext): void {
  const { lookup } = rule;
  if (lookup === undefined) return;
  const table = descriptor.lookups.get(lookup.table);
  if (table === undefined) {
    findings.unknown('E140', lookup.at, 'unknown lookup table', lookup.table, descriptor.lookups.keys());
    return;
  }
  const type = table.columns.get(lookup.take);
  if (type === undefined)
    findings.unknown(
      'E141',
      lookup.takeAt,
      `${lookup.table} has no column`,
      lookup.take,
      table.columns.keys(),
    );
  else checkCodec(type, spec.type, lookup.takeAt, findings);
}

function checkMap(rule: Rule, field: NativeField | undefined, spec: FieldSpec, findings: Findings): void {
  const entries = rule.map ?? [];
  const allowed = spec.values ?? spec.canonical;
  for (const { native, nativeAt, unified, unifiedAt } of entries) {
    if (field?.values !== undefined && !field.values.includes(native))
      findings.unknown('E131', nativeAt, 'not a native value:', native, field.values);
    if (unified !== null && allowed !== undefined && !allowed.includes(unified))
      findings.unknown('E133', unifiedAt, 'not a unified value:', unified, allowed);
  }
  const missing = (field?.values ?? []).filter((value) => !entries.some(({ native }) => native === value));
  if (missing.length > 0 && field?.open !== true)
    findings.error(
      'E130',
      rule.mapAt,
      `not mapped: ${missing.join(', ')}`,
      'map every native value; null says that it has no counterpart',
    );
  if (spec.access !== 'read' && rule.access !== 'read' && rule.because === undefined)
    checkAmbiguity(entries, findings);
}

function checkAmbiguity(entries: readonly MapEntry[], findings: Findings): void {
  const seen = new Set<string>();
  for (const { unified, unifiedAt } of entries) {
    if (unified === null) continue;
    if (seen.has(unified))
      findings.error(
        'E132',
        unifiedAt,
        `two native values become "${unified}"`,
        'say which one is written, or  access: read  with a reason',
      );
    seen.add(unified);
  }
}

function checkGuards({ when }: Rule, context: CheckContext): void {
  for (const guard of when) {
    const field = declaredField(guard.path, guard.at, context);
    if (field !== undefined && typeof guard.expect !== 'string')
      checkGuardValues(guard, guard.expect, field, context.findings);
  }
}

function checkGuardValues(
  guard: Guard,
  values: readonly (string | number | boolean)[],
  field: NativeField,
  findings: Findings,
): void {
  const wantsBoolean = field.type === 'bool' || field.type === 'bool-text';
  for (const value of values) {
    if (wantsBoolean !== (typeof value === 'boolean'))
      findings.error(
        'E134',
        guard.valueAt,
        `${guard.path.text} is ${wantsBoolean ? 'true or false' : `of type ${field.type}`}`,
      );
    else if (field.values !== undefined && !field.open && !field.values.includes(String(value)))
      findings.unknown('E131', guard.valueAt, 'not a native value:', String(value), field.values);
  }
}

interface ReferencedType {
  readonly type: NativeType;
  readonly list: boolean;
  readonly field: NativeField | undefined;
}

function typeOf(reference: Reference, context: CheckContext): ReferencedType | undefined {
  const { descriptor, findings, modelFields } = context;
  if (reference.kind === 'native') {
    const field = declaredField(reference.path, reference.at, context);
    return field === undefined
      ? undefined
      : { type: field.type, list: reference.path.isList || field.type === 'list-semicolon', field };
  }
  if (reference.kind === 'account') {
    const type = descriptor.account.get(reference.name);
    if (type === undefined)
      findings.unknown('E112', reference.at, 'the account has no', reference.name, descriptor.account.keys());
    return type === undefined ? undefined : { type, list: false, field: undefined };
  }
  if (!Object.hasOwn(modelFields, reference.field))
    findings.unknown(
      'E104',
      reference.at,
      'unknown unified field',
      reference.field,
      Object.keys(modelFields),
    );
  return undefined;
}

function declaredField(
  path: NativePath,
  at: Position,
  { descriptor, findings }: CheckContext,
): NativeField | undefined {
  const field = descriptor.fields.get(path.declared);
  if (field === undefined) {
    findings.error(
      'E113',
      at,
      `${descriptor.native} has no field "${path.text}"`,
      didYouMean(path.declared, descriptor.fields.keys()),
    );
    return undefined;
  }
  checkSelectors(path, at, descriptor, findings);
  return field;
}

/** `[key=value]` names a sibling field; its value must be one the vendor knows. */
function checkSelectors(path: NativePath, at: Position, descriptor: Descriptor, findings: Findings): void {
  for (const [index, step] of path.steps.entries()) {
    if (step.kind !== 'where') continue;
    const before = path.steps
      .slice(0, index)
      .map((part) => (part.kind === 'key' ? part.key : ''))
      .join('.');
    const sibling = descriptor.fields.get(`${before}[].${step.key}`);
    if (sibling === undefined) findings.error('E114', at, `${before}[] has no field "${step.key}"`);
    else if (sibling.values !== undefined && !sibling.open && !sibling.values.includes(step.value))
      findings.unknown('E131', at, 'not a native value:', step.value, sibling.values);
  }
}
