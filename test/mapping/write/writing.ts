import type { CustomFieldDefinition } from '../../../src/connector-kit/resource.ts';
import { loadMapping } from '../../../src/mapping/index.ts';
import type { BoundMapping } from '../../../src/mapping/mapping-types.ts';
import type { MappedWrite } from '../../../src/mapping/write-types.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Opportunity } from '../../../src/model/opportunity.ts';
import { contextOf, mappingText, source, type Surroundings } from '../vendor/acme.ts';

/** Acme as it is written to: a field of every kind, and every fact of a descriptor that only writing asks for. */
const descriptorText = `native: acme/deal
empty: ['']
dayZone: America/Los_Angeles
fields:
  id: { type: id, access: read }
  name: { type: text, nullable: false }
  note: { type: text, trim: true }
  memo: { type: text }
  amount: { type: decimal }
  fee: { type: number }
  seats: { type: int }
  calls: { type: int-text }
  currency: { type: text }
  chance: { type: ratio-text }
  share: { type: ratio }
  odds: { type: percent }
  open: { type: bool }
  kind: { type: choice, values: [new, old, none], open: true }
  state: { type: choice, values: [active, won, lost, gone], nullable: false }
  stage: { type: id }
  line: { type: id }
  closed: { type: bool-text, access: read, derivedFrom: [stage] }
  day: { type: date, format: M/D/Y }
  iso: { type: date }
  moved: { type: datetime }
  touched: { type: unix-s }
  seen: { type: unix-ms }
  due: { type: unix-day }
  made: { type: datetime, access: read }
  cause: { type: text }
  firm: { type: id }
  owner.id: { type: id }
  labels: { type: list-semicolon }
  'tags[]': { type: text }
  'label_ids[]': { type: id }
  person: { type: id }
  'people[].id': { type: id }
  'links[].id': { type: id }
  'links[].kind': { type: choice, values: [main, other], open: true }
  'links[].main': { type: bool }
  'links[].left': { type: bool-text }
  'links[].rank': { type: int }
  'links[].share': { type: decimal }
  extra.known: { type: text }
  'fields[]': { type: json }
  'fields[].key': { type: id }
  'fields[].value': { type: json }
lookups:
  stages: { key: id, fields: { name: text, line: id, outcome: text }, load: all }
  lines: { key: id, fields: { name: text }, load: all }
  labels: { key: id, fields: { label: text }, unique: [label], load: all }
  sources: { key: id, fields: { label: text }, load: all }
  firms: { key: id, fields: { name: text }, load: by-key }
  causes: { key: text, fields: { id: id, label: text }, unique: [id, label], load: all, fold: true }
account: { currency: text, timezone: text }
`;

export type Rules = Readonly<Record<string, string>>;

export interface Setting extends Surroundings {
  /** The native record as it is; none for a create. */
  readonly current?: JsonObject;
  readonly overlays?: readonly string[];
  /** Lines of the descriptor, replaced as they stand. */
  readonly descriptor?: readonly (readonly [from: string, to: string])[];
}

/** What a write comes to, in few words. */
export interface Outcome {
  readonly patch: JsonObject;
  /** `field code`, in the order in which they were found. */
  readonly issues: readonly string[];
  readonly mapped: MappedWrite;
}

export function bound(rules: Rules, setting: Setting = {}): BoundMapping<Opportunity> {
  const { descriptor = [], overlays = [], catalogue } = setting;
  const { mapping, findings } = loadMapping({
    descriptor: source('acme.native.yaml', descriptor.reduce(replaced, descriptorText)),
    mapping: source('acme.yaml', mappingText(rules)),
    overlays: overlays.map((text, index) => source(`overlay-${index + 1}.yaml`, text)),
    ...(catalogue === undefined ? {} : { catalogue }),
  });
  if (mapping === undefined) throw new Error(findings.map(({ message }) => message).join('\n'));
  return mapping.bind(contextOf(setting));
}

function replaced(text: string, [from, to]: readonly [string, string]): string {
  if (text.split(from).length !== 2) throw new Error(`"${from}" is not in the descriptor exactly once`);
  return text.replace(from, () => to);
}

/** Writes to a record that exists, unless `current` says otherwise. */
export function write(rules: Rules, input: unknown, setting: Setting = {}): Outcome {
  return outcome(bound(rules, setting).write(input as JsonObject, setting.current ?? { id: 1, name: 'n' }));
}

export function create(rules: Rules, input: JsonObject, setting: Setting = {}): Outcome {
  return outcome(bound(rules, setting).write({ title: 'n', ...input }));
}

function outcome(mapped: MappedWrite): Outcome {
  const issues = mapped.issues.map(({ field, code }) => `${field} ${code}`);
  return { patch: mapped.patch, issues, mapped };
}

/** The one thing there is to say. */
export function refusal({ mapped: { issues } }: Outcome): string {
  const [issue, ...more] = issues;
  if (issue === undefined || more.length > 0) throw new Error(`expected one issue, found ${issues.length}`);
  return issue.hint === undefined ? issue.message : `${issue.message} – ${issue.hint}`;
}

export const byKey = '{ collect: extra.*, catalogue: customFields, item: { id: $key, value: $value } }';
export const byItem = "{ collect: 'fields[]', catalogue: customFields, item: { id: key, value: value } }";

export function option(
  key: string,
  label: string,
  more: Partial<CustomFieldDefinition> = {},
): CustomFieldDefinition {
  return { key, label, type: 'option', wire: 'id', ...more };
}
