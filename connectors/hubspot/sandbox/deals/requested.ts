import {
  Refused,
  type JsonObject,
  type JsonValue,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { refusal, unreadable } from '../errors.ts';
import { findLinkTarget, findObjectType, type ObjectType } from '../object-types.ts';
import { isYes } from '../query-values.ts';

/** What a reader wants to see of a record. */
export interface Requested {
  /** Undefined where the default set is meant. */
  readonly properties: readonly string[] | undefined;
  readonly withHistory: readonly string[];
  readonly associations: readonly ObjectType[];
  readonly archived: boolean;
}

/**
 * Reads the query of a list or a single record. Names may be separated by commas, repeated, or both.
 *
 * @throws Refused for an association that is no object type.
 */
export function requestedByQuery({ query }: SandboxRequest): Requested {
  const properties = names(query, 'properties');
  return {
    properties: properties.length === 0 ? undefined : properties,
    withHistory: names(query, 'propertiesWithHistory'),
    associations: names(query, 'associations').flatMap((name) => {
      if (findLinkTarget(name) === undefined)
        throw new Refused(refusal(400, `Unable to infer object type from: ${name}`));
      return findObjectType(name) ?? [];
    }),
    archived: isYes(query.get('archived')),
  };
}

/**
 * Reads the body of a batch read.
 *
 * @throws Refused where a list of names is not one.
 */
export function requestedByBody(body: JsonObject, archived: boolean): Requested {
  const properties = textList(body, 'properties');
  return {
    properties: properties.length === 0 ? undefined : properties,
    withHistory: textList(body, 'propertiesWithHistory'),
    associations: [],
    archived,
  };
}

/** A member that is a list of texts; empty where it is absent or null. */
export function textList(body: JsonObject, name: string): readonly string[] {
  const value = body[name] ?? [];
  if (Array.isArray(value)) return value.map((item) => scalarText(item) ?? '');
  throw new Refused(
    unreadable('Cannot deserialize value of type `java.util.ArrayList<java.lang.String>` from Object value'),
  );
}

/**
 * A text, number or boolean as text; undefined where it is absent or null.
 *
 * @throws Refused for an object or a list.
 */
export function scalarText(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object') return String(value);
  const kind = Array.isArray(value) ? 'Array' : 'Object';
  throw new Refused(unreadable(`Cannot deserialize value of type \`java.lang.String\` from ${kind} value`));
}

function names(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
