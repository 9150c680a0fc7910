import { SandboxError } from '../sandbox-error.ts';

/** Names that people gave since the start to stages, labels, companies and the like. */
export interface NewNames {
  /** @throws SandboxError `lacking` for a table the vendor does not let anybody rename in. */
  give(table: string, id: string, name: string): void;
  /** The name now: the given one, else the one it had at the start. */
  of(table: string, id: string | number, otherwise: string): string;
}

/** Opens a book of names for these tables. */
export function openNewNames(tables: readonly string[]): NewNames {
  const given = new Map<string, string>();
  return {
    give(table, id, name) {
      if (!tables.includes(table))
        throw new SandboxError('lacking', `Nothing is renamed in ${table}.`, {
          hint: `Tables with names are ${tables.join(', ')}.`,
        });
      given.set(`${table} ${id}`, name);
    },
    of: (table, id, otherwise) => given.get(`${table} ${id}`) ?? otherwise,
  };
}
