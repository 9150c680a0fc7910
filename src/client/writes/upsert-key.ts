import type { CustomFieldDefinition } from '../../connector-kit/resource.ts';
import type { RecordKey } from '../../connector-kit/writes.ts';
import { customTarget } from '../../mapping/compile/custom-field-reader.ts';
import { suggestAny } from '../../mapping/did-you-mean.ts';
import type { BoundMapping } from '../../mapping/mapping-types.ts';
import type { WriteIssue } from '../../mapping/write-types.ts';
import { isExactDecimal, parseDecimal } from '../../model/decimal.ts';
import { isPlainObject } from '../../model/json-copy.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import { ClientError } from '../client-error.ts';
import { sameJson } from './same-json.ts';

/** What names a record: the value of a custom field that only it has. */
export interface UpsertKey {
  /** Id or label of the custom field. */
  readonly field: string;
  /** In the model's words: the label of an option, a day as `2026-11-30`. */
  readonly value: KeyValue;
}

export type KeyValue = string | number | boolean;

/** A custom field that names records. */
export interface KeyField {
  /** Its key, as in the catalogue. */
  readonly field: string;
  /** Undefined where the account does not show its custom fields. */
  readonly definition: CustomFieldDefinition | undefined;
}

/** A key whose value is known in both languages. */
export interface EncodedKey {
  readonly field: KeyField;
  /** In the model's words, as `customFields` takes it. */
  readonly given: KeyValue;
  /** As it goes over the wire. */
  readonly native: RecordKey;
}

/** @throws ClientError `bad-option` */
export function readKey(given: unknown): UpsertKey {
  const { field, value } = isPlainObject(given) ? given : {};
  if (isText(field) && isKeyValue(value)) return { field, value };
  throw new ClientError('bad-option', 'The key of an upsert names no field and value.', {
    hint: 'Pass key: { field, value }: the id or label of a custom field, and its value, which is not empty.',
  });
}

/**
 * Finds the field by its id, or by a label that only one field has.
 *
 * @throws ClientError `bad-option`
 */
export function resolveKeyField(name: string, catalogue: readonly CustomFieldDefinition[]): KeyField {
  const byLabel = catalogue.filter(({ label }) => label === name);
  const definition =
    catalogue.find(({ key }) => key === name) ?? (byLabel.length === 1 ? byLabel[0] : undefined);
  if (definition !== undefined) return { field: definition.key, definition };
  if (catalogue.length === 0) return { field: name, definition };
  const known = catalogue.flatMap(({ key, label }) => [key, label]);
  throw byLabel.length > 1
    ? new ClientError('bad-option', `Several custom fields are called "${name}".`, {
        hint: `Name it by its id: ${byLabel.map(({ key }) => key).join(', ')}.`,
      })
    : new ClientError('bad-option', `There is no custom field "${name}".`, {
        hint: suggestAny(name, known, 'The account has no custom fields.'),
      });
}

/** The key as the mapping writes it, or why it cannot be one. */
export function encodeKey(
  bound: BoundMapping<Opportunity>,
  field: KeyField,
  value: KeyValue,
): EncodedKey | { readonly issue: WriteIssue } {
  if (holdsSeveral(field.definition)) return { issue: severalValues(field) };
  const given = typedValue(value, field.definition);
  const named = writtenName(field);
  const { fields, issues } = bound.write(inputOf(field, given));
  const issue = issues.find((one) => one.field === named && one.severity === 'error');
  if (issue !== undefined) return { issue };
  const native = fields.find((one) => one.field === named)?.native;
  if (native === undefined || native === null || native === '') return { issue: noValue(field) };
  return { field, given, native: { field: field.field, value: native } };
}

/** True where a record, as it is, has the value in the field. */
export function carriesKey(
  bound: BoundMapping<Opportunity>,
  { field, given }: EncodedKey,
  native: JsonObject,
): boolean {
  const named = writtenName(field);
  const { fields, issues } = bound.write(inputOf(field, given), native);
  const isRefused = issues.some((one) => one.field === named && one.severity === 'error');
  return !isRefused && fields.some((one) => one.field === named && one.native === undefined);
}

/**
 * The input together with its key, so that the next upsert finds the record.
 *
 * @throws ClientError `bad-option` where the input gives the field another value.
 */
export function withKey(bound: BoundMapping<Opportunity>, input: object, key: EncodedKey): object {
  const customFields: unknown = Reflect.get(input, 'customFields');
  const { field, given } = key;
  const item = { id: field.field, value: given };
  if (customFields === undefined) return { ...input, customFields: [item] };
  // Anything else is for the mapping to refuse.
  if (!Array.isArray(customFields)) return input;
  const same = customFields.filter((one: JsonValue) => names(one, field));
  if (same.length === 0) return { ...input, customFields: [...customFields, item] };
  if (same.every((one: JsonValue) => isJsonObject(one) && means(bound, key, one['value']))) return input;
  throw new ClientError('bad-option', `customFields gives ${field.field} another value than the key.`, {
    hint: 'Leave it out of customFields: the key is written anyway.',
  });
}

function names(item: JsonValue, { field, definition }: KeyField): boolean {
  if (!isJsonObject(item)) return false;
  return item['id'] === field || (definition !== undefined && item['name'] === definition.label);
}

function means(
  bound: BoundMapping<Opportunity>,
  { field, native }: EncodedKey,
  value: JsonValue | undefined,
): boolean {
  if (!isKeyValue(value)) return false;
  const other = encodeKey(bound, field, value);
  return 'native' in other && sameJson(other.native.value, native.value);
}

/** Texts of a command line and of spreadsheets stand for numbers and truth values as well. */
function typedValue(value: KeyValue, definition: CustomFieldDefinition | undefined): KeyValue {
  if (typeof value !== 'string' || definition === undefined || definition.options !== undefined) return value;
  switch (customTarget(definition)) {
    case 'number':
    case 'integer':
    case 'percent': {
      const number = parseDecimal(value);
      return number !== undefined && isExactDecimal(value, number) ? number : value;
    }
    case 'boolean':
      return value === 'true' || value === 'false' ? value === 'true' : value;
    default:
      return value;
  }
}

function holdsSeveral(definition: CustomFieldDefinition | undefined): boolean {
  return (
    definition?.type === 'options' || definition?.wire === 'list-semicolon' || definition?.wire === 'json'
  );
}

function inputOf({ field }: KeyField, value: KeyValue): JsonObject {
  return { customFields: [{ id: field, value }] };
}

/** As fields and issues of a write name it. */
function writtenName({ field }: KeyField): string {
  return `customFields[${field}]`;
}

function severalValues(field: KeyField): WriteIssue {
  const { label = field.field, type = 'unknown' } = field.definition ?? {};
  const message = `"${label}" cannot be the key: a field of the type ${type} holds more than one plain value here`;
  return keyIssue(field, message, 'take a field with one text, number, day or option as the key');
}

function noValue(field: KeyField): WriteIssue {
  return keyIssue(field, 'the key is written as nothing, which names no record', 'give a value');
}

function keyIssue(field: KeyField, message: string, hint: string): WriteIssue {
  return { field: writtenName(field), code: 'wrong-type', severity: 'error', message, hint, at: undefined };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

export function isKeyValue(value: unknown): value is KeyValue {
  // Half of a character pair: searches ask for another text than is written.
  if (isText(value)) return value.isWellFormed();
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}
