import {
  isJsonObject,
  type JsonValue,
  type NativeChange,
  type PlannedRequest,
} from '../../../src/connector-kit/index.ts';
import { relatedPeople } from '../related-people.ts';

/**
 * Requests that make the related people of an opportunity those of the change. Related items are added and removed one
 * by one: https://developer.copper.com/related-items/overview.html (2026-11-26).
 *
 * The primary contact needs none: it is set by its own attribute. Where that changes, the one before is taken to be
 * gone from the related people, which no page states: it is added again where it is to stay.
 *
 * @param path of the opportunity.
 */
export function relationRequests(path: string, { patch, current }: NativeChange): readonly PlannedRequest[] {
  if (patch[relatedPeople] === undefined) return [];
  const wanted = idsOf(patch[relatedPeople]);
  const primaryBefore = idOf(current?.['primary_contact_id']);
  const primary =
    patch['primary_contact_id'] === undefined ? primaryBefore : idOf(patch['primary_contact_id']);
  const replaced = primary === primaryBefore ? undefined : primaryBefore;
  const before = new Set(idsOf(current?.[relatedPeople]).filter((id) => id !== replaced));
  const after = new Set(wanted);
  return [
    ...wanted.filter((id) => !before.has(id) && id !== primary).map((id) => relate(path, id)),
    ...[...before].filter((id) => !after.has(id) && id !== primary).map((id) => unrelate(path, id)),
  ];
}

function relate(path: string, id: number): PlannedRequest {
  return {
    operationId: 'opportunities.relate',
    method: 'POST',
    path: `${path}/related`,
    body: { resource: { id, type: 'person' } },
    about: `${relatedPeople}[].id`,
    // Two records are related or not: saying so again adds nothing.
    idempotent: true,
    summary: `adds contact ${id}`,
  };
}

/** Not to be sent twice: what is not related any more is refused. */
function unrelate(path: string, id: number): PlannedRequest {
  return {
    operationId: 'opportunities.unrelate',
    method: 'DELETE',
    path: `${path}/related`,
    body: { resource: { id, type: 'person' } },
    about: `${relatedPeople}[].id`,
    summary: `removes contact ${id}`,
  };
}

function idsOf(people: JsonValue | undefined): readonly number[] {
  return Array.isArray(people)
    ? people.flatMap((person) => (isJsonObject(person) ? (idOf(person['id']) ?? []) : []))
    : [];
}

function idOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
