import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Crm } from '../../../src/client/index.ts';
import type { RunningSandbox } from '../../../src/sandbox-kit/index.ts';
import { connectTo, startEmulated } from '../../support/emulated-vendor.ts';

const field = 'ERP reference';
const keys = ['A', 'B', 'C'];

let vendor: RunningSandbox;
let crm: Crm;
/** Happens before the next upsert is answered. */
let meanwhile: (() => Promise<void>) | undefined;

beforeAll(async () => {
  vendor = await startEmulated('hubspot', {
    deals: 0,
    onRequest: async ({ path }) => {
      if (path.endsWith('/batch/upsert')) await meanwhile?.();
    },
  });
  crm = await connectTo(vendor);
});
beforeEach(async () => {
  vendor.control.clearFaults();
  for (const id of await vendor.control.ids()) await vendor.control.delete(id);
});
afterAll(async () => {
  await crm.close();
  await vendor.close();
});

async function outcomes(): Promise<string[]> {
  const items = keys.map((key) => ({ key, input: { title: `Deal ${key}` } }));
  const [one, many] = [
    await crm.opportunities.upsert({ title: 'Alone' }, { key: { field, value: 'alone' } }),
    await crm.opportunities.upsertMany(items, { keyField: field }),
  ];
  return [one.outcome, ...many.map(({ outcome }) => outcome)];
}

test.each(['lost-answer', 'lost-answer=502', 'truncate'])(
  'a record that a try with a lost answer (%s) has made is created, though the next try finds it',
  async (fault) => {
    // Each of the two requests loses its first answer.
    vendor.control.fault(`${fault}@POST /batch/upsert`);
    vendor.control.fault(`${fault}#3@POST /batch/upsert`);

    expect(await outcomes()).toEqual(Array(4).fill('created'));
    expect(await vendor.control.ids()).toHaveLength(4);
  },
);

test('a record that somebody made meanwhile is updated, also where a try before it was refused', async () => {
  meanwhile = async () => {
    await vendor.control.create({ dealname: 'Theirs', erp_reference: 'alone' });
    meanwhile = undefined;
  };
  vendor.control.fault('retry-after=1@POST /batch/upsert');

  expect(await outcomes()).toEqual(['updated', 'created', 'created', 'created']);
});
