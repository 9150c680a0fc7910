import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/model/json.ts';

/** The values that an editor proposes at a place of a file: those of every enumeration that applies there. */
export function offeredAt(schema: JsonObject, keys: readonly string[]): readonly JsonValue[] {
  let places: readonly JsonObject[] = applying(schema, schema);
  for (const key of keys) {
    places = places.flatMap((place) => {
      const below = key === '[]' ? place['items'] : under(place, key);
      return isJsonObject(below) ? applying(below, schema) : [];
    });
  }
  return [...new Set(places.flatMap(({ enum: values }) => (Array.isArray(values) ? values : [])))];
}

/** The keys that an editor proposes there. */
export function keysAt(schema: JsonObject, keys: readonly string[]): readonly string[] {
  let places: readonly JsonObject[] = applying(schema, schema);
  for (const key of keys) {
    places = places.flatMap((place) => {
      const below = under(place, key);
      return isJsonObject(below) ? applying(below, schema) : [];
    });
  }
  const found = places.flatMap(({ properties }) =>
    isJsonObject(properties) ? Object.entries(properties) : [],
  );
  return [...new Set(found.flatMap(([key, value]) => (value === false ? [] : [key])))];
}

function under({ properties, additionalProperties }: JsonObject, key: string): JsonValue | undefined {
  if (isJsonObject(properties) && Object.hasOwn(properties, key)) return properties[key];
  return additionalProperties;
}

/** The schema with all that stands beside it or behind a reference; of conditions, both sides. */
function applying(schema: JsonObject, root: JsonObject): readonly JsonObject[] {
  const { $ref: ref, allOf, anyOf, else: otherwise } = schema;
  const definitions = isJsonObject(root['definitions']) ? root['definitions'] : {};
  const target = typeof ref === 'string' ? definitions[ref.replace('#/definitions/', '')] : undefined;
  const beside = [
    target,
    otherwise,
    ...(Array.isArray(allOf) ? allOf : []),
    ...(Array.isArray(anyOf) ? anyOf : []),
  ];
  return [schema, ...beside.flatMap((part) => (isJsonObject(part) ? applying(part, root) : []))];
}
