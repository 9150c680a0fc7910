import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CensusEntry,
  CensusPage,
  NativeRecord,
  RecordsById,
  Resource,
} from '../../src/connector-kit/index.ts';
import type { RunningSandbox } from '../../src/sandbox-kit/sandbox.ts';
import { allOf } from './all-of.ts';
import { openTestSession } from './open-test-session.ts';
import type { ConnectorFixture } from './test-connector.ts';

/** No vendor has an opportunity of this id; the last one cannot even be an id. */
const nobody = ['999999999', '888888888', 'no/../id'];

/** The entry that counts of each id: the latest. */
function entriesOf(pages: readonly CensusPage[]): ReadonlyMap<string, CensusEntry> {
  return new Map(pages.flatMap(({ entries }) => entries.map((entry) => [entry.id, entry])));
}

function idsOf({ records, tombstones, missing, withheld }: RecordsById): string[] {
  return [
    ...records.map(({ id }) => id),
    ...tombstones.map(({ id }) => id),
    ...missing,
    ...withheld,
  ].toSorted();
}

/** What a sync needs beyond a listing: reading by ids, and counting what lives. */
export function testSyncAbilities(fixture: ConnectorFixture, resource: Resource): void {
  const { connector, sandbox, pageSize } = fixture;

  describe(`${connector.id} lets a sync prove that it is complete`, () => {
    let vendor: RunningSandbox;
    const size = pageSize * 2 + 30;

    beforeAll(async () => {
      vendor = await sandbox.start({ deals: size, seed: 17, limits: 'off' });
    });
    afterAll(async () => {
      await vendor.close();
    });
    const open = (): ReturnType<typeof openTestSession> =>
      openTestSession(connector, vendor.credentials, vendor.baseUrl);
    const live = (): Promise<readonly string[]> => vendor.control.ids({ limit: size * 2 });

    async function listed(): Promise<ReadonlyMap<string, NativeRecord>> {
      const records = new Map<string, NativeRecord>();
      for await (const page of resource.list(open(), {})) {
        for (const record of page.records) records.set(record.id, record);
      }
      return records;
    }

    test('no id costs no request', async () => {
      const before = vendor.control.stats().requests;

      const found = await resource.getMany(open(), []);

      expect(found).toEqual({ records: [], tombstones: [], missing: [], withheld: [] });
      expect(vendor.control.stats().requests).toBe(before);
    });

    test('records by id are those of the listing, each once', async () => {
      const wanted = (await live()).slice(0, 250);
      const list = await listed();

      const { records, ...others } = await resource.getMany(open(), [...wanted, ...wanted]);

      expect(others).toEqual({ tombstones: [], missing: [], withheld: [] });
      expect(records.map(({ id }) => id)).toEqual(wanted);
      expect(records).toEqual(wanted.map((id) => list.get(id)));
    });

    test('many ids cost few requests', async () => {
      const wanted = (await live()).slice(0, 100);
      const plan = { paths: [], customFieldKeys: [], lookups: [] };
      const before = vendor.control.stats().requests;

      await resource.getMany(open(), wanted, plan);

      expect(vendor.control.stats().requests - before).toBeLessThanOrEqual(2);
    });

    test('each id has one end: there, ended, or denied', async () => {
      const [one = '', two = '', gone = ''] = (await live()).slice(40, 43);
      await vendor.control.delete(gone);

      const found = await resource.getMany(open(), [gone, ...nobody, one, two, one]);

      expect(idsOf(found)).toEqual([gone, ...nobody, one, two].toSorted());
      expect(found.records.map(({ id }) => id)).toEqual([one, two]);
      expect(found.missing).toEqual(expect.arrayContaining(nobody));
      expect(found.withheld).toEqual([]);
      for (const id of nobody) {
        const alone = await resource.getMany(open(), [id]);
        expect(alone).toEqual({ records: [], tombstones: [], missing: [id], withheld: [] });
      }
    });

    test('an id that is refused while others are shown is withheld, not missing', async () => {
      const [one = ''] = await live();
      const [refused = ''] = nobody;
      vendor.control.fault(`no-rights*always@/${refused}`);

      const found = await resource.getMany(open(), [one, refused]);
      vendor.control.clearFaults();

      expect(found).toMatchObject({
        records: [{ id: one }],
        tombstones: [],
        missing: [],
        withheld: [refused],
      });
    });

    test('credentials that open nothing withhold no record, but fail', async () => {
      const [first = '', second = ''] = await live();
      const refused = openTestSession(connector, fixture.credentials, vendor.baseUrl);

      await expect(resource.getMany(refused, [first])).rejects.toMatchObject({ code: 'auth' });
      await expect(resource.getMany(refused, [first, second])).rejects.toMatchObject({ code: 'auth' });
    });

    test('a census has several pages, an end, and exactly what lives, with the change times of the listing', async () => {
      const pages = await allOf(resource.census(open(), {}));
      const list = await listed();
      const counted = entriesOf(pages);

      expect(pages.length).toBeGreaterThanOrEqual(3);
      expect(pages.at(-1)?.nextCursor).toBeUndefined();
      expect([...counted.keys()].toSorted()).toEqual([...(await live())].toSorted());
      expect(
        [...counted.values()].filter(({ id, changedAt }) => list.get(id)?.changedAt !== changedAt),
      ).toEqual([]);
    });

    test('going on from any cursor gives the rest of the unbroken census', async () => {
      const unbroken = await allOf(resource.census(open(), {}));
      for (const [index, { nextCursor }] of unbroken.entries()) {
        if (nextCursor === undefined) continue;
        const rest = await allOf(resource.census(open(), { cursor: nextCursor }));

        expect([...entriesOf([...unbroken.slice(0, index + 1), ...rest]).keys()].toSorted()).toEqual(
          [...entriesOf(unbroken).keys()].toSorted(),
        );
      }
    });

    test('what lives from its first request to its last is in a census, whatever else happens', async () => {
      const before = await live();
      const ended = new Set<string>();
      const pages: CensusPage[] = [];
      let turn = 0;
      for await (const page of resource.census(open(), {})) {
        pages.push(page);
        const at = (share: number): string => before[Math.floor(before.length * share) + turn] ?? '';
        await vendor.control.edit(at(0.2), fixture.edit);
        await vendor.control.edit(at(0.9), fixture.edit);
        for (const id of [at(0.05), at(0.5), at(0.8)]) {
          await vendor.control.delete(id);
          ended.add(id);
        }
        await vendor.control.create(fixture.edit);
        turn += 1;
      }
      const throughout = before.filter((id) => !ended.has(id));
      const counted = entriesOf(pages);

      expect(turn).toBeGreaterThanOrEqual(3);
      expect(throughout.filter((id) => !counted.has(id))).toEqual([]);
    });

    test('what a census counts is what reading by id finds, and nothing else', async () => {
      const [gone = ''] = (await live()).slice(-1);
      await vendor.control.delete(gone);
      const counted = [...entriesOf(await allOf(resource.census(open(), {}))).keys()];

      const found = await resource.getMany(open(), [...counted, gone]);

      expect(found.records).toHaveLength(counted.length);
      expect([...found.tombstones.map(({ id }) => id), ...found.missing]).toEqual([gone]);
    });
  });
}
