import { plans, regions } from '../../../../src/sandbox-kit/index.ts';
import type { NamedEntry } from './named-lists.ts';

export type DataType =
  | 'String'
  | 'Text'
  | 'Dropdown'
  | 'MultiSelect'
  | 'Date'
  | 'Checkbox'
  | 'Float'
  | 'URL'
  | 'Percentage'
  | 'Currency'
  | 'Connect';

export interface CustomDefinition {
  readonly id: number;
  readonly name: string;
  readonly dataType: DataType;
  readonly availableOn: readonly string[];
  readonly filterable: boolean;
  readonly currency?: string;
  readonly options?: readonly NamedEntry[];
  readonly connectedId?: number;
}

export const planOptions: readonly NamedEntry[] = plans.map((name, at) => ({ id: 640_001 + at, name }));
export const regionOptions: readonly NamedEntry[] = regions.map((name, at) => ({ id: 640_011 + at, name }));

/** An option that deals still name although it was removed from its field. */
export const removedOption = 640_077;

/** A definition that deals still name although it was deleted. */
export const deletedDefinition = 380_099;

const deals = ['opportunity'] as const;

/** One field for each type of data there is, and one that deals do not have. */
export const customDefinitions: readonly CustomDefinition[] = [
  { id: 380_001, name: 'NDA signed', dataType: 'Checkbox', availableOn: deals, filterable: true },
  {
    id: 380_002,
    name: 'Setup fee',
    dataType: 'Currency',
    availableOn: deals,
    filterable: true,
    currency: 'EUR',
  },
  { id: 380_003, name: 'Go-live', dataType: 'Date', availableOn: deals, filterable: true },
  {
    id: 380_004,
    name: 'Plan',
    dataType: 'Dropdown',
    availableOn: ['opportunity', 'project'],
    filterable: true,
    options: planOptions,
  },
  {
    id: 380_005,
    name: 'Regions',
    dataType: 'MultiSelect',
    availableOn: deals,
    filterable: true,
    options: regionOptions,
  },
  { id: 380_006, name: 'Seats factor', dataType: 'Float', availableOn: deals, filterable: true },
  { id: 380_007, name: 'Discount', dataType: 'Percentage', availableOn: deals, filterable: true },
  { id: 380_008, name: 'PO number', dataType: 'String', availableOn: deals, filterable: false },
  { id: 380_009, name: 'Scope', dataType: 'Text', availableOn: deals, filterable: false },
  { id: 380_010, name: 'Contract link', dataType: 'URL', availableOn: deals, filterable: true },
  {
    id: 380_011,
    name: 'Partner',
    dataType: 'Connect',
    availableOn: deals,
    filterable: false,
    connectedId: 380_012,
  },
  {
    id: 380_012,
    name: 'Partner of',
    dataType: 'Connect',
    availableOn: ['person'],
    filterable: false,
    connectedId: 380_011,
  },
  { id: 380_013, name: 'ERP number', dataType: 'String', availableOn: deals, filterable: false },
  { id: 380_014, name: 'Shoe size', dataType: 'Float', availableOn: ['person', 'lead'], filterable: true },
];

const byId = new Map(customDefinitions.map((definition) => [definition.id, definition]));

export function findDefinition(id: number): CustomDefinition | undefined {
  return byId.get(id);
}

/** The field of deals that has this id. */
export function findDealDefinition(id: number): CustomDefinition | undefined {
  const definition = byId.get(id);
  return definition?.availableOn.includes('opportunity') === true ? definition : undefined;
}

/** What a field of deals holds while nobody has set it. */
export function emptyValue({ dataType }: CustomDefinition): null | false | readonly [] {
  if (dataType === 'Checkbox') return false;
  return dataType === 'MultiSelect' || dataType === 'Connect' ? [] : null;
}
