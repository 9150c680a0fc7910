import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Crm } from '../../../src/client/index.ts';
import type { RunningSandbox, SeenRequest } from '../../../src/sandbox-kit/index.ts';
import { connectTo, emulatedNames, startEmulated } from '../../support/emulated-vendor.ts';

describe.each(emulatedNames)('a record that is not there at emulated %s', (id) => {
  let vendor: RunningSandbox;
  let crm: Crm;
  const writes: SeenRequest[] = [];
  const gone = new Map<string, string>();

  beforeAll(async () => {
    vendor = await startEmulated(id, {
      deals: 2,
      onRequest: (request) => {
        if (request.method !== 'GET' && !/search$|batch\/read$/.test(request.path)) writes.push(request);
      },
    });
    crm = await connectTo(vendor);
    const made = await crm.opportunities.create({ title: 'short-lived' });
    await crm.opportunities.delete(made.id);
    gone.set('deleted', made.id).set('never made', '987654321').set('no id of this vendor', '1e3');
    writes.length = 0;
  });
  afterAll(async () => {
    await crm.close();
    await vendor.close();
  });

  test.each(['deleted', 'never made', 'no id of this vendor'])(
    'since it was %s, is updated neither alone nor among many, and in the same words',
    async (which) => {
      const record = gone.get(which) ?? '';
      const changes = { title: 'x' };

      const alone: unknown = await crm.opportunities.update(record, changes).catch((error: unknown) => error);
      const [among] = await crm.opportunities.updateMany([{ id: record, changes }]);

      expect(alone).toMatchObject({ code: 'no-such-record', id: record });
      expect(among).toMatchObject({ outcome: 'refused', id: record });
      expect(String(among?.error)).toBe(String(alone));
      expect(writes).toEqual([]);
    },
  );

  test.each(['deleted', 'never made', 'no id of this vendor'])(
    'since it was %s, is planned to be deleted by no request',
    async (which) => {
      const record = gone.get(which) ?? '';

      const plan = await crm.opportunities.delete(record, { dryRun: true });
      const [among] = await crm.opportunities.deleteMany([record], { dryRun: true });

      expect(plan).toMatchObject({ call: 'delete', id: record, requests: [], changes: [] });
      expect(among).toMatchObject({ outcome: 'already-gone', plan: { requests: [] } });
    },
  );

  test('is already gone, whatever is asked to delete it', async () => {
    const record = gone.get('deleted') ?? '';

    expect(await crm.opportunities.delete(record)).toMatchObject({ outcome: 'already-gone' });
    expect(
      await crm.opportunities.delete(record, { ifUnmodifiedSince: '2000-01-01T00:00:00Z' }),
    ).toMatchObject({
      outcome: 'already-gone',
    });
    expect((await crm.opportunities.deleteMany([record, '987654321'])).map(({ outcome }) => outcome)).toEqual(
      ['already-gone', 'already-gone'],
    );
  });
});
