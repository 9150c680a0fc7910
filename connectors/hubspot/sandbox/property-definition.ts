import type { JsonObject } from '../../../src/sandbox-kit/index.ts';

export type PropertyType =
  'string' | 'number' | 'bool' | 'enumeration' | 'datetime' | 'date' | 'phone_number' | 'object_coordinates';

/** One property of an object: https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide (2026-11-22). */
export interface PropertyDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: PropertyType;
  readonly fieldType: string;
  readonly readOnly: boolean;
  readonly custom: boolean;
  /** Value and label; empty for options that live elsewhere. */
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly externalOptions: boolean;
  readonly referencesOwner: boolean;
  readonly unique: boolean;
  readonly group: string;
  /** What an option says besides its label, by its value. */
  readonly optionTraits: Readonly<Record<string, JsonObject>>;
  /** Rises with every change of definitions; 0 for those of the start. */
  readonly serial: number;
  readonly more: JsonObject;
}

export interface PropertyTraits {
  readonly readOnly?: boolean;
  readonly custom?: boolean;
  readonly options?: readonly (readonly [value: string, label: string])[];
  readonly externalOptions?: boolean;
  readonly referencesOwner?: boolean;
  readonly unique?: boolean;
  readonly group?: string;
  readonly more?: JsonObject;
}

/** Fills in what most properties have in common. */
export function property(
  name: string,
  label: string,
  type: PropertyType,
  fieldType: string,
  traits: PropertyTraits = {},
): PropertyDefinition {
  return {
    name,
    label,
    type,
    fieldType,
    readOnly: traits.readOnly ?? isCalculated(fieldType),
    custom: traits.custom ?? false,
    options: traits.options ?? [],
    externalOptions: traits.externalOptions ?? false,
    referencesOwner: traits.referencesOwner ?? false,
    unique: traits.unique ?? false,
    group: traits.group ?? 'dealinformation',
    optionTraits: {},
    serial: 0,
    more: traits.more ?? {},
  };
}

/** A calculated property changes without moving the record's change time. */
export function isCalculated(fieldType: string): boolean {
  return fieldType.startsWith('calculation');
}

export function isMultiple({ type, fieldType }: PropertyDefinition): boolean {
  return type === 'enumeration' && fieldType === 'checkbox';
}

/** The definition as the properties API shows it. */
export function renderProperty(definition: PropertyDefinition, displayOrder: number): JsonObject {
  const { custom, readOnly } = definition;
  const at = custom ? '2024-03-11T09:30:15.120Z' : '2019-08-06T02:41:08.029Z';
  return {
    updatedAt: at,
    createdAt: at,
    name: definition.name,
    label: definition.label,
    type: definition.type,
    fieldType: definition.fieldType,
    description: '',
    groupName: definition.group,
    options: definition.options.map(([value, label], position) => ({
      label,
      value,
      description: '',
      displayOrder: position,
      hidden: false,
      ...definition.optionTraits[value],
    })),
    ...(definition.referencesOwner ? { referencedObjectType: 'OWNER' } : {}),
    displayOrder: custom ? displayOrder : -1,
    calculated: isCalculated(definition.fieldType) && !custom,
    externalOptions: definition.externalOptions,
    archived: false,
    hasUniqueValue: definition.unique,
    hidden: false,
    // The key is absent, not false, on properties the customer made.
    ...(custom ? { createdUserId: '70001', updatedUserId: '70001' } : { hubspotDefined: true }),
    modificationMetadata: {
      archivable: custom,
      readOnlyDefinition: !custom,
      ...(definition.type === 'enumeration' ? { readOnlyOptions: !custom } : {}),
      readOnlyValue: readOnly,
    },
    formField: !readOnly,
    dataSensitivity: 'non_sensitive',
    ...definition.more,
  };
}
