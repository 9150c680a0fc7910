import type { NativeType } from '../../connector-kit/resource.ts';
import type { FieldSpec, UnifiedType } from '../../model/field-spec.ts';
import type { Descriptor } from './descriptor.ts';
import type { Findings } from './findings.ts';
import type { Rule } from './rule.ts';

const writable = [
  'id',
  'text',
  'number',
  'integer',
  'percent',
  'currency',
  'date',
  'datetime',
  'boolean',
] as const;

const natural: Readonly<Record<NativeType, UnifiedType>> = {
  text: 'text',
  choice: 'text',
  id: 'id',
  int: 'integer',
  'int-text': 'integer',
  number: 'number',
  decimal: 'number',
  ratio: 'percent',
  'ratio-text': 'percent',
  percent: 'percent',
  bool: 'boolean',
  'bool-text': 'boolean',
  date: 'date',
  datetime: 'datetime',
  'unix-s': 'datetime',
  'unix-ms': 'datetime',
  'unix-day': 'date',
  'list-semicolon': 'text',
  json: 'text',
};

/** The field that a custom mapping makes: of the type it names, else of the one its native field suggests. */
export function naturalSpec(rule: Rule, descriptor: Descriptor, findings: Findings): FieldSpec {
  const named = writable.find((type) => type === rule.to?.type);
  if (rule.to !== undefined && named === undefined)
    findings.unknown('E109', rule.to.at, 'unknown type', rule.to.type, writable);
  return {
    type: named ?? suggested(rule, descriptor),
    list: rule.list || readsList(rule, descriptor),
    access: 'read',
    nullable: true,
    meaning: '',
  };
}

function suggested(rule: Rule, descriptor: Descriptor): UnifiedType {
  if (rule.lookup !== undefined)
    return natural[descriptor.lookups.get(rule.lookup.table)?.columns.get(rule.lookup.take) ?? 'text'];
  const { source } = rule;
  if (source.kind === 'combine')
    return source.operation === 'product' || source.operation === 'sum' ? 'number' : 'datetime';
  if (source.kind === 'first')
    return source.rules[0] === undefined ? 'text' : suggested(source.rules[0], descriptor);
  if (source.kind !== 'from') return 'text';
  const [reference] = source.references;
  return reference?.kind === 'native'
    ? natural[descriptor.fields.get(reference.path.declared)?.type ?? 'text']
    : 'text';
}

function readsList(rule: Rule, descriptor: Descriptor): boolean {
  if (rule.pickLowest || rule.source.kind !== 'from') return false;
  return rule.source.references.some(
    (reference) =>
      reference.kind === 'native' &&
      (reference.path.isList || descriptor.fields.get(reference.path.declared)?.type === 'list-semicolon'),
  );
}
