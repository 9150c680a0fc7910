import type { WriteIssue, WrittenField } from '../../../mapping/write-types.ts';
import { isJsonObject, type JsonValue } from '../../../model/json.ts';
import { fieldsAt, placeOf, type Place } from '../native-name.ts';
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
  /** The item that it is a part of, where it lies within a list. */
  readonly item: JsonValue | undefined;
}

/** A warning for each mapped value that an entry of passThrough replaced with another one. */
export function overridden(
  entry: string,
  replacement: Replacement,
  fields: readonly WrittenField[],
): readonly WriteIssue[] {
  const sent = fields.filter(({ native }) => native !== undefined);
  const found = new Map<string, WriteIssue>();
  for (const { place, planned, item } of lostValues(replacement, [])) {
    const around = fieldsAt(place, sent);
    // Where several fields share a place, such as a list of custom fields, the value tells them apart.
    const exact = around.filter(({ native }) => sameJson(native, planned));
    // A connector may send a list in another form than the record shows it in: what is in its items is the same.
    const ofItem = item === undefined ? [] : fieldsOfItem(place, item, sent);
    const named = [exact, ofItem].find((some) => some.length > 0) ?? around;
    const names = named.length > 0 ? named.map(({ field }) => field) : [entry];
    for (const field of names) {
      const message = `${entry} replaces what is sent as ${place.join('.')}`;
      const hint = 'give the value in one of the two places only';
      if (!found.has(field))
        found.set(field, { field, code: 'overridden', severity: 'warning', message, hint, at: undefined });
    }
  }
  return [...found.values()];
}

/** Leaves of the planned body that this entry changed; what an earlier entry had changed already is not the mapping's. */
function lostValues(
  { planned, before, after }: Replacement,
  place: Place,
  item?: JsonValue,
): readonly LostValue[] {
  if (planned === undefined || sameJson(before, after)) return [];
  const children = childrenOf(planned);
  if (children !== undefined && childrenOf(before) !== undefined && childrenOf(after) !== undefined) {
    return [...children].flatMap(([key, value]) => {
      const inner = {
        planned: value,
        before: childrenOf(before)?.get(key),
        after: childrenOf(after)?.get(key),
      };
      return lostValues(inner, [...place, key], item ?? (isList(planned) ? value : undefined));
    });
  }
  return sameJson(planned, before) ? [{ place, planned, item }] : [];
}

/** The fields in the same part of the record that wrote something of the item. */
function fieldsOfItem(
  [root]: Place,
  item: JsonValue,
  fields: readonly WrittenField[],
): readonly WrittenField[] {
  const found = new Set(leavesOf(item));
  return fields.filter(
    ({ path, native }) => placeOf(path)[0] === root && leavesOf(native).some((leaf) => found.has(leaf)),
  );
}

/** Texts of all single values; ids are numbers in one place and texts in another. */
function leavesOf(value: JsonValue | undefined): readonly string[] {
  const children = childrenOf(value);
  if (children !== undefined) return [...children.values()].flatMap(leavesOf);
  return value === undefined || value === null ? [] : [String(value)];
}

function childrenOf(value: JsonValue | undefined): ReadonlyMap<string, JsonValue> | undefined {
  if (isList(value)) return new Map(value.map((item, index) => [String(index), item]));
  return isJsonObject(value) ? new Map(Object.entries(value)) : undefined;
}
