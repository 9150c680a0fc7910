import {
  isJsonObject,
  VendorError,
  type CustomFieldDefinition,
  type JsonObject,
  type JsonValue,
  type NativeId,
  type RecordKey,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import { paths } from '../paths.ts';
import { pageSize, search } from './search.ts';

const secondsPerDay = 86_400;

/**
 * Opportunities whose custom field has the value. Fields that cannot be filtered are refused by Copper; text never can:
 * https://developer.copper.com/custom-fields/general/search-entity-leads-people-etc-by-custom-field.html (2026-11-22).
 * How values are compared is not documented: what is not quite the value is left out here.
 *
 * @throws VendorError `invalid-request` where more opportunities are found than one answer shows.
 */
export async function findByField(
  session: VendorSession,
  { field, value }: RecordKey,
  definition?: CustomFieldDefinition,
): Promise<readonly NativeId[]> {
  const condition = conditionOf(value, definition?.type);
  const filter = { custom_field_definition_id: Number(field), ...condition };
  const { rows } = await search(session, { sort_by: 'date_created', custom_fields: [filter] });
  if (rows.length >= pageSize) {
    const message = `Copper: ${pageSize} opportunities or more have this value in the field: it is no key.`;
    const details = { connector: 'copper', method: 'POST', path: paths.search };
    throw new VendorError('invalid-request', message, details);
  }
  // A day is any instant within it: the mapping, which knows the account's calendar, tells which ones are meant.
  const isMeant = (row: JsonObject): boolean =>
    definition?.type === 'date' || valuesOf(row, field).includes(String(value));
  return rows.filter(isMeant).map((row) => String(row['id']));
}

/** The table on the page above: options as a list, days, percentages and amounts as ranges, everything else as it is. */
function conditionOf(value: JsonValue, type: CustomFieldDefinition['type'] | undefined): JsonObject {
  switch (type) {
    case 'option':
      return { value: [value] };
    case 'date':
      // The day in any time zone.
      return {
        minimum_value: Number(value) - secondsPerDay,
        maximum_value: Number(value) + secondsPerDay,
      };
    case 'percent':
    case 'money':
      return { minimum_value: value, maximum_value: value };
    default:
      return { value };
  }
}

/** What the record has in the field, as text. */
function valuesOf(row: JsonObject, field: string): readonly string[] {
  const fields = row['custom_fields'];
  return (Array.isArray(fields) ? fields : []).flatMap((entry: JsonValue) =>
    isJsonObject(entry) && String(entry['custom_field_definition_id']) === field
      ? [String(entry['value'])]
      : [],
  );
}
