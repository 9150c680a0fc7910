import type { JsonObject } from '../../../../src/sandbox-kit/index.ts';
import { associationTypes } from '../associations/association-types.ts';
import type { HistoryEntry, RecordLink } from './deal-state.ts';
import { associationPage, portalId } from '../facts.ts';
import type { ObjectType } from '../object-types.ts';
import type { ObjectTable, ObjectView } from '../object-view.ts';
import type { Requested } from './requested.ts';
import { wireTime } from '../wire-values.ts';

/** A record as lists, single reads and batch reads show it. */
export function renderObject(table: ObjectTable, view: ObjectView, requested: Requested): JsonObject {
  const history = requested.withHistory.filter((name) => table.properties.has(name));
  const associations = Object.fromEntries(
    requested.associations.flatMap((to) => {
      const shown = renderLinks(table.type, view, to);
      return shown === undefined ? [] : [[to.name, shown] as const];
    }),
  );
  return {
    ...renderFrame(
      table,
      view,
      renderProperties(table, view, [...(requested.properties ?? table.type.defaults), ...history]),
    ),
    ...(history.length === 0
      ? {}
      : {
          propertiesWithHistory: Object.fromEntries(
            history.map((name) => [name, renderHistory(view.history(name))]),
          ),
        }),
    ...(Object.keys(associations).length === 0 ? {} : { associations }),
  };
}

/** A record as the answer to a write shows it: only what is not empty. */
export function renderWritten(table: ObjectTable, view: ObjectView, names: readonly string[]): JsonObject {
  const all = Object.entries(renderProperties(table, view, names));
  return renderFrame(
    table,
    view,
    Object.fromEntries(all.filter(([, value]) => value !== null && value !== '')),
  );
}

function renderFrame({ type }: ObjectTable, view: ObjectView, properties: JsonObject): JsonObject {
  return {
    id: String(view.id),
    properties,
    createdAt: wireTime(view.createdMs),
    updatedAt: wireTime(view.updatedMs),
    archived: view.archivedMs !== undefined,
    ...(view.archivedMs === undefined ? {} : { archivedAt: wireTime(view.archivedMs) }),
    url: `https://app.hubspot.com/contacts/${portalId}/record/${type.typeId}/${view.id}`,
  };
}

/** Requested properties that exist, and three that always come along; not set is null. */
function renderProperties(table: ObjectTable, view: ObjectView, names: readonly string[]): JsonObject {
  const always = ['createdate', table.type.changeProperty, 'hs_object_id'];
  const known = [...new Set([...names.map((name) => name.toLowerCase()), ...always])].filter((name) =>
    table.properties.has(name),
  );
  return Object.fromEntries(known.toSorted().map((name) => [name, view.read(name)]));
}

/** Newest first. */
function renderHistory(entries: readonly HistoryEntry[]): JsonObject[] {
  return entries.toReversed().map(renderHistoryEntry);
}

function renderHistoryEntry({ value, atMs, sourceType, sourceId }: HistoryEntry): JsonObject {
  const person =
    sourceId?.startsWith('userId:') === true ? Number(sourceId.slice('userId:'.length)) : undefined;
  return {
    value,
    timestamp: wireTime(atMs),
    sourceType,
    ...(sourceId === undefined ? {} : { sourceId }),
    ...(person === undefined ? {} : { updatedByUserId: person }),
  };
}

/** The first page of a record's links. Undefined without any. */
function renderLinks(from: ObjectType, view: ObjectView, to: ObjectType): JsonObject | undefined {
  const page = renderLinkPage(from, view.id, to, view.links(to.name), associationPage);
  return page.results.length === 0 ? undefined : page;
}

/** One entry per record and type, so that a primary company comes twice; the rest follows at the id of the next record. */
export function renderLinkPage(
  from: ObjectType,
  fromId: number,
  to: ObjectType,
  links: readonly RecordLink[],
  size: number,
): JsonObject & { readonly results: JsonObject[] } {
  const types = associationTypes(from.name, to.name);
  const results = links
    .slice(0, size)
    .flatMap(({ id, typeIds }) =>
      types
        .filter(({ typeId }) => typeIds.includes(typeId))
        .map(({ inlineName }) => ({ id: String(id), type: inlineName })),
    );
  const next = links[size];
  if (next === undefined) return { results };
  const link = `https://api.hubapi.com/crm/v3/objects/${from.name}/${fromId}/associations/${to.name}?after=${next.id}`;
  return { results, paging: { next: { after: String(next.id), link } } };
}
