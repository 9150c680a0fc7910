import type { CustomFieldDefinition } from '../../../connector-kit/resource.ts';
import { customTarget } from '../../../mapping/compile/custom-field-reader.ts';
import type { CustomMappingType } from '../../../mapping/mapping-types.ts';
import type { JsonValue } from '../../../model/json.ts';
import { opportunityFields } from '../../../model/opportunity-fields.ts';
import { UsageError } from '../../cli-error.ts';
import { parseValue, type ValueType } from './parse-value.ts';
import type { Assignment } from './read-assignments.ts';

/** What `--set` says, with the types of the fields. */
export interface SetValues {
  readonly fields: ReadonlyMap<string, JsonValue>;
  readonly customFields: readonly SetCustomField[];
  readonly customMappings: ReadonlyMap<string, JsonValue>;
}

export interface SetCustomField {
  /** Undefined where the account has no field of this id or label, or does not show them. */
  readonly definition: CustomFieldDefinition | undefined;
  /** As it was given. */
  readonly name: string;
  readonly value: JsonValue;
}

/** What is known of the account's own fields. */
export interface OwnFields {
  readonly catalogue: readonly CustomFieldDefinition[];
  readonly customMappings: ReadonlyMap<string, CustomMappingType>;
}

/** @throws UsageError where a text does not fit its field. */
export function setValues(assignments: readonly Assignment[], own: OwnFields): SetValues {
  const of = (part: Assignment['part']): readonly Assignment[] =>
    assignments.filter((one) => one.part === part);
  return {
    fields: new Map(of('field').map((one) => [one.name, valueOf(one, modelType(one.name))])),
    customFields: of('customFields').map((one) => {
      const definition = definitionOf(one.name, own.catalogue);
      return { definition, name: one.name, value: valueOf(one, customType(definition)) };
    }),
    customMappings: new Map(
      // Of a key that no overlay sets, the mapping says so.
      of('customMappings').map((one) => [one.name, valueOf(one, own.customMappings.get(one.name) ?? text)]),
    ),
  };
}

/** Reads what can be read without asking anybody, so that a slip is found before a connection is opened. */
export function checkModelValues(assignments: readonly Assignment[]): void {
  for (const one of assignments) {
    if (one.part === 'field') valueOf(one, modelType(one.name));
  }
}

const text: ValueType = { type: 'text', list: false };

function valueOf({ flag, texts }: Assignment, type: ValueType): JsonValue {
  const values = texts.map((one) => parseValue(flag, one, type));
  const [first = null] = values;
  if (values.length === 1) return first;
  if (!type.list) {
    throw new UsageError(`${flag} is given ${values.length} times.`, { hint: 'Give it once.' });
  }
  if (values.includes(null)) {
    throw new UsageError(`${flag} is both cleared and set.`, {
      hint: 'Give null alone, or the items alone.',
    });
  }
  return values.flat();
}

function modelType(name: string): ValueType {
  const found = Object.entries(opportunityFields).find(([field]) => field === name)?.[1];
  return found ?? text;
}

function definitionOf(
  name: string,
  catalogue: readonly CustomFieldDefinition[],
): CustomFieldDefinition | undefined {
  const labelled = catalogue.filter(({ label }) => label === name);
  return catalogue.find(({ key }) => key === name) ?? (labelled.length === 1 ? labelled[0] : undefined);
}

function customType(definition: CustomFieldDefinition | undefined): ValueType {
  if (definition === undefined) return text;
  const { type, wire, options } = definition;
  return {
    // Options are named by their labels, whatever their ids are.
    type: options === undefined ? customTarget(definition) : 'text',
    list: type === 'options' || wire === 'list-semicolon',
  };
}
