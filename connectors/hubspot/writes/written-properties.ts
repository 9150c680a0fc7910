import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type NativeChange,
} from '../../../src/connector-kit/index.ts';

/**
 * The properties that a change writes, as text. What the deal has already is left out; `""` clears, since HubSpot does
 * not say what a JSON null does: https://developers.hubspot.com/docs/api/crm/properties (2026-11-22).
 */
export function propertiesBody({ patch, current }: NativeChange): JsonObject {
  const before = propertiesOf(current);
  const written = Object.entries(propertiesOf(patch))
    .map(([name, value]) => [name, textOf(value)] as const)
    .filter(([name, value]) => current === undefined || value !== textOf(ownValue(before, name)));
  return Object.fromEntries(written);
}

function propertiesOf(record: JsonObject | undefined): JsonObject {
  const properties = record?.['properties'];
  return isJsonObject(properties) ? properties : {};
}

function ownValue(properties: JsonObject, name: string): JsonValue {
  return Object.hasOwn(properties, name) ? (properties[name] ?? null) : null;
}

/** A property that is not there, that is null and that is empty is one and the same to HubSpot. */
function textOf(value: JsonValue): JsonValue {
  if (value === null) return '';
  return typeof value === 'object' ? value : String(value);
}
