import {
  isJsonObject,
  VendorError,
  type JsonObject,
  type JsonValue,
  type PlannedRequest,
  type VendorSession,
} from '../../src/connector-kit/index.ts';
import { associatedObjects, type AssociatedObject } from './reading/asked.ts';
import { internalName } from './link-types.ts';
import { AssociationTypes } from './native-schema.ts';
import { pathsOf } from './paths.ts';

/** How a plan names a label, whose number only the account knows: `{contacts.decision_maker}`. */
export function labelSpec(object: AssociatedObject, label: string): JsonObject {
  return { associationCategory: 'USER_DEFINED', associationTypeId: placeholder(object, label) };
}

/** The same for `PlannedRequest.resolve`: kinds of records by placeholder. */
export function labelsToFind(
  object: AssociatedObject,
  labels: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(labels.map((label) => [placeholder(object, label), object]));
}

function placeholder(object: AssociatedObject, label: string): string {
  return `{${object}.${label}}`;
}

/**
 * Puts the numbers of the account's labels into a request, by one small request for each kind of record that is linked:
 * https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associations-schema/guide (2026-11-26).
 *
 * @throws VendorError where the account has no such label.
 */
export async function findLabels(session: VendorSession, request: PlannedRequest): Promise<PlannedRequest> {
  const { resolve = {}, body } = request;
  const specs = new Map<string, JsonObject>();
  for (const object of associatedObjects) {
    const wanted = Object.keys(resolve).filter((key) => resolve[key] === object);
    if (wanted.length === 0) continue;
    const path = pathsOf(session).labels(object);
    const { results } = await session.request({ method: 'GET', path }, AssociationTypes);
    for (const { category, typeId, label } of results) {
      if (!label || category === 'HUBSPOT_DEFINED') continue;
      specs.set(placeholder(object, internalName(label)), {
        associationCategory: category,
        associationTypeId: typeId,
      });
    }
    const missing = wanted.find((key) => !specs.has(key));
    if (missing === undefined) continue;
    throw new VendorError(
      'invalid-request',
      `HubSpot has no label ${missing} for links of deals.`,
      { connector: 'hubspot', method: 'GET', path },
      { hint: 'Write the label in the mapping by its internal name, or add it in the settings of HubSpot.' },
    );
  }
  return body === undefined ? request : { ...request, body: withSpecs(body, specs) };
}

function withSpecs(value: JsonValue, specs: ReadonlyMap<string, JsonObject>): JsonValue {
  if (Array.isArray(value)) return value.map((item) => withSpecs(item, specs));
  if (!isJsonObject(value)) return value;
  const { associationTypeId: id } = value;
  const spec = typeof id === 'string' ? specs.get(id) : undefined;
  if (spec !== undefined) return { ...value, ...spec };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withSpecs(inner, specs)]));
}
