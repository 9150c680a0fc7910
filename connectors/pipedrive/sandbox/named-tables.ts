import { namedList, type NamedTables } from '../../../src/sandbox-kit/index.ts';
import type { Account } from './account.ts';
import { dealFields } from './deal-fields.ts';
import { organizationTable } from './people/people.ts';

/** What people of the company can rename: by id, options of the fields of deals by `field code:id`. */
export function namedTables(account: Account): NamedTables {
  const organizations = organizationTable(account);
  return {
    stages: namedList(() => account.sales.stages.map(({ id }) => id)),
    pipelines: namedList(() => account.sales.pipelines.map(({ id }) => id)),
    organizations: {
      has: (id) => organizations.exists(Number(id)),
      *ids() {
        for (const { id } of organizations.from(0)) yield id;
      },
    },
    options: namedList(() =>
      dealFields(account).flatMap(({ field_code: code, options }) =>
        (options ?? []).map(({ id }) => `${code}:${id}`),
      ),
    ),
  };
}
