import type { CustomFieldDefinition } from '../../../src/connector-kit/resource.ts';
import {
  checkMapping,
  loadMapping,
  lookupTablesFromJson,
  type Finding,
  type MappingFiles,
} from '../../../src/mapping/index.ts';
import type {
  CompiledMapping,
  MappingContext,
  MappingResult,
  SourceFile,
} from '../../../src/mapping/mapping-types.ts';
import { opportunityFields } from '../../../src/model/opportunity-fields.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Opportunity } from '../../../src/model/opportunity.ts';

/** A vendor that exists only here, with a field of every native type. */
export const descriptorText = `native: acme/deal
empty: ['']
reserved: [sys_]
fields:
  id: { type: id, access: read }
  name: { type: text }
  note: { type: text, trim: true }
  amount: { type: decimal }
  fee: { type: number }
  currency: { type: text }
  chance: { type: ratio-text }
  share: { type: ratio }
  odds: { type: percent }
  calls: { type: int, access: read }
  mails: { type: int-text, access: read }
  open: { type: bool }
  won: { type: bool-text }
  kind: { type: choice, values: [new, old], open: true }
  state: { type: choice, values: [active, won, lost] }
  verdict: { type: choice, values: [Open, Won, Lost, Abandoned], open: true }
  ruling: { type: choice, values: [Won, Lost], open: true }
  stage: { type: id }
  day: { type: date, format: M/D/Y }
  made: { type: datetime, access: read }
  moved: { type: datetime }
  touched: { type: unix-s, access: read }
  seen: { type: unix-ms, access: read }
  due: { type: unix-day }
  labels: { type: list-semicolon }
  'tags[]': { type: text }
  'people[].id': { type: id, attached: GET /people }
  'people[].role': { type: choice, values: [buyer, user], open: true }
  'people[].main': { type: bool }
  'people[].left': { type: bool-text }
  'people[].rank': { type: int }
  'people[].share': { type: decimal }
  'people[].since': { type: datetime }
  owner.id: { type: id }
  extra.known: { type: text }
  'fields[]': { type: json }
  'fields[].key': { type: id }
  'fields[].keys[]': { type: id }
  'fields[].value': { type: json }
lookups:
  stages: { key: id, fields: { name: text, chance: ratio, closed: bool }, load: all }
  firms: { key: id, fields: { name: text }, load: by-key }
  reasons: { key: text, fields: { id: id }, load: all, fold: true }
account: { currency: text, timezone: text }
`;

const header = `mapping: 1
vendor: acme
unified: opportunity
native: acme/deal
fields:
`;

/** Rules by unified field, each as YAML on one line; everything that is not mentioned is unsupported. */
export function mappingText(rules: Readonly<Record<string, string>>, examples = ''): string {
  const all: Record<string, string> = {};
  for (const field of Object.keys(opportunityFields)) all[field] = `{ unsupported: "not here" }`;
  Object.assign(
    all,
    { id: 'id', title: '{ from: name, default: "" }', customMappings: '{ overlay: true }' },
    rules,
  );
  const lines = Object.entries(all).map(([field, rule]) => `  ${field}: ${rule}\n`);
  return header + lines.join('') + examples;
}

export function acmeFiles(
  rules: Readonly<Record<string, string>>,
  { examples = '', overlays = [], catalogue }: AcmeOptions = {},
): MappingFiles {
  return {
    descriptor: source('acme.native.yaml', descriptorText),
    mapping: source('acme.yaml', mappingText(rules, examples)),
    overlays: overlays.map((text, index) => source(`overlay-${index + 1}.yaml`, text)),
    ...(catalogue === undefined ? {} : { catalogue }),
  };
}

export interface AcmeOptions {
  readonly examples?: string;
  readonly overlays?: readonly string[];
  readonly catalogue?: readonly CustomFieldDefinition[];
}

export function source(file: string, text: string): SourceFile {
  return { file, text };
}

export function compiled(
  rules: Readonly<Record<string, string>>,
  options: AcmeOptions = {},
): CompiledMapping<Opportunity> {
  const { mapping, findings } = loadMapping(acmeFiles(rules, options));
  if (mapping === undefined) throw new Error(findings.map(shown).join('\n'));
  return mapping;
}

export interface Surroundings {
  readonly lookups?: unknown;
  readonly currency?: string;
  readonly timezone?: string;
  readonly catalogue?: readonly CustomFieldDefinition[];
}

export function contextOf({
  lookups = {},
  currency,
  timezone,
  catalogue,
}: Surroundings = {}): MappingContext {
  return {
    lookups: lookupTablesFromJson(lookups),
    account: { currency: currency ?? null, timezone: timezone ?? null },
    ...(catalogue === undefined ? {} : { catalogue }),
  };
}

export function readWith(
  rules: Readonly<Record<string, string>>,
  native: JsonObject,
  surroundings: Surroundings = {},
): MappingResult<Opportunity> {
  return compiled(rules).bind(contextOf(surroundings)).read(native);
}

/** The value of one rule, and the codes of the issues it raised. */
export function readField(
  field: keyof Opportunity,
  rule: string,
  native: JsonObject,
  surroundings: Surroundings = {},
): { readonly value: unknown; readonly issues: readonly string[] } {
  const { record, issues } = readWith({ [field]: rule }, { id: 1, ...native }, surroundings);
  return { value: record?.[field], issues: issues.map(({ code }) => code) };
}

/** What the checker says, `code line:column` first. */
export function findingsOf(
  rules: Readonly<Record<string, string>>,
  options: AcmeOptions = {},
): readonly Finding[] {
  return checkMapping(acmeFiles(rules, options));
}

function shown({ code, file, line, column, message }: Finding): string {
  return `${code} ${file}:${line}:${column} ${message}`;
}
