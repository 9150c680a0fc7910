import { nativeTypes, type CustomFieldDefinition, type NativeType } from '../../connector-kit/resource.ts';
import type { UnifiedType } from '../../model/field-spec.ts';
import { isJsonObject, type JsonValue } from '../../model/json.ts';
import { CustomFieldType, type CustomField } from '../../model/opportunity.ts';
import { codec, Remarkable, Unreadable, type Decode } from './codec.ts';
import type { Descriptor } from './descriptor.ts';
import type { LoadedMapping } from './load-files.ts';
import type { LookupTables } from '../mapping-types.ts';
import { accessor } from './native-path.ts';
import type { Rule, Source } from './rule.ts';
import { cut, type Run } from './run.ts';

type Collect = Extract<Source, { kind: 'collect' }>;
type ReadItem = (raw: unknown, run: Run) => CustomField;

export interface CollectPlan {
  read(native: unknown, run: Run): CustomField[];
}

const unifiedTypeOf: Readonly<Record<CustomFieldType, UnifiedType | undefined>> = {
  text: 'text',
  number: 'number',
  money: 'number',
  percent: 'number',
  date: 'date',
  datetime: 'datetime',
  boolean: 'boolean',
  option: 'text',
  options: 'text',
  url: 'text',
  reference: 'id',
  unknown: undefined,
};

/** Prepares the custom fields of one account: one entry per definition, then whatever the record has besides. */
export function compileCollect(
  rule: Rule,
  source: Collect,
  { descriptor, vendorPaths }: LoadedMapping,
  catalogue: readonly CustomFieldDefinition[],
  run: () => Run,
): CollectPlan {
  const known = new Map(
    catalogue.map((definition) => [definition.key, itemReader(rule, definition, descriptor, run)]),
  );
  const values = source.path.text.endsWith('.*')
    ? keyedValues(source, descriptor, vendorPaths)
    : listedValues(source);
  return {
    read(native, current) {
      const found = values(native);
      const fields: CustomField[] = [];
      for (const [key, readItem] of known) fields.push(readItem(found.get(key), current));
      for (const [key, raw] of found) {
        if (!known.has(key)) fields.push({ id: key, name: null, type: 'unknown', value: plainJson(raw) });
      }
      current.trace?.steps.push({
        path: source.path.text,
        native: cut(found.size),
        steps: [`${known.size} defined`],
        value: fields.length,
        used: fields.length > 0,
      });
      return fields;
    },
  };
}

/** Values of an object's keys, those that the descriptor declares or reserves aside. */
function keyedValues(
  { path }: Collect,
  { reserved }: Descriptor,
  vendorPaths: ReadonlySet<string>,
): (native: unknown) => ReadonlyMap<string, unknown> {
  const prefix = path.text.slice(0, -2);
  const read = accessor({ ...path, steps: path.steps.slice(0, -1) });
  return (native) => {
    const found = new Map<string, unknown>();
    const container = read(native);
    if (!isJsonObject(container)) return found;
    for (const key of Object.keys(container)) {
      if (vendorPaths.has(`${prefix}.${key}`) || reserved.some((start) => key.startsWith(start))) continue;
      found.set(key, container[key]);
    }
    return found;
  };
}

function listedValues({ path, idKey, valueKey }: Collect): (native: unknown) => ReadonlyMap<string, unknown> {
  const read = accessor({ ...path, steps: path.steps.slice(0, -1) });
  return (native) => {
    const found = new Map<string, unknown>();
    const list = read(native);
    if (!Array.isArray(list)) return found;
    for (const item of list) {
      if (!isJsonObject(item) || !Object.hasOwn(item, idKey)) continue;
      const id = item[idKey];
      if (typeof id === 'string' || typeof id === 'number')
        found.set(String(id), Object.hasOwn(item, valueKey) ? item[valueKey] : null);
    }
    return found;
  };
}

function itemReader(
  rule: Rule,
  definition: CustomFieldDefinition,
  descriptor: Descriptor,
  run: () => Run,
): ReadItem {
  const { key, label, description, type, refName } = definition;
  const convert = valueReader(rule, definition, descriptor, run);
  return (raw, current) => ({
    id: key,
    name: label,
    ...(description === undefined ? {} : { description }),
    type,
    value: convert(raw, current),
    ...(refName === undefined ? {} : { refName }),
  });
}

function valueReader(
  rule: Rule,
  { key, type, wire, options }: CustomFieldDefinition,
  descriptor: Descriptor,
  run: () => Run,
): (raw: unknown, run: Run) => JsonValue {
  const unified = unifiedTypeOf[type];
  const decode: Decode | undefined =
    unified === undefined
      ? undefined
      : codec(wire, unified, { dateInZone: () => run().dateInZone, dateFormat: undefined, exact: true });
  const field = `customFields[${key}]`;
  const one = (raw: unknown, current: Run): JsonValue => {
    if (raw === null || raw === undefined || (typeof raw === 'string' && descriptor.empty.has(raw)))
      return null;
    if (options !== undefined && (typeof raw === 'string' || typeof raw === 'number'))
      return Object.hasOwn(options, String(raw)) ? (options[String(raw)] ?? null) : String(raw);
    if (decode === undefined || (wire === 'json' && typeof raw === 'object')) return plainJson(raw);
    // A value with parts of its own, such as an amount with its currency, is kept whole.
    if (isJsonObject(raw)) return raw;
    const value = decode(raw);
    if (value instanceof Unreadable || value instanceof Remarkable)
      current.issue(rule, value.code, raw, field);
    if (value instanceof Unreadable) return null;
    return value instanceof Remarkable ? value.value : value;
  };
  return (raw, current) => {
    if (wire === 'list-semicolon' && typeof raw === 'string')
      return raw
        .split(';')
        .filter((part) => part !== '')
        .map((part) => one(part, current));
    if (Array.isArray(raw)) return raw.map((item: unknown) => one(item, current));
    return one(raw, current);
  };
}

/** What JSON.parse gave is JSON. */
function plainJson(value: unknown): JsonValue {
  return value === undefined ? null : (value as JsonValue);
}

/** Definitions from a lookup table `customFields`, for those who have no connection at hand. */
export function catalogueFromLookups(lookups: LookupTables): readonly CustomFieldDefinition[] {
  return [...(lookups.get('customFields') ?? [])].map(([key, row]) => {
    const type = CustomFieldType.safeParse(row['type']);
    const wire = nativeTypes.find((candidate): candidate is NativeType => candidate === row['wire']);
    const { options, description, refName } = row;
    return {
      key,
      label: typeof row['name'] === 'string' ? row['name'] : key,
      type: type.success ? type.data : 'unknown',
      wire: wire ?? 'json',
      ...(isJsonObject(options) ? { options: textsOf(options) } : {}),
      ...(typeof description === 'string' ? { description } : {}),
      ...(typeof refName === 'string' ? { refName } : {}),
    };
  });
}

function textsOf(options: Readonly<Record<string, JsonValue>>): Record<string, string> {
  return Object.fromEntries(Object.entries(options).map(([id, label]) => [id, String(label)]));
}
