import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KeyValue } from '../../../../src/client/writes/index.ts';
import type { Crm } from '../../../../src/client/index.ts';
import { eachKeyOnce } from '../../../../src/cli/writing/lines/each-key-once.ts';
import type { Entry } from '../../../../src/cli/writing/lines/windows.ts';
import type { RunningSandbox } from '../../../../src/sandbox-kit/index.ts';
import { connectTo, startEmulated } from '../../../support/emulated-vendor.ts';

let vendor: RunningSandbox;
let crm: Crm;

beforeAll(async () => {
  vendor = await startEmulated('hubspot', { deals: 0 });
  crm = await connectTo(vendor);
});
afterAll(async () => {
  await crm.close();
  await vendor.close();
});

const at = (index: number) => ({ index, line: index + 1, digest: 'd', text: '{}' });

function given(index: number, key: KeyValue): Entry {
  return { line: at(index), item: { call: 'upsert', item: { key, input: {} } } };
}

function done(index: number, key: KeyValue): Entry {
  const result = { index, line: index + 1, digest: 'd', outcome: 'created' } as const;
  return { line: at(index), result, isEarlier: true, key };
}

test.each<[field: string, first: KeyValue, again: KeyValue, another: KeyValue]>([
  ['Risk score', 7, '7.0', 70],
  ['Plan', 'Silver', 'silver', 'Gold'],
  ['Kick-off', '2031-05-17T09:30:00Z', '2031-05-17T11:30:00.000+02:00', '2031-05-17T09:30:01Z'],
  ['PO number', 'a', 'a', 'A'],
])(
  'a key in %s that is written in another way windows later is refused, also after an earlier run',
  async (field, first, again, another) => {
    for (const entry of [given(0, first), done(0, first)]) {
      const eachOnce = eachKeyOnce(crm, field);

      expect(await eachOnce([entry])).toEqual([entry]);
      expect(await eachOnce([given(1, another), given(2, again)])).toMatchObject([
        given(1, another),
        { result: { outcome: 'refused', error: { message: 'line 1 names the same record' } } },
      ]);
    }
  },
);
