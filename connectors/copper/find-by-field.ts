import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type NativeId,
  type RecordKey,
  type VendorSession,
} from '../../src/connector-kit/index.ts';
import { search } from './search.ts';

/** Several with one key are a mistake of somebody's; a person needs no more of them to see that. */
const mostFound = 5;

/**
 * Opportunities whose custom field has the value. Fields that cannot be filtered are refused by Copper; text of
 * lines never can: https://developer.copper.com/custom-fields/general/search-entity-leads-people-etc-by-custom-field.html
 * (2026-11-22). How a text is compared is not documented: what is not quite the value is left out here.
 */
export async function findByField(
  session: VendorSession,
  { field, value }: RecordKey,
): Promise<readonly NativeId[]> {
  const filter = { custom_field_definition_id: Number(field), value };
  const { rows } = await search(session, { sort_by: 'date_created', custom_fields: [filter] });
  return rows
    .filter((row) => valuesOf(row, field).includes(value))
    .slice(0, mostFound)
    .map((row) => String(row['id']));
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
