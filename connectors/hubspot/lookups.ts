import type { LookupRow, LookupSource, VendorSession } from '../../src/connector-kit/index.ts';
import { activeOwners, owners } from './owners.ts';
import { pipelines, stages } from './pipelines.ts';
import { enumerationRows, optionRows, tagRows } from './property-options.ts';
import { readBatch } from './reading/read-batch.ts';
import type { NativeCrmRecord } from './native-schema.ts';

const quarterHourMs = 900_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * The tables that mappings refer to, by the names in the native descriptor. A table whose scope is missing fails with
 * `permission`: whoever loads it then knows that it is not empty but forbidden.
 */
export const lookups: Readonly<Record<string, LookupSource>> = {
  stages: all(stages, quarterHourMs),
  pipelines: all(pipelines, quarterHourMs),
  sources: all(optionRows('hs_analytics_source'), hourMs),
  dealTypes: all(optionRows('dealtype'), hourMs),
  priorities: all(optionRows('hs_priority'), hourMs),
  lossReasons: all(enumerationRows('closed_lost_reason'), hourMs),
  wonReasons: all(enumerationRows('closed_won_reason'), hourMs),
  tags: all(tagRows, hourMs),
  owners: all(owners, hourMs),
  activeOwners: all(activeOwners, hourMs),
  companies: byId('companies', ['name'], hourMs, ({ properties }) => ({ name: properties['name'] ?? null })),
  leads: {
    ...byId('leads', ['hs_createdate'], dayMs, (lead) => ({
      createdAt: lead.properties['hs_createdate'] ?? lead['createdAt'] ?? null,
    })),
    // When HubSpot made the record; unlike `createdate` it is not a value that people enter.
    fixedColumns: ['id', 'createdAt'],
  },
};

function all(
  rows: (session: VendorSession) => Promise<readonly LookupRow[]>,
  maxAgeMs: number,
): LookupSource {
  return { load: 'all', maxAgeMs, rows };
}

function byId(
  object: string,
  properties: readonly string[],
  maxAgeMs: number,
  columns: (record: NativeCrmRecord) => LookupRow['columns'],
): Extract<LookupSource, { load: 'by-key' }> {
  return {
    load: 'by-key',
    maxAgeMs,
    async rows(session, keys) {
      // Anything but digits cannot be an id, and one bad id would fail its whole batch.
      const ids = keys.filter((key) => /^\d+$/.test(key));
      const records = await readBatch(session, object, ids, properties);
      return [...records.values()].map((record) => ({
        key: record.id,
        columns: { id: record.id, ...columns(record) },
      }));
    },
  };
}
