import {
  isJsonObject,
  type FieldFailure,
  type JsonObject,
  type JsonValue,
} from '../../../src/connector-kit/index.ts';

/** HubSpot's code for a value that another record has, of a property that keeps its values unique. */
export const takenCode = 'CONFLICTING_UNIQUE_VALUE';

/** The record that has a value already, where a refusal says which. */
export function holderOf(message: string, context?: JsonValue): readonly string[] {
  const told = isJsonObject(context) ? context['existingId'] : undefined;
  const listed = (Array.isArray(told) ? told : [told]).filter(
    (id) => typeof id === 'string' || typeof id === 'number',
  );
  if (listed.length > 0) return listed.map(String);
  const [, id, other] = /Existing ID: (\d{1,20})\b|^(\d{1,20}) already has that value/i.exec(message) ?? [];
  const found = id ?? other;
  return found === undefined ? [] : [found];
}

/**
 * What a conflict is about that lists no property: one that was sent and that its words name. Such answers are known of
 * contacts: https://github.com/HubSpot/hubspot-api-nodejs/issues/545 (2024-09-17).
 */
export function conflictFailures(body: JsonObject, sent: JsonValue | undefined): readonly FieldFailure[] {
  const message = typeof body['message'] === 'string' ? body['message'] : '';
  const records = holderOf(message, body['context']);
  const words = new Set(message.split(/[^\w]+/));
  const named = sentNames(sent).filter((name) => words.has(name));
  if (named.length === 0 && records.length === 0) return [];
  const fields = named.length === 0 ? [undefined] : named;
  return fields.map((field) => ({ field, message: 'another record has this value', records }));
}

function sentNames(sent: JsonValue | undefined): readonly string[] {
  const input = isJsonObject(sent) ? sent : {};
  const items = Array.isArray(input['inputs']) ? input['inputs'] : [input];
  const names = items
    .filter(isJsonObject)
    .flatMap(({ properties, idProperty }) => [
      ...(isJsonObject(properties) ? Object.keys(properties) : []),
      ...(typeof idProperty === 'string' ? [idProperty] : []),
    ]);
  return [...new Set(names)];
}
