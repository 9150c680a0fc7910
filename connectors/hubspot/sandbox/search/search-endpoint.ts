import { answer, type SandboxAnswer, type SandboxRequest } from '../../../../src/sandbox-kit/index.ts';
import { requestedTable, type Context } from '../context.ts';
import type { Endpoint } from '../endpoint.ts';
import { bodyObject } from '../errors.ts';
import type { ObjectTable, ObjectView, SearchBounds, SearchPlan } from '../object-view.ts';
import { renderObject } from '../deals/render.ts';
import { readScopes } from '../scopes.ts';
import { readSearchBody, type SearchBody, type SearchFilter } from './search-body.ts';
import { filterCondition, isQuantity, quantity } from './search-filter.ts';

/** Properties that `query` looks into. */
const searchedProperties = ['dealname', 'pipeline', 'dealstage', 'description', 'dealtype', 'name', 'email'];

/** Search: an index that lags, knows no archived record and no associations. */
export function searchEndpoint(context: Context): Endpoint {
  return {
    method: 'POST',
    area: 'objects',
    path: '/:type/search',
    budget: 'search',
    scopes: readScopes,
    handle: (request) => searchObjects(context, request),
  };
}

async function searchObjects(context: Context, request: SandboxRequest): Promise<SandboxAnswer> {
  const table = requestedTable(context, request);
  const body = readSearchBody(bodyObject(request));
  const { total, page } = await table.search(planOf(table, body));
  const requested = { properties: body.properties, withHistory: [], associations: [], archived: false };
  const after = body.offset + body.limit;
  return answer(200, {
    total,
    results: page.map((view) => renderObject(table, view, requested)),
    ...(after < total ? { paging: { next: { after: String(after) } } } : {}),
  });
}

function planOf(table: ObjectTable, body: SearchBody): SearchPlan {
  const [only] = body.groups;
  const taken = body.groups.length === 1 && only !== undefined ? boundsOf(table, only) : undefined;
  const groups = body.groups.map((group) =>
    group
      .filter((filter) => taken?.used.has(filter) !== true)
      .map((filter) => filterCondition(table.properties, filter)),
  );
  const conditions = groups.filter((group) => group.length > 0);
  const wanted = body.query === undefined ? undefined : queryCondition(table, body.query);
  const filters =
    conditions.length === 0
      ? undefined
      : (view: ObjectView) => conditions.some((group) => group.every((test) => test(view)));
  return {
    bounds: taken?.bounds ?? {},
    where:
      filters === undefined && wanted === undefined
        ? undefined
        : (view) => (filters?.(view) ?? true) && (wanted?.(view) ?? true),
    key: JSON.stringify([
      body.groups.map((group) =>
        group
          .filter((filter) => taken?.used.has(filter) !== true)
          .map((filter) => [filter, serialOf(table, filter.propertyName)]),
      ),
      body.query,
    ]),
    ...orderOf(table, body.sort),
    offset: body.offset,
    limit: body.limit,
  };
}

/** Tells one definition from the next, since a property may change its type. */
function serialOf({ properties }: ObjectTable, name: string): number {
  return properties.get(name.toLowerCase())?.serial ?? 0;
}

/** Takes out the filters that a table can apply without reading its records. */
function boundsOf(
  table: ObjectTable,
  filters: readonly SearchFilter[],
): { readonly bounds: SearchBounds; readonly used: ReadonlySet<SearchFilter> } {
  const used = new Set<SearchFilter>();
  let fromId = 0;
  let changedFromMs = -Infinity;
  let changedBeforeMs = Infinity;
  for (const filter of filters) {
    const { propertyName, operator, value = '' } = filter;
    const definition = table.properties.get(propertyName);
    if (definition === undefined || !['GT', 'GTE', 'LT', 'LTE'].includes(operator)) continue;
    const limit = quantity(definition, value);
    if (!Number.isSafeInteger(limit) || limit <= 0) continue;
    if (propertyName === 'hs_object_id' && operator.startsWith('GT'))
      fromId = Math.max(fromId, operator === 'GT' ? limit + 1 : limit);
    else if (propertyName === table.type.changeProperty && operator.startsWith('GT'))
      changedFromMs = Math.max(changedFromMs, operator === 'GT' ? limit + 1 : limit);
    else if (propertyName === table.type.changeProperty)
      changedBeforeMs = Math.min(changedBeforeMs, operator === 'LTE' ? limit + 1 : limit);
    else continue;
    used.add(filter);
  }
  return {
    used,
    bounds: {
      ...(fromId > 0 ? { fromId } : {}),
      ...(changedFromMs > -Infinity ? { changedFromMs } : {}),
      ...(changedBeforeMs < Infinity ? { changedBeforeMs } : {}),
    },
  };
}

function queryCondition(table: ObjectTable, query: string): (view: ObjectView) => boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const names = searchedProperties.filter((name) => table.properties.has(name));
  return (view) => {
    const text = names
      .map((name) => view.read(name) ?? '')
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

/** The order of creation where no sort is asked for. */
function orderOf(
  table: ObjectTable,
  sort: SearchBody['sort'],
): Pick<SearchPlan, 'sort' | 'direction' | 'sortKey'> {
  const direction = sort?.direction ?? 'ascending';
  const name = sort?.propertyName.toLowerCase() ?? 'hs_object_id';
  const definition = table.properties.get(name);
  if (definition === undefined || name === 'hs_object_id')
    return { sort: 'hs_object_id', direction, sortKey: undefined };
  if (name === table.type.changeProperty) return { sort: name, direction, sortKey: (view) => view.updatedMs };
  return {
    sort: `${name} ${definition.serial}`,
    direction,
    sortKey(view) {
      const value = view.read(name);
      if (value === null || value === '') return undefined;
      const number = isQuantity(definition) ? quantity(definition, value) : undefined;
      return Number.isNaN(number) ? undefined : (number ?? value);
    },
  };
}
