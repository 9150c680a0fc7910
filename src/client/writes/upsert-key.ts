import type { CustomFieldDefinition } from '../../connector-kit/resource.ts';
import type { RecordKey } from '../../connector-kit/writes.ts';
import { suggest } from '../../mapping/did-you-mean.ts';
import { isJsonObject, type JsonValue } from '../../model/json.ts';
import { ClientError } from '../client-error.ts';
import { isPlainObject } from '../../model/json-copy.ts';

/** A key of an upsert whose field is known. */
export interface ResolvedKey {
  readonly key: RecordKey;
  /** Undefined where the account does not show its custom fields. */
  readonly definition: CustomFieldDefinition | undefined;
}

/**
 * Finds the field by its id, or by a label that only one field has.
 *
 * @throws ClientError `bad-option`, for a field of another type than text or number as well.
 */
export function resolveKey(given: unknown, catalogue: readonly CustomFieldDefinition[]): ResolvedKey {
  if (!isPlainObject(given) || !isText(given['field']) || !isText(given['value'])) {
    throw new ClientError('bad-option', 'The key of an upsert names no field and value.', {
      hint: 'Pass key: { field, value }, both texts that are not empty.',
    });
  }
  const { field, value } = given;
  const byLabel = catalogue.filter(({ label }) => label === field);
  const definition =
    catalogue.find(({ key }) => key === field) ?? (byLabel.length === 1 ? byLabel[0] : undefined);
  if (definition !== undefined) {
    refuseOtherForms(definition);
    return { key: { field: definition.key, value }, definition };
  }
  if (catalogue.length === 0) return { key: { field, value }, definition };
  const known = catalogue.flatMap(({ key, label }) => [key, label]);
  throw new ClientError(
    'bad-option',
    byLabel.length > 1
      ? `Several custom fields are called "${field}".`
      : `There is no custom field "${field}".`,
    {
      hint:
        byLabel.length > 1
          ? `Name it by its id: ${byLabel.map(({ key }) => key).join(', ')}.`
          : (suggest(field, known) ?? 'Name a custom field by its id or its label.'),
    },
  );
}

/** Kinds of field whose values the vendor keeps, and compares, as they are read. */
const comparable: ReadonlySet<string> = new Set(['text', 'url', 'number', 'reference']);

/** An option that is looked for by its label, or a day by its text, is not found, and is created once more. */
function refuseOtherForms({ label, type }: CustomFieldDefinition): void {
  if (comparable.has(type)) return;
  throw new ClientError('bad-option', `"${label}" cannot be the key: it is a field of the type ${type}.`, {
    hint: 'Take a field of text as the key, or update the record by its id.',
  });
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/**
 * The input together with its key, so that the next upsert finds the record.
 *
 * @throws ClientError `bad-option` where the input gives the field another value.
 */
export function withKey(input: object, { key, definition }: ResolvedKey): object {
  const given: unknown = Reflect.get(input, 'customFields') ?? [];
  // Anything else is for the mapping to refuse.
  if (!Array.isArray(given)) return input;
  const same = given.filter(
    (item: JsonValue) =>
      isJsonObject(item) &&
      (item['id'] === key.field || (definition !== undefined && item['name'] === definition.label)),
  );
  if (same.length === 0) {
    return { ...input, customFields: [...given, { id: key.field, value: keyValue({ key, definition }) }] };
  }
  if (same.every((item: JsonValue) => isJsonObject(item) && String(item['value']) === key.value))
    return input;
  throw new ClientError('bad-option', `customFields gives ${key.field} another value than the key.`, {
    hint: 'Leave it out of customFields: the key is written anyway.',
  });
}

function keyValue({ key, definition }: ResolvedKey): JsonValue {
  const isNumber = definition?.type === 'number';
  const number = Number(key.value);
  return isNumber && Number.isFinite(number) ? number : key.value;
}
