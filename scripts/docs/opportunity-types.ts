import { opportunityFields } from '../../src/model/opportunity-fields.ts';
import type { FieldSpec } from '../../src/model/field-spec.ts';

/**
 * The types of a record and of what may be written, with the meaning of each field for whoever looks at it in an
 * editor: what zod infers has neither names nor comments.
 */
export function opportunityTypes(): string {
  const all = Object.entries<FieldSpec>(opportunityFields);
  const read = all.filter(([, { access }]) => access !== 'write');
  const written = all.filter(([name, { access }]) => access !== 'read' || name === 'customMappings');
  return [
    '// Made from the fields of the model by `npm run docs`.',
    "import type { CustomField, CustomFieldInput, OpportunityStatus, PassThrough } from './opportunity-parts.ts';",
    "import type { JsonValue } from './json.ts';",
    '',
    '/**',
    ' * One deal of any CRM, as it is read.',
    ' *',
    ' * A key that is absent is a field the vendor does not have; `null` is a field that is empty in this record.',
    ' */',
    'export type Opportunity = {',
    ...read.map(([name, spec]) => member(name, spec, 'read')),
    '};',
    '',
    '/**',
    ' * What may be written of an opportunity. Only the keys that are given are written; `null` clears, an absent key leaves',
    ' * alone. What a vendor cannot take is refused with the reason before anything is sent.',
    ' */',
    'export type OpportunityInput = {',
    ...written.map(([name, spec]) => member(name, spec, 'write')),
    '};',
    '',
  ].join('\n');
}

const always = new Set(['id', 'title']);
const notUndefined = new Set<FieldSpec['type']>(['custom-fields', 'custom-mappings', 'pass-through']);
const inWords: Readonly<Record<string, string>> = {
  customFields: 'By id or label; only the fields named here are written.',
  customMappings: "By key of the connection's own mappings, where their lines can be written.",
};

function member(name: string, spec: FieldSpec, way: 'read' | 'write'): string {
  const sign = way === 'read' && always.has(name) ? '' : '?';
  const words = (way === 'write' ? inWords[name] : undefined) ?? meaning(spec, way);
  return `/** ${words} */\n${name}${sign}: ${typeOf(name, spec, way)};`;
}

function meaning({ type, meaning: words }: FieldSpec, way: 'read' | 'write'): string {
  if (type === 'date') return `${words} \`YYYY-MM-DD\`.`;
  if (type === 'datetime' && way === 'read') return `${words} \`YYYY-MM-DDTHH:mm:ss.sssZ\`.`;
  return words;
}

function typeOf(name: string, spec: FieldSpec, way: 'read' | 'write'): string {
  const { type, list, nullable, values } = spec;
  const one = values === undefined ? plainType(type, way) : 'OpportunityStatus';
  const isNullable = nullable && !(way === 'write' && name === 'customMappings');
  const text = `${one}${list ? '[]' : ''}${isNullable ? ' | null' : ''}`;
  // As the schema has it: undefined says nothing of a field, for those who put an input together from what may be there.
  return way === 'write' && !notUndefined.has(type) ? `${text} | undefined` : text;
}

function plainType(type: FieldSpec['type'], way: 'read' | 'write'): string {
  switch (type) {
    case 'number':
    case 'integer':
    case 'percent':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'custom-fields':
      return way === 'read' ? 'CustomField' : 'CustomFieldInput';
    case 'custom-mappings':
      return 'Record<string, JsonValue>';
    case 'pass-through':
      return 'PassThrough';
    default:
      return 'string';
  }
}
