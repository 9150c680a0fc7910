import type { WrittenField } from '../../mapping/write-types.ts';

/** A place in a body or a native record, as its keys and positions. */
export type Place = readonly string[];

/** Keys and positions of a path in whatever notation: `properties.amount`, `custom_fields[7001].value`. */
export function placeOf(path: string): Place {
  return path.split(/[.[\]'"]+/).filter((part) => part !== '');
}

/** What a name may mean. */
export type Named = Pick<WrittenField, 'field' | 'path' | 'label'>;

/**
 * The written fields that a vendor means by a name: by the whole path, by its last part, or by the key or the label of
 * a custom field. Several unified fields may be one native field.
 */
export function fieldsNamed<Target extends Named>(
  name: string,
  fields: readonly Target[],
): readonly Target[] {
  const place = placeOf(name);
  const last = place.at(-1);
  if (last === undefined) return [];
  const byPath = fields.filter((field) => {
    const path = placeOf(field.path);
    return path.length > 0 && (endsWith(path, place) || endsWith(place, path));
  });
  if (byPath.length > 0) return byPath;
  return fields.filter(({ field, label }) => field === `customFields[${last}]` || label === name);
}

const position = /^\d+$/;

/**
 * The written fields whose value lies at a place of a request body, around it or within it. A position in a list may
 * be any of the fields that the list holds.
 */
export function fieldsAt(place: Place, fields: readonly WrittenField[]): readonly WrittenField[] {
  return fields.filter(({ path }) => {
    const parts = placeOf(path);
    // A position alone would be any field.
    return place.some((part, start) => !position.test(part) && overlaps(place.slice(start), parts));
  });
}

function overlaps(left: Place, right: Place): boolean {
  const shared = Math.min(left.length, right.length);
  return (
    shared > 0 && left.slice(0, shared).every((part, index) => part === right[index] || position.test(part))
  );
}

function endsWith(place: Place, end: Place): boolean {
  return (
    place.length >= end.length &&
    end.every((part, index) => part === place[place.length - end.length + index])
  );
}
