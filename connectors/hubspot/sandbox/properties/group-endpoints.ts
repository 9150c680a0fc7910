import {
  answer,
  type JsonObject,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { requestedTable, type Context } from '../context.ts';
import { scalarText } from '../deals/requested.ts';
import type { Endpoint } from '../endpoint.ts';
import { bodyObject, correlationId, invalid, notFound, refusal, unreadable } from '../errors.ts';
import { anyReadScope, schemaWriteScopes } from '../scopes.ts';
import { namePattern } from './definition-types.ts';
import type { PropertyGroup } from './property-catalogue.ts';

/** Groups of properties. */
export function groupEndpoints(context: Context): readonly Endpoint[] {
  const common = { budget: 'general', area: 'properties' } as const;
  const read = { ...common, method: 'GET', scopes: anyReadScope } as const;
  const write = { ...common, scopes: schemaWriteScopes } as const;
  const path = '/:type/groups';
  const onePath = `${path}/:group`;
  return [
    { ...read, path, handle: (request) => listGroups(context, request) },
    { ...read, path: onePath, handle: (request) => oneGroup(context, request) },
    { ...write, method: 'POST', path, handle: (request) => createGroup(context, request) },
    { ...write, method: 'PATCH', path: onePath, handle: (request) => editGroup(context, request) },
    { ...write, method: 'DELETE', path: onePath, handle: (request) => archiveGroup(context, request) },
  ];
}

function render({ name, label, displayOrder }: PropertyGroup): JsonObject {
  return { name, label, displayOrder, archived: false };
}

function listGroups(context: Context, request: SandboxRequest): SandboxAnswer {
  const { groups } = requestedTable(context, request).catalogue;
  return answer(200, { results: [...groups.values()].map(render) });
}

function oneGroup(context: Context, request: SandboxRequest): SandboxAnswer {
  const found = requestedTable(context, request).catalogue.groups.get(request.params['group'] ?? '');
  return found === undefined ? notFound() : answer(200, render(found));
}

function createGroup(context: Context, request: SandboxRequest): SandboxAnswer {
  const { groups } = requestedTable(context, request).catalogue;
  const body = bodyObject(request) ?? {};
  const [name, label] = [scalarText(body['name']) ?? '', scalarText(body['label']) ?? ''];
  if (name === '' || label === '') return unreadable('Some required fields were not set: [name, label]');
  if (!namePattern.test(name)) return invalid(`The name "${name}" of a property group is not valid.`);
  if (groups.has(name))
    return refusal(409, `A property group named '${name}' already exists.`, 'OBJECT_ALREADY_EXISTS');
  const group = { name, label, displayOrder: orderOf(body) ?? -1 };
  groups.set(name, group);
  return answer(201, render(group));
}

function orderOf({ displayOrder }: JsonObject): number | undefined {
  return typeof displayOrder === 'number' ? displayOrder : undefined;
}

function editGroup(context: Context, request: SandboxRequest): SandboxAnswer {
  const { groups } = requestedTable(context, request).catalogue;
  const body = bodyObject(request) ?? {};
  const found = groups.get(request.params['group'] ?? '');
  if (found === undefined) return notFound();
  const edited = {
    ...found,
    label: scalarText(body['label']) ?? found.label,
    displayOrder: orderOf(body) ?? found.displayOrder,
  };
  groups.set(found.name, edited);
  return answer(200, render(edited));
}

/** The refusal is packed into its message: https://github.com/scopiousdigital/kalup/blob/main/docs/hubspot.md (2026-10-01). */
function archiveGroup(context: Context, request: SandboxRequest): SandboxAnswer {
  const { groups, definitions } = requestedTable(context, request).catalogue;
  const name = request.params['group'] ?? '';
  if (!groups.has(name)) return notFound();
  if ([...definitions.values()].some(({ group }) => group === name)) {
    const problem = {
      status: 'error',
      message: "Can't delete or purge a group with active properties",
      correlationId: correlationId(),
      category: 'VALIDATION_ERROR',
      subCategory: 'PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES',
    };
    return refusal(400, JSON.stringify(problem));
  }
  groups.delete(name);
  return answer(204);
}
