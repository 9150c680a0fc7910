import type { JsonObject, NativeChange, NativeId, PlannedRequest } from '../../../src/connector-kit/index.ts';
import { paths } from '../paths.ts';
import { relatedPeople } from '../related-people.ts';
import { relationRequests } from './relation-requests.ts';

/** The request that creates the opportunity, then one for each further contact. */
export function createRequests(change: NativeChange): readonly PlannedRequest[] {
  const first: PlannedRequest = {
    operationId: 'opportunities.create',
    method: 'POST',
    path: paths.opportunities,
    body: createBody(change),
    summary: 'creates the opportunity',
  };
  // Not paths.opportunity: the braces of the placeholder stay as they are.
  return [first, ...relationRequests(`${paths.opportunities}/{id}`, change)];
}

/** All attributes of a new opportunity. A name alone stands for a company that has no id. */
export function createBody(change: NativeChange): JsonObject {
  const { company_id: company, ...rest } = attributesOf(change);
  const isNamed = company === null && typeof rest['company_name'] === 'string';
  return company === undefined || isNamed ? rest : { ...rest, company_id: company };
}

/** None where nothing changes; one for the attributes, and one for each contact that comes or goes. */
export function updateRequests(id: NativeId, change: NativeChange): readonly PlannedRequest[] {
  const { company_name: name, ...others } = attributesOf(change);
  // Which of the two wins in one request is not documented: the company goes first, and its name comes after.
  const isNamedApart = others['company_id'] === null && typeof name === 'string';
  const named: JsonObject = name === undefined ? {} : { company_name: name };
  const bodies = isNamedApart ? [others, named] : [{ ...others, ...named }];
  return [
    ...bodies.filter((body) => Object.keys(body).length > 0).map((body) => updateRequest(id, body)),
    ...relationRequests(paths.opportunity(id), change),
  ];
}

/** https://developer.copper.com/opportunities/update-an-opportunity.html (2026-11-26): what is not named stays, null clears. */
export function updateRequest(id: NativeId, body: JsonObject): PlannedRequest {
  const names = Object.keys(body);
  return {
    operationId: 'opportunities.update',
    method: 'PUT',
    path: paths.opportunity(id),
    body,
    idempotent: true,
    summary: names.length === 0 ? 'changes nothing' : `changes ${names.join(', ')}`,
  };
}

/** For good: there is no bin. */
export function deleteRequest(id: NativeId): PlannedRequest {
  return {
    operationId: 'opportunities.delete',
    method: 'DELETE',
    path: paths.opportunity(id),
    idempotent: true,
    summary: `deletes opportunity ${id} for good`,
  };
}

/** What goes into the body: related people have requests of their own. */
function attributesOf({ patch }: NativeChange): JsonObject {
  const { [relatedPeople]: _people, ...attributes } = patch;
  return attributes;
}
