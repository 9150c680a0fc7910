import type { Layer } from './schema-scope.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';

/** One value that an editor proposes, and what it shows beside it. */
export interface Proposal {
  readonly value: JsonValue;
  readonly doc?: string;
}

/** A value out of a closed set; of an empty one, none. */
export function choice(values: readonly JsonValue[], docs: readonly string[] = []): JsonObject {
  if (values.length === 0) return { not: {} };
  return docs.length === 0 ? { enum: values } : { enum: values, markdownEnumDescriptions: docs };
}

/** Proposes values without refusing any other: what is allowed is said beside it, with a message of its own. */
export function proposing(proposals: readonly Proposal[]): JsonObject {
  if (proposals.length === 0) return {};
  const hasDocs = proposals.some(({ doc }) => doc !== undefined);
  return {
    anyOf: [
      {
        enum: proposals.map(({ value }) => value),
        ...(hasDocs ? { markdownEnumDescriptions: proposals.map(({ doc }) => doc ?? '') } : {}),
      },
      {},
    ],
  };
}

export function refTo(name: string): JsonObject {
  return { $ref: `#/definitions/${name}` };
}

/** One value, or a list of at least one, each once. */
export function oneOrMore(item: JsonObject): JsonObject {
  return { anyOf: [item, { type: 'array', items: item, minItems: 1 }] };
}

/** An object of the properties named and no others. */
export function closed(properties: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: 'object', properties, additionalProperties: false, ...more };
}

/** The schema with what an editor shows beside it. */
export function described(schema: JsonObject, doc: string): JsonObject {
  return { ...schema, markdownDescription: doc };
}

export function fromEntries(entries: readonly (readonly [string, JsonValue])[]): JsonObject {
  return Object.fromEntries(entries);
}

/** A rule that gives a value: an alternative of another, and fields without which a record is of no use. */
export function valueRule(kind: string, layer: Layer): JsonObject {
  return { allOf: [refTo(`${layer}.field.${kind}`), { properties: { unsupported: false, to: false } }] };
}
