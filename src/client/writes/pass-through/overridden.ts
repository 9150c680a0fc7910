import type { WriteIssue, WrittenField } from '../../../mapping/write-types.ts';
import { isJsonObject, type JsonValue } from '../../../model/json.ts';
import { fieldsAt, type Place } from '../native-name.ts';
import { isList, sameJson } from '../same-json.ts';

/** A body as the connector planned it, and around one entry of passThrough. */
export interface Replacement {
  readonly planned: JsonValue | undefined;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

interface LostValue {
  readonly place: Place;
  readonly planned: JsonValue;
}

/** A warning for each mapped value that an entry of passThrough replaced with another one. */
export function overridden(
  entry: string,
  replacement: Replacement,
  fields: readonly WrittenField[],
): readonly WriteIssue[] {
  const sent = fields.filter(({ native }) => native !== undefined);
  const found = new Map<string, WriteIssue>();
  for (const { place, planned } of lostValues(replacement, [])) {
    const around = fieldsAt(place, sent);
    // Where several fields share a place, such as a list of custom fields, the value tells them apart.
    const exact = around.filter(({ native }) => sameJson(native, planned));
    const named = exact.length > 0 ? exact : around;
    const names = named.length > 0 ? named.map(({ field }) => field) : [entry];
    for (const field of names) {
      const message = `${entry} replaces what is sent as ${place.join('.')}.`;
      const hint = 'Give the value in one of the two places only.';
      if (!found.has(field))
        found.set(field, { field, code: 'overridden', severity: 'warning', message, hint, at: undefined });
    }
  }
  return [...found.values()];
}

/** Leaves of the planned body that this entry changed; what an earlier entry had changed already is not the mapping's. */
function lostValues({ planned, before, after }: Replacement, place: Place): readonly LostValue[] {
  if (planned === undefined || sameJson(before, after)) return [];
  const children = childrenOf(planned);
  if (children !== undefined && childrenOf(before) !== undefined && childrenOf(after) !== undefined) {
    return [...children].flatMap(([key, value]) => {
      const inner = {
        planned: value,
        before: childrenOf(before)?.get(key),
        after: childrenOf(after)?.get(key),
      };
      return lostValues(inner, [...place, key]);
    });
  }
  return sameJson(planned, before) ? [{ place, planned }] : [];
}

function childrenOf(value: JsonValue | undefined): ReadonlyMap<string, JsonValue> | undefined {
  if (isList(value)) return new Map(value.map((item, index) => [String(index), item]));
  return isJsonObject(value) ? new Map(Object.entries(value)) : undefined;
}
