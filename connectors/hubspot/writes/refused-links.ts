import {
  isJsonObject,
  type FieldFailure,
  type JsonObject,
  type JsonValue,
} from '../../../src/connector-kit/index.ts';
import { associatedObjects, type AssociatedObject } from '../reading/asked.ts';
import { linkPath, plainTypeIds, primaryTypeIds } from '../link-types.ts';

/** The words for kinds of records in refusals: https://github.com/HubSpot/hubspot-api-nodejs/issues/646 (2025-06-03). */
const typeWords: Readonly<Record<string, AssociatedObject>> = {
  CONTACT: 'contacts',
  COMPANY: 'companies',
  LEAD: 'leads',
};

/**
 * The links that a refusal of a whole create is about. HubSpot names records that do not exist, one or several, as
 * `CONTACT=7001 is not valid`; where it says no more than that some association is not valid, it is one of those sent.
 */
export function linkFailures(body: JsonObject, sent: JsonValue | undefined): readonly FieldFailure[] {
  const message = typeof body['message'] === 'string' ? body['message'] : '';
  if (!/\bassociations?\b.*\b(?:invalid|not valid)\b/i.test(message)) return [];
  const told = toldRecords(body['context']);
  if (told.size > 0) return failures(told, 'not a record that can be linked');
  return failures(
    sentRecords(sent),
    'one of these, or a kind of link, is not valid; HubSpot does not say which',
  );
}

type Records = ReadonlyMap<AssociatedObject, readonly string[]>;

function failures(records: Records, message: string): FieldFailure[] {
  return [...records].map(([object, ids]) => ({ field: linkPath(object), message, records: ids }));
}

function toldRecords(context: JsonValue | undefined): Records {
  const listed = isJsonObject(context) ? context['INVALID_OBJECT_IDS'] : undefined;
  const said = Array.isArray(listed) ? listed.map(String).join('\n') : '';
  return grouped(
    [...said.matchAll(/(\w+)=(\d{1,20})\b/g)].map(([, type = '', id = '']) => [
      Object.hasOwn(typeWords, type) ? typeWords[type] : undefined,
      id,
    ]),
  );
}

function sentRecords(sent: JsonValue | undefined): Records {
  const links = isJsonObject(sent) && Array.isArray(sent['associations']) ? sent['associations'] : [];
  return grouped(
    links.filter(isJsonObject).map(({ to, types }) => {
      const typeIds = (Array.isArray(types) ? types : []).map((type) =>
        isJsonObject(type) ? type['associationTypeId'] : undefined,
      );
      const object = associatedObjects.find((one) =>
        typeIds.some((typeId) => typeId === plainTypeIds[one] || typeId === primaryTypeIds[one]),
      );
      return [object, isJsonObject(to) ? String(to['id']) : ''];
    }),
  );
}

function grouped(records: readonly (readonly [AssociatedObject | undefined, string])[]): Records {
  const groups = new Map<AssociatedObject, string[]>();
  for (const [object, id] of records) {
    if (object !== undefined) groups.set(object, [...(groups.get(object) ?? []), id]);
  }
  return groups;
}
