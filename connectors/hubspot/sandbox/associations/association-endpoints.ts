import {
  answer,
  Refused,
  type JsonObject,
  type JsonValue,
  type SandboxAnswer,
  type SandboxRequest,
} from '../../../../src/sandbox-kit/index.ts';
import { associationTypes, type AssociationType } from './association-types.ts';
import { batchAnswer, batchInputs, idOfInput, recordId } from '../deals/batch.ts';
import { requestedTable, type Context } from '../context.ts';
import type { RecordLink } from '../deals/deal-state.ts';
import type { Endpoint } from '../endpoint.ts';
import { bodyObject, invalid, notFound, refusal } from '../errors.ts';
import { associationPage, largestAssociationRead } from '../facts.ts';
import { findLinkTarget, type LinkTarget, type ObjectType } from '../object-types.ts';
import type { ObjectTable } from '../object-view.ts';
import { wholeNumber } from '../query-values.ts';
import { scalarText } from '../deals/requested.ts';
import { anyReadScope } from '../scopes.ts';

/** Links of one record in a page. */
export const largestSinglePage = 500;

/** Reading what a record is linked to. */
export function associationEndpoints(context: Context): readonly Endpoint[] {
  const common = { scopes: anyReadScope } as const;
  return [
    {
      ...common,
      area: 'associations',
      budget: 'associations',
      method: 'POST',
      path: '/:type/:to/batch/read',
      handle: (request) => batchReadLinks(context, request),
    },
    {
      ...common,
      area: 'labels',
      budget: 'general',
      method: 'GET',
      path: '/:type/:to/labels',
      handle: (request) => readLabels(context, request),
    },
    {
      ...common,
      area: 'record-associations',
      budget: 'associations',
      method: 'GET',
      path: '/:type/:id/associations/:to',
      handle: (request) => readLinks(context, request),
    },
  ];
}

function batchReadLinks(context: Context, request: SandboxRequest): SandboxAnswer {
  const table = requestedTable(context, request);
  const to = targetOf(request);
  const results: JsonObject[] = [];
  const errors: JsonObject[] = [];
  for (const input of batchInputs(bodyObject(request), largestAssociationRead)) {
    const id = idOfInput(input);
    if (!/^\d{1,15}$/.test(id)) {
      errors.push(badIdentifier(id));
      continue;
    }
    const offset = offsetOf(input['after']);
    const links = linksOf(table, id, to);
    if (links.length === 0) errors.push(noAssociations(table.type, id, to));
    else results.push({ from: { id }, ...renderPage(table, to, links, offset, associationPage) });
  }
  return batchAnswer(context, 200, results, errors);
}

function targetOf({ params }: SandboxRequest): LinkTarget {
  const { to = '' } = params;
  const target = findLinkTarget(to);
  if (target === undefined) throw new Refused(refusal(400, `Unable to infer object type from: ${to}`));
  return target;
}

/** Only records that exist under this very id: a merged-away id has no links any more. */
function linksOf(table: ObjectTable, id: string, { name }: LinkTarget): readonly RecordLink[] {
  return name === undefined ? [] : (table.findExact(Number(id), false)?.links(name) ?? []);
}

function typesBetween(from: ObjectType, { name }: LinkTarget): readonly AssociationType[] {
  return name === undefined ? [] : associationTypes(from.name, name);
}

function renderPage(
  table: ObjectTable,
  to: LinkTarget,
  links: readonly RecordLink[],
  offset: number,
  limit: number,
): JsonObject {
  const page = links.slice(offset, offset + limit).map((link) => renderLink(table.type, to, link));
  const after = btoa(String(offset + limit));
  return { to: page, ...(offset + limit < links.length ? { paging: { next: { after } } } : {}) };
}

/** The id is a number here, and nowhere else. */
function renderLink(from: ObjectType, to: LinkTarget, { id, typeIds }: RecordLink): JsonObject {
  const types = typesBetween(from, to).filter(({ typeId }) => typeIds.includes(typeId));
  return {
    toObjectId: id,
    associationTypes: types.map(({ category, typeId, label }) => ({ category, typeId, label })),
  };
}

function offsetOf(given: JsonValue | undefined): number {
  const after = scalarText(given) ?? '';
  if (after === '') return 0;
  const decoded = Buffer.from(after, 'base64').toString('latin1');
  if (/^\d{1,15}$/.test(decoded)) return Number(decoded);
  throw new Refused(invalid(`The paging cursor "${after}" is not valid.`));
}

/** What a batch says of a record without links to a kind. */
export function noAssociations(from: ObjectType, id: string, to: LinkTarget): JsonObject {
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    message: `No ${to.singular} is associated with ${from.singular} ${id}.`,
    context: { fromObjectId: [id], fromObjectType: [from.singular], toObjectType: [to.singular] },
  };
}

function badIdentifier(id: string): JsonObject {
  return {
    status: 'error',
    category: 'VALIDATION_ERROR',
    subCategory: 'crm.associations.INVALID_IDENTIFIER',
    message: `Invalid identifier: ${id}`,
    context: { id: [id] },
  };
}

function readLinks(context: Context, request: SandboxRequest): SandboxAnswer {
  const table = requestedTable(context, request);
  const to = targetOf(request);
  const id = recordId(request.params['id']);
  if (table.find(id, false) === undefined) return notFound();
  const limit = wholeNumber(request.query.get('limit'), largestSinglePage);
  if (!(limit >= 1 && limit <= largestSinglePage))
    return invalid(`The limit must be between 1 and ${largestSinglePage}.`);
  const offset = offsetOf(request.query.get('after'));
  const { to: results, ...paging } = renderPage(table, to, linksOf(table, String(id), to), offset, limit);
  return answer(200, { results: results ?? [], ...paging });
}

function readLabels(context: Context, request: SandboxRequest): SandboxAnswer {
  const from = requestedTable(context, request).type;
  const to = targetOf(request);
  const results = typesBetween(from, to).map(({ category, typeId, label }) => ({
    category,
    typeId,
    label,
  }));
  return answer(200, { results });
}
