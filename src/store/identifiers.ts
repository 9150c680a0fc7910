import { storableText } from './storable.ts';

/** What a name may look like in any database we write to; PostgreSQL cuts names at 63 bytes. */
const safeName = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * A table or column name, quoted.
 *
 * @throws RangeError for a name that is not lower-case letters, digits and underscores: no such name is ever ours.
 */
export function quoteIdentifier(name: string): string {
  if (!safeName.test(name))
    throw new RangeError(`Not a safe identifier: ${JSON.stringify(name.slice(0, 80))}`);
  return `"${name}"`;
}

/** Text as a literal, for the statements that take no parameters: those that define a view. */
export function quoteText(text: string): string {
  return `'${storableText(text).replaceAll("'", "''")}'`;
}

/** A camelCase field name as a column name: `closeDate` becomes `close_date`. */
export function columnName(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The table of a model, in the plural: `opportunity` becomes `opportunities`. */
export function tableName(model: string): string {
  return model.endsWith('y') ? `${model.slice(0, -1)}ies` : `${model}s`;
}
