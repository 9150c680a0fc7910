import {
  undefinedIfNotFound,
  VendorError,
  type LookupRow,
  type VendorSession,
} from '../../src/connector-kit/index.ts';
import { ObjectTags, type PropertyDefinition } from './native-schema.ts';
import { pathsOf } from './paths.ts';
import { propertyDefinitions } from './property-definitions.ts';

type Rows = (session: VendorSession) => Promise<readonly LookupRow[]>;

/** Labels of a property's options, by the value that deals carry. */
export function optionRows(name: string): Rows {
  return async (session) => rowsOf((await propertyDefinitions(session)).get(name));
}

/** As `optionRows`, but none while the property holds free text: HubSpot's own reasons do until people change that. */
export function enumerationRows(name: string): Rows {
  return async (session) => {
    const property = (await propertyDefinitions(session)).get(name);
    return property?.type === 'enumeration' ? rowsOf(property) : [];
  };
}

/**
 * Names of tags: the options of their property, else the object tags themselves where the account has them and shows
 * them; they came with the beta of 2026-09, so that their absence is no failure.
 */
export async function tagRows(session: VendorSession): Promise<readonly LookupRow[]> {
  const options = await optionRows('hs_tag_ids')(session);
  const path = pathsOf(session).objectTags;
  if (options.length > 0 || path === undefined) return options;
  const tags = await undefinedIfNotFound(session.request({ method: 'GET', path }, ObjectTags)).catch(
    orRefused,
  );
  return (tags?.results ?? []).map(({ id, name, label }) => row(id, name ?? label ?? id));
}

function orRefused(error: unknown): undefined {
  if (error instanceof VendorError && error.code === 'permission') return undefined;
  throw error;
}

function rowsOf(property: PropertyDefinition | undefined): LookupRow[] {
  return (property?.options ?? []).map(({ value, label }) => row(value, label));
}

function row(id: string, label: string): LookupRow {
  return { key: id, columns: { id, label } };
}
