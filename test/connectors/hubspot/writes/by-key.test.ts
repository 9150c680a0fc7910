import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWrittenAccount, type WrittenAccount } from '../written-account.ts';

let account: WrittenAccount;

beforeAll(async () => {
  account = await openWrittenAccount({ deals: 3 });
});
afterAll(async () => {
  await account.close();
});

async function upsertMany(...amounts: readonly string[]) {
  const batch = account.operations.batch?.upsert;
  const items = amounts.map((amount, index) => ({
    key: { field: 'erp_reference', value: `M-${index}` },
    change: { patch: { properties: { dealname: `many ${index}`, amount } }, current: undefined },
  }));
  const request = batch?.plan(items);
  if (request === undefined || batch === undefined) throw new Error('no batch');
  return batch.outcomes(await account.send(request), 207, items);
}

describe('unique values of many', () => {
  test('make one deal each, and a bad one is refused alone', async () => {
    const first = await upsertMany('1', 'many', '3');
    const second = await upsertMany('1', '2', '4');

    expect(first).toMatchObject([
      { created: true },
      { failure: { status: 400, fields: [{ field: 'amount', code: 'INVALID_NUMERIC' }] } },
      { created: true },
    ]);
    expect(second).toMatchObject([
      { ...first[0], created: false },
      { created: true },
      { ...first[2], created: false },
    ]);
    const ids = second.map((one) => ('id' in one ? one.id : undefined));
    const values = ['M-2', 'M-0', 'M-1', 'M-9'];
    expect(await account.operations.findUnique?.(account.session, 'erp_reference', values)).toEqual([
      ids[2],
      ids[0],
      ids[1],
      undefined,
    ]);
  });
});
