import type { CustomFieldDefinition, VendorSession } from '../../src/connector-kit/index.ts';
import type { PropertyDefinition } from './native-schema.ts';
import { propertyDefinitions } from './property-definitions.ts';

/**
 * Every deal property that the account added. HubSpot marks its own ones and leaves the mark out on these. All of them
 * can be cleared, check boxes included: a property without a value is one of three states.
 */
export async function customFields(session: VendorSession): Promise<readonly CustomFieldDefinition[]> {
  const definitions = await propertyDefinitions(session);
  return [...definitions.values()].filter(({ hubspotDefined }) => hubspotDefined !== true).map(customField);
}

function customField(property: PropertyDefinition): CustomFieldDefinition {
  const { name, label, description, hasUniqueValue } = property;
  return {
    key: name,
    label: label || name,
    ...(description ? { description } : {}),
    ...shapeOf(property),
    ...(isReadOnly(property)
      ? { access: 'read', because: 'HubSpot works it out' }
      : { access: 'read-write' }),
    ...(hasUniqueValue === true ? { unique: true } : {}),
  };
}

type Shape = Pick<CustomFieldDefinition, 'type' | 'wire' | 'options' | 'refName'>;

/** Property types: https://developers.hubspot.com/docs/api/crm/properties (2026-11-22). Every value travels as text. */
function shapeOf(property: PropertyDefinition): Shape {
  switch (property.type) {
    case 'string':
    case 'phone_number':
      return { type: 'text', wire: 'text' };
    case 'number':
      return { type: isMoney(property) ? 'money' : 'number', wire: 'decimal' };
    case 'bool':
      return { type: 'boolean', wire: 'bool-text' };
    case 'date':
      return { type: 'date', wire: 'date' };
    case 'datetime':
      return { type: 'datetime', wire: 'datetime' };
    case 'enumeration':
      return choiceShape(property);
    default:
      // Coordinates, JSON and whatever comes next: the text as it is.
      return { type: 'unknown', wire: 'text' };
  }
}

function choiceShape({
  fieldType,
  options,
  externalOptions,
  referencedObjectType,
}: PropertyDefinition): Shape {
  if (fieldType === 'booleancheckbox' && (options ?? []).every(isBoolean)) {
    return { type: 'boolean', wire: 'bool-text' };
  }
  const wire = fieldType === 'checkbox' ? 'list-semicolon' : 'choice';
  if (referencedObjectType) {
    return { type: 'reference', wire: wire === 'choice' ? 'id' : wire, refName: referencedObjectType };
  }
  const type = wire === 'choice' ? 'option' : 'options';
  // HubSpot keeps such options elsewhere and lists none, which does not mean that there are none.
  if (externalOptions === true && (options ?? []).length === 0) return { type, wire };
  const labels = Object.fromEntries((options ?? []).map(({ value, label }) => [value, label]));
  return { type, wire, options: labels };
}

function isBoolean({ value }: { readonly value: string }): boolean {
  return value === 'true' || value === 'false';
}

function isMoney({ showCurrencySymbol, numberDisplayHint }: PropertyDefinition): boolean {
  return showCurrencySymbol === true || numberDisplayHint === 'currency';
}

/** `calculated` says nothing about custom properties, so the kind of field is looked at too. */
function isReadOnly({ calculated, fieldType, modificationMetadata }: PropertyDefinition): boolean {
  return (
    calculated === true ||
    modificationMetadata?.readOnlyValue === true ||
    (fieldType ?? '').startsWith('calculation')
  );
}
