import type { JsonObject } from '../../../src/sandbox-kit/index.ts';
import { Refused } from '../../../src/sandbox-kit/index.ts';
import type { Context } from './context.ts';
import { survivingId } from './deals/deal-table.ts';
import { onlyReadable } from './deals/read-endpoints.ts';
import { prepareCreate, prepareUpdate, type PreparedWrite } from './deals/write-deal.ts';
import type { ObjectTable } from './object-view.ts';
import { prepareCreatePerson, prepareUpdatePerson } from './people/write-person.ts';
import type { WrittenKind } from './portal.ts';

/** How one kind of records is written. */
export interface ObjectWriter {
  prepareCreate(input: JsonObject, version: string): PreparedWrite;
  prepareUpdate(id: number, input: JsonObject, version: string): PreparedWrite;
  /** Archives a record where it is there; no change time moves. `exact` leaves merged-away ids alone. */
  archive(id: number, exact: boolean): void;
}

/**
 * How the records of a table are written.
 *
 * @throws Refused for a kind that this sandbox only shows.
 */
export function writerOf(context: Context, table: ObjectTable): ObjectWriter {
  const { name } = table.type;
  if (name === 'deals') return dealWriter(context);
  if (name === 'contacts' || name === 'companies') return personWriter(context, name);
  throw new Refused(onlyReadable(table));
}

function dealWriter(context: Context): ObjectWriter {
  const { portal } = context;
  return {
    prepareCreate: (input, version) => prepareCreate(context, input, version),
    prepareUpdate: (id, input, version) => prepareUpdate(context, id, input, version),
    archive(id, exact) {
      const reached = exact ? id : survivingId(portal, id);
      if (portal.store.find(reached) !== undefined) portal.store.remove(reached, { bump: false });
    },
  };
}

function personWriter(context: Context, kind: WrittenKind): ObjectWriter {
  const { people, ids } = context.portal;
  return {
    prepareCreate: (input) => prepareCreatePerson(context, kind, input),
    prepareUpdate: (id, input) => prepareUpdatePerson(context, kind, id, input),
    archive(id) {
      const index = ids[kind].indexOf(id);
      if (index !== undefined && index < people[kind].size) people[kind].archive(index);
    },
  };
}
