import { namedList, type NamedTables } from '../../../src/sandbox-kit/index.ts';
import { customDefinitions } from './seed/custom-definitions.ts';
import { customerSources, lossReasonList, type NamedEntry } from './seed/named-lists.ts';
import { pipelines } from './seed/pipelines.ts';

/** What people of the account can rename, by id. */
export const namedTables: NamedTables = {
  pipelines: namedList(() => idsOf(pipelines)),
  stages: namedList(() => idsOf(pipelines.flatMap(({ stages }) => stages))),
  customerSources: namedList(() => idsOf(customerSources)),
  lossReasons: namedList(() => idsOf(lossReasonList)),
  options: namedList(() => idsOf(customDefinitions.flatMap(({ options }) => options ?? []))),
};

function idsOf(rows: readonly Pick<NamedEntry, 'id'>[]): readonly number[] {
  return rows.map(({ id }) => id);
}
