import { Refused, type SandboxRequest } from '../../../src/sandbox-kit/index.ts';
import { dealTable } from './deals/deal-table.ts';
import { refusal } from './errors.ts';
import { findObjectType, type ObjectName } from './object-types.ts';
import type { ObjectTable } from './object-view.ts';
import { peopleTables } from './seed/people-tables.ts';
import type { Portal } from './portal.ts';

/** What endpoints work on. */
export interface Context {
  readonly portal: Portal;
  readonly tables: ReadonlyMap<ObjectName, ObjectTable>;
}

export function openContext(portal: Portal): Context {
  const tables = [dealTable(portal), ...peopleTables(portal)];
  return { portal, tables: new Map(tables.map((table) => [table.type.name, table])) };
}

/**
 * The table a part of the path names.
 *
 * @throws Refused with the vendor's answer where it names none.
 */
export function tableOf({ tables }: Context, name: string | undefined): ObjectTable {
  const type = findObjectType(name ?? '');
  const table = type === undefined ? undefined : tables.get(type.name);
  if (table === undefined) throw new Refused(refusal(400, `Unable to infer object type from: ${name}`));
  return table;
}

/** The table of the request's `:type`. */
export function requestedTable(context: Context, { params }: SandboxRequest): ObjectTable {
  return tableOf(context, params['type']);
}
