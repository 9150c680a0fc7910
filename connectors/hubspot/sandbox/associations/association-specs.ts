import { isJsonObject, Refused, type JsonObject, type JsonValue } from '../../../../src/sandbox-kit/index.ts';
import { associationTypes } from './association-types.ts';
import { invalid, unreadable } from '../errors.ts';
import type { ObjectName } from '../object-types.ts';
import { scalarText } from '../deals/requested.ts';

/** How a client names a type of association: https://developers.hubspot.com/docs/api-reference/latest/crm/associations/association-details (2026-11-22). */
export interface AssociationSpec {
  readonly category: string;
  readonly typeId: number;
}

const categories: ReadonlySet<string> = new Set([
  'HUBSPOT_DEFINED',
  'USER_DEFINED',
  'INTEGRATOR_DEFINED',
  'WORK',
]);

/**
 * Reads `[{associationCategory, associationTypeId}]`.
 *
 * @throws Refused where the list or a member is missing or of another kind.
 */
export function readSpecs(types: JsonValue | undefined): readonly AssociationSpec[] {
  if (types === undefined || types === null) throw missing('types');
  if (!Array.isArray(types))
    throw new Refused(unreadable('Cannot deserialize value of type `java.util.ArrayList` from Object value'));
  return types.map((type) => readSpec(isJsonObject(type) ? type : {}));
}

function readSpec(type: JsonObject): AssociationSpec {
  const category = scalarText(type['associationCategory']);
  const typeId = scalarText(type['associationTypeId']);
  if (category === undefined) throw missing('associationCategory');
  if (typeId === undefined) throw missing('associationTypeId');
  if (!categories.has(category) || !/^\d{1,9}$/.test(typeId))
    throw new Refused(unreadable(`Cannot deserialize an association type from "${category}", "${typeId}"`));
  return { category, typeId: Number(typeId) };
}

function missing(name: string): Refused {
  return new Refused(unreadable(`Some required fields were not set: [${name}]`));
}

/** True where two kinds of objects can be linked so: the number alone does not make a type, its category belongs to it. */
export function isKnown(from: ObjectName, to: ObjectName, spec: AssociationSpec): boolean {
  return associationTypes(from, to).some(
    ({ category, typeId }) => typeId === spec.typeId && category === spec.category,
  );
}

/** Refuses types that do not exist, or no types at all. */
export function refuseUnknown(from: ObjectName, to: ObjectName, specs: readonly AssociationSpec[]): void {
  if (specs.length === 0) throw new Refused(invalid('At least one association type must be given.'));
  const unknown = specs.find((spec) => !isKnown(from, to, spec));
  if (unknown !== undefined)
    throw new Refused(
      invalid(
        `Association type ${unknown.typeId} of category ${unknown.category} does not exist between ${from} and ${to}.`,
      ),
    );
}
