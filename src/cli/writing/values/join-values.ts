import { isJsonObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import type { SetCustomField, SetValues } from './set-values.ts';

/** What the flags of a command line add to an input. */
export interface FlagValues extends SetValues {
  readonly passThrough: readonly JsonValue[];
}

/** An input with the values of flags in it: they win, field by field, custom field by custom field. */
export function joinValues(input: JsonObject, flags: FlagValues): JsonObject {
  return {
    ...input,
    ...Object.fromEntries(flags.fields),
    ...part('customFields', joinCustomFields(input['customFields'], flags.customFields)),
    ...part('customMappings', joinCustomMappings(input['customMappings'], flags.customMappings)),
    ...part('passThrough', joinPassThrough(input['passThrough'], flags.passThrough)),
  };
}

// Of another form than it should be, a part is left as it is: the mapping refuses it, and with it the whole input.

function joinCustomFields(
  given: JsonValue | undefined = [],
  set: readonly SetCustomField[],
): JsonValue | undefined {
  if (set.length === 0 || !Array.isArray(given)) return undefined;
  const others = given.filter((item: JsonValue) => !set.some((one) => isSame(item, one)));
  return [
    ...others,
    ...set.map(({ definition, name, value }) =>
      definition === undefined ? { name, value } : { id: definition.key, value },
    ),
  ];
}

function isSame(item: JsonValue, { definition, name }: SetCustomField): boolean {
  if (!isJsonObject(item)) return false;
  const names = definition === undefined ? [name] : [definition.key, definition.label];
  // The id decides; an item whose name is that of another field is left for the mapping to refuse.
  const given = typeof item['id'] === 'string' ? item['id'] : item['name'];
  return typeof given === 'string' && names.includes(given);
}

function joinCustomMappings(
  given: JsonValue | undefined = {},
  set: ReadonlyMap<string, JsonValue>,
): JsonValue | undefined {
  if (set.size === 0 || !isJsonObject(given)) return undefined;
  return { ...given, ...Object.fromEntries(set) };
}

function joinPassThrough(
  given: JsonValue | undefined = [],
  added: readonly JsonValue[],
): JsonValue | undefined {
  if (added.length === 0 || !Array.isArray(given)) return undefined;
  return [...given, ...added];
}

function part(name: string, value: JsonValue | undefined): JsonObject {
  return value === undefined ? {} : { [name]: value };
}
