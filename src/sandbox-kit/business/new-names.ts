import { SandboxError } from '../sandbox-error.ts';

/** What people can rename, by table: the ids that are in it. */
export type NamedTables = Readonly<Record<string, NamedTable>>;

export interface NamedTable {
  has(id: string): boolean;
  /** In any order; of a large table only the first ones are read. */
  ids(): Iterable<string | number>;
}

/** Names that people gave since the start to stages, labels, companies and the like. */
export interface NewNames {
  /**
   * @throws SandboxError `lacking` for a table the vendor does not let anybody rename in, `unknown-id` for an id that is
   * not in it.
   */
  give(tables: NamedTables, table: string, id: string, name: string): void;
  /** The name now: the given one, else the one it had at the start. */
  of(table: string, id: string | number, otherwise: string): string;
}

/** Opens a book of names. */
export function openNewNames(): NewNames {
  const given = new Map<string, string>();
  return {
    give(tables, table, id, name) {
      const rows = Object.hasOwn(tables, table) ? tables[table] : undefined;
      if (rows === undefined)
        throw new SandboxError('lacking', `Nothing is renamed in ${table}.`, {
          hint: `Tables with names are ${Object.keys(tables).join(', ')}.`,
        });
      if (!rows.has(id))
        throw new SandboxError('unknown-id', `Nothing in ${table} has the id ${id}.`, { hint: known(rows) });
      given.set(`${table} ${id}`, name);
    },
    of: (table, id, otherwise) => given.get(`${table} ${id}`) ?? otherwise,
  };
}

/** A small table, read whole. */
export function namedList(ids: () => readonly (string | number)[]): NamedTable {
  return { ids, has: (id) => ids().some((one) => String(one) === id) };
}

/** So many ids are shown of what there is. */
const shownIds = 20;

function known(rows: NamedTable): string {
  const shown: string[] = [];
  for (const id of rows.ids()) {
    if (shown.length === shownIds) return `There are ${shown.join(', ')} and more.`;
    shown.push(String(id));
  }
  return shown.length === 0 ? 'There is nothing in it.' : `There are ${shown.join(', ')}.`;
}
