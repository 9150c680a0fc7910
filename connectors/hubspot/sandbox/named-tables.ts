import { namedList, type NamedTables } from '../../../src/sandbox-kit/index.ts';
import { tableOf, type Context } from './context.ts';

/** So many companies are read to tell which ids there are. */
const readCompanies = 50;

/** What people of the account can rename: companies by id, options of the properties of deals by `property:value`. */
export function namedTables(context: Context): NamedTables {
  const companies = tableOf(context, 'companies');
  return {
    companies: {
      has: (id) => companies.find(Number(id), false) !== undefined,
      ids: () => companies.list(0, false, readCompanies).map(({ id }) => id),
    },
    options: namedList(() =>
      [...context.portal.dealProperties.values()].flatMap(({ name, options }) =>
        options.map(([value]) => `${name}:${value}`),
      ),
    ),
  };
}
