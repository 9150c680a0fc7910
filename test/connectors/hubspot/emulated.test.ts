import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hubspot } from '../../../connectors/hubspot/index.ts';
import { sandbox } from '../../../connectors/hubspot/sandbox/index.ts';
import {
  isJsonObject,
  type JsonObject,
  type NativePage,
  type RequestPlan,
  type VendorSession,
} from '../../../src/connector-kit/index.ts';
import type { RunningSandbox } from '../../../src/sandbox-kit/sandbox.ts';
import { openTestSession } from '../../support/open-test-session.ts';
import { collect, idsOf, opportunity, plan } from './hubspot-api.ts';

const beginning = '2000-01-01T00:00:00.000Z';

function bodies(pages: readonly NativePage[]): ReadonlyMap<string, JsonObject> {
  return new Map(pages.flatMap(({ records }) => records.map(({ id, body }) => [id, body])));
}

function contactsOf(body: JsonObject): readonly string[] {
  const { associations } = body;
  const contacts = isJsonObject(associations) ? associations['contacts'] : undefined;
  const results = isJsonObject(contacts) ? contacts['results'] : undefined;
  return Array.isArray(results) ? results.filter(isJsonObject).map(({ id }) => String(id)) : [];
}

describe('against the emulated vendor', () => {
  let vendor: RunningSandbox;
  let everything: RequestPlan;
  let overlong: RequestPlan;

  function open(): VendorSession {
    return openTestSession(hubspot, vendor.credentials, vendor.baseUrl);
  }

  async function hints(): Promise<readonly (number | undefined)[]> {
    const pages = await collect(opportunity.list(open(), { plan: everything }));
    return pages.map(({ totalHint }) => totalHint);
  }

  beforeAll(async () => {
    vendor = await sandbox.start({ deals: 260, seed: 5, limits: 'off' });
    const custom = (await opportunity.customFields?.(open())) ?? [];
    everything = plan(['contacts', 'companies', 'leads'], { customFieldKeys: custom.map(({ key }) => key) });
    const unknown = Array.from({ length: 300 }, (_, index) => `no_such_property_${index}`);
    overlong = { ...everything, customFieldKeys: [...everything.customFieldKeys, ...unknown] };
  });
  afterAll(async () => {
    await vendor.close();
  });

  test('a full listing tells once how many deals live; where the search refuses, it goes on without', async () => {
    const live = await vendor.control.ids({ limit: 1000 });
    const before = vendor.control.stats().requests;

    expect(await hints()).toEqual([live.length, undefined, undefined, undefined]);
    const cost = vendor.control.stats().requests - before;
    vendor.control.fault('status=403*always@search');
    expect(await hints()).toEqual([undefined, undefined, undefined, undefined]);
    vendor.control.clearFaults();
    expect(vendor.control.stats().requests - before).toBe(cost * 2);
  });

  test('a deal looks the same in the list, in a batch, among the changes, and alone', async () => {
    const listed = bodies(await collect(opportunity.list(open(), { plan: everything })));
    const batched = bodies(await collect(opportunity.list(open(), { plan: overlong })));
    const changed = bodies(
      await collect(opportunity.list(open(), { plan: everything, changedSince: beginning })),
    );
    const [id = ''] = await vendor.control.ids({ offset: 42, limit: 1 });

    expect(listed.size).toBeGreaterThanOrEqual(260);
    expect(batched).toEqual(listed);
    expect(changed).toEqual(listed);
    expect((await opportunity.get(open(), id, everything))?.body).toEqual(listed.get(id));
  });

  test('an archived deal keeps the links it is listed with, even where a batch knows them no more', async () => {
    const listed = bodies(await collect(opportunity.list(open(), { plan: everything })));
    const crowded = [...listed].find(
      ([, body]) => body['archived'] === false && contactsOf(body).length > 100,
    );
    const [id = '', before = {}] = crowded ?? [];
    await vendor.control.delete(id);

    const after = bodies(await collect(opportunity.list(open(), { plan: everything }))).get(id) ?? {};
    await vendor.control.restore(id);

    expect(after).toMatchObject({ archived: true });
    expect(contactsOf(after)).toEqual(contactsOf(before).slice(0, contactsOf(after).length));
    expect(new Set(contactsOf(after)).size).toBeGreaterThanOrEqual(100);
  });

  test('what is archived, merged and restored is all told', async () => {
    const [gone = '', from = '', into = '', back = ''] = await vendor.control.ids({ offset: 10, limit: 4 });
    await vendor.control.advanceClock(7_200_000);
    const changedSince = vendor.control.now();
    await vendor.control.delete(gone);
    await vendor.control.delete(back);
    await vendor.control.restore(back);
    const survivor = await vendor.control.merge(into, from);
    await vendor.control.advanceClock(7_200_000);

    const pages = await collect(opportunity.list(open(), { plan: everything, changedSince }));

    expect(bodies(pages).get(gone)).toMatchObject({ archived: true });
    expect(bodies(pages).get(survivor)).toMatchObject({ archived: false });
    expect(pages.flatMap(({ tombstones }) => tombstones)).toContainEqual({
      id: from,
      reason: 'merged',
      mergedInto: survivor,
    });
    expect(await opportunity.get(open(), from, everything)).toBeUndefined();
    expect((await opportunity.get(open(), gone, everything))?.body['archived']).toBe(true);
    expect(idsOf(await collect(opportunity.list(open(), { plan: everything })))).toContain(back);
  });

  test('the older paths give the same deals', async () => {
    const older = openTestSession(hubspot, { ...vendor.credentials, apiVersion: 'v3' }, vendor.baseUrl);

    const listed = await collect(opportunity.list(older, { plan: everything }));

    expect(bodies(listed)).toEqual(bodies(await collect(opportunity.list(open(), { plan: everything }))));
  });

  test('every table has rows, and every id a deal points at is found', async () => {
    const links = [...bodies(await collect(opportunity.list(open(), { plan: everything }))).values()];
    const companies = [
      ...new Set(
        links.flatMap(
          (body) => JSON.stringify(body).match(/(?<="companies":\{"results":\[\{"id":")\d+/g) ?? [],
        ),
      ),
    ];
    const table = opportunity.lookups['companies'];
    const found = table?.load === 'by-key' ? await table.rows(open(), companies) : [];

    expect(companies.length).toBeGreaterThan(5);
    expect(found.map(({ key }) => key).toSorted()).toEqual(companies.toSorted());
    const empty: string[] = [];
    for (const name of ['stages', 'pipelines', 'sources', 'dealTypes', 'priorities', 'tags', 'owners']) {
      const source = opportunity.lookups[name];
      if (source?.load !== 'all' || (await source.rows(open())).length === 0) empty.push(name);
    }

    expect(empty).toEqual([]);
  });
});
