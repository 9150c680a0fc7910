import { expect, test } from 'vitest';
import { hubspot } from '../../../connectors/hubspot/index.ts';
import { sandbox } from '../../../connectors/hubspot/sandbox/index.ts';
import { lookupTablesFromJson } from '../../../src/mapping/index.ts';
import { opportunityFields } from '../../../src/model/opportunity-fields.ts';
import { bundledMapping } from '../../support/bundled-mapping.ts';
import { openTestSession } from '../../support/open-test-session.ts';
import { collect, opportunity } from './hubspot-api.ts';

/** What an ordinary account leaves empty: its reasons are free text, it has no mappings of its own. */
const unfilled = ['customMappings', 'lossReasonId', 'passThrough', 'statusId', 'wonReasonId'];

function isFilled(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== null && value !== undefined && value !== '';
}

test('every field that the mapping promises is filled for some deal of an ordinary account', async () => {
  const vendor = await sandbox.start({ deals: 600, seed: 3, limits: 'off' });
  try {
    const session = openTestSession(hubspot, vendor.credentials, vendor.baseUrl);
    const catalogue = (await opportunity.customFields?.(session)) ?? [];
    const mapping = bundledMapping('hubspot', catalogue);
    const plan = {
      paths: mapping.paths,
      customFieldKeys: catalogue.map(({ key }) => key),
      lookups: mapping.lookups,
    };
    const natives = (await collect(opportunity.list(session, { plan }))).flatMap(({ records }) => records);
    const tables: Record<string, Record<string, unknown>> = {};
    for (const name of mapping.lookups) {
      const source = opportunity.lookups[name];
      const keys = natives.flatMap(({ body }) => [...(mapping.lookupKeys(body).get(name) ?? [])]);
      const rows = source?.load === 'by-key' ? source.rows(session, keys) : source?.rows(session);
      tables[name] = Object.fromEntries(((await rows) ?? []).map(({ key, columns }) => [key, columns]));
    }

    const bound = mapping.bind({
      lookups: lookupTablesFromJson(tables),
      account: await hubspot.account(session),
      catalogue,
    });
    const results = natives.map(({ body }) => bound.read(body));
    const empty = Object.keys(opportunityFields).filter(
      (field) =>
        !results.some(({ record }) =>
          isFilled(Object.entries(record ?? {}).find(([name]) => name === field)?.[1]),
        ),
    );

    expect(results.filter(({ record }) => record === null)).toEqual([]);
    expect(empty.toSorted()).toEqual(unfilled);
    expect(results.flatMap(({ issues }) => issues)).toEqual([]);
  } finally {
    await vendor.close();
  }
});
