import {
  isJsonObject,
  Refused,
  type JsonObject,
  type JsonValue,
  type SandboxAnswer,
} from '../../../../src/sandbox-kit/index.ts';
import { scalarText } from '../deals/requested.ts';
import { refusal, unreadable } from '../errors.ts';
import { property, type PropertyDefinition, type PropertyType } from '../property-definition.ts';
import { calculated, creatableFieldTypes, creatableTypes } from './definition-types.ts';

/** Members of a definition that are kept as they are sent, and what each must be. */
const plainMembers: Readonly<Record<string, 'string' | 'number' | 'boolean'>> = {
  description: 'string',
  displayOrder: 'number',
  hidden: 'boolean',
  formField: 'boolean',
  numberDisplayHint: 'string',
  textDisplayHint: 'string',
  showCurrencySymbol: 'boolean',
  currencyPropertyName: 'string',
};

/**
 * A new definition as its body says, not checked against others yet.
 *
 * @throws Refused where something required is missing or is not what it should be.
 */
export function newDefinition(body: JsonObject, at: string): PropertyDefinition {
  const lacking = ['name', 'label', 'type', 'fieldType', 'groupName'].filter(
    (name) => (scalarText(body[name]) ?? '') === '',
  );
  if (lacking.length > 0)
    throw new Refused(unreadable(`Some required fields were not set: [${lacking.join(', ')}]`));
  if ((scalarText(body['dataSensitivity']) ?? 'non_sensitive') !== 'non_sensitive')
    throw new Refused(refusal(403, 'Missing required scope for: sensitive-data-property-create'));
  const empty = property(scalarText(body['name']) ?? '', '', 'string', 'text', {
    custom: true,
    unique: flag(body, 'hasUniqueValue') ?? false,
    externalOptions: flag(body, 'externalOptions') ?? false,
    referencesOwner: scalarText(body['referencedObjectType']) === 'OWNER',
    more: { displayOrder: -1, formField: false, createdAt: at },
  });
  return withBody(empty, body, at);
}

/**
 * A definition with what a body changes; what it leaves out stays, and so does what cannot change. Options are
 * replaced as a list: https://github.com/scopiousdigital/kalup/blob/main/docs/hubspot.md (2026-10-01).
 *
 * @throws Refused where a member is not what it should be.
 */
export function withBody(base: PropertyDefinition, body: JsonObject, at: string): PropertyDefinition {
  refuseFormula(body);
  const options = optionsOf(body['options']);
  return {
    ...base,
    label: scalarText(body['label']) ?? base.label,
    type: typeOf(body) ?? base.type,
    fieldType: fieldTypeOf(body) ?? base.fieldType,
    group: scalarText(body['groupName']) ?? base.group,
    ...(options === undefined
      ? {}
      : {
          options: options.map(({ value, label }) => [value, label] as const),
          optionTraits: Object.fromEntries(options.map(({ value, traits }) => [value, traits])),
        }),
    more: { ...base.more, ...plainOf(body), updatedAt: at },
  };
}

/** A formula makes a property a calculated one whatever its field type says. */
function refuseFormula(body: JsonObject): void {
  if (body['fieldType'] === calculated || (body['calculationFormula'] ?? null) !== null)
    throw new Refused(refusal(403, 'This sandbox does not calculate properties.'));
}

function typeOf(body: JsonObject): PropertyType | undefined {
  const text = scalarText(body['type']);
  const known = creatableTypes.find((type) => type === text);
  if (text !== undefined && known === undefined) throw new Refused(notOneOf(text, creatableTypes));
  return known;
}

function fieldTypeOf(body: JsonObject): string | undefined {
  const text = scalarText(body['fieldType']);
  if (text !== undefined && !creatableFieldTypes.includes(text))
    throw new Refused(notOneOf(text, creatableFieldTypes));
  return text;
}

function notOneOf(text: string, values: readonly string[]): SandboxAnswer {
  return unreadable(
    `Cannot deserialize value from String "${text}": not one of the values accepted for Enum class: [${values.join(', ')}]`,
  );
}

function plainOf(body: JsonObject): JsonObject {
  const given = Object.entries(plainMembers).filter(([name]) => (body[name] ?? null) !== null);
  return Object.fromEntries(
    given.map(([name, kind]) => {
      const value = body[name] ?? null;
      if (typeof value === kind) return [name, value];
      throw new Refused(unreadable(`Cannot deserialize value of ${name}: a ${kind} was expected`));
    }),
  );
}

function flag(body: JsonObject, name: string): boolean | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === 'boolean') return value;
  throw new Refused(unreadable(`Cannot deserialize value of ${name}: a boolean was expected`));
}

interface GivenOption {
  readonly value: string;
  readonly label: string;
  readonly traits: JsonObject;
}

function optionsOf(given: JsonValue | undefined): readonly GivenOption[] | undefined {
  if (given === undefined || given === null) return undefined;
  if (!Array.isArray(given))
    throw new Refused(unreadable('Cannot deserialize value of type `java.util.ArrayList` from Object value'));
  return given.map((option) => {
    const body: JsonObject = isJsonObject(option) ? option : {};
    const [value, label] = [scalarText(body['value']) ?? '', scalarText(body['label']) ?? ''];
    if (value === '' || label === '')
      throw new Refused(unreadable('Cannot build OptionInput, some of required attributes are not set'));
    const { description, displayOrder, hidden } = body;
    const traits = Object.entries({ description, displayOrder, hidden }).flatMap(([name, trait]) =>
      trait === undefined || trait === null ? [] : [[name, trait] as const],
    );
    return { value, label, traits: Object.fromEntries(traits) };
  });
}
