import type { JsonObject, SandboxAnswer } from '../../../../src/sandbox-kit/index.ts';
import { dealLinks } from '../associations/person-links.ts';
import { link } from '../associations/association-pairs.ts';
import { tableOf, type Context } from '../context.ts';
import { appAuthor } from '../deals/apply-changes.ts';
import { checkValues, type CheckedValues } from '../deals/check-values.ts';
import { renderWritten } from '../deals/render.ts';
import type { PreparedWrite } from '../deals/write-deal.ts';
import { invalidProperties, notFound } from '../errors.ts';
import type { ObjectTable, ObjectView } from '../object-view.ts';
import type { WrittenKind } from '../portal.ts';
import { conflictAnswer, conflictOf, uniqueValues } from '../unique-values.ts';

/** Checks a new contact or company. */
export function prepareCreatePerson(context: Context, kind: WrittenKind, input: JsonObject): PreparedWrite {
  const table = tableOf(context, kind);
  const checked = checkValues(context.portal, table.properties, input['properties'], {});
  const refused = refusalOf(context, table, checked, undefined);
  if (refused !== undefined) return { refused };
  const links = dealLinks(context, kind, input['associations']);
  if (links.refused !== undefined) return { refused: links.refused };
  const { values } = checked;
  return {
    unique: uniqueValues(table, values),
    run: () => {
      const { people, ids } = context.portal;
      const id = ids[kind].idOf(people[kind].create(values, appAuthor));
      for (const { dealId, typeIds } of links.found) link(context, { dealId, kind, otherId: id }, typeIds);
      return written(table, id, values);
    },
  };
}

/** Checks an update of a contact or company. */
export function prepareUpdatePerson(
  context: Context,
  kind: WrittenKind,
  id: number,
  input: JsonObject,
): PreparedWrite {
  const table = tableOf(context, kind);
  const view = table.find(id, false);
  const index = context.portal.ids[kind].indexOf(id);
  if (view === undefined || index === undefined) return { refused: notFound() };
  const current = currentLists(table, view);
  const checked = checkValues(context.portal, table.properties, input['properties'], current);
  const refused = refusalOf(context, table, checked, id);
  if (refused !== undefined) return { refused };
  const { values } = checked;
  return {
    unique: uniqueValues(table, values),
    run: () => {
      context.portal.people[kind].write(index, values, appAuthor);
      return written(table, id, values);
    },
  };
}

/** What lists of options hold now: a write may add to them. */
function currentLists({ properties }: ObjectTable, view: ObjectView): Readonly<Record<string, string>> {
  const lists = [...properties.values()].filter(({ type }) => type === 'enumeration');
  return Object.fromEntries(lists.map(({ name }) => [name, view.read(name) ?? '']));
}

/** Of a second contact with an e-mail address only the first one's id is told: https://github.com/HubSpot/hubspot-api-nodejs/issues/545 (2024-09-17). */
function refusalOf(
  { portal }: Context,
  table: ObjectTable,
  { values, problems }: CheckedValues,
  id: number | undefined,
): SandboxAnswer | undefined {
  if (problems.length > 0) return invalidProperties(problems);
  const taken = conflictOf(table, uniqueValues(table, values), id);
  if (taken === undefined) return undefined;
  const plain = portal.settings.plainConflicts || taken.name === table.type.identifier;
  return conflictAnswer(table, taken, plain);
}

function written(table: ObjectTable, id: number, values: Readonly<Record<string, string>>): JsonObject {
  const view = table.find(id, false);
  return view === undefined ? {} : renderWritten(table, view, Object.keys(values));
}
