import { expect, it } from 'vitest';
import { connectionOver, fakeConnection } from '../support/fake-connection.ts';
import { fakeDeal, fakeVendor } from '../support/fake-vendor.ts';

const settled = () => new Promise(setImmediate);

it('while a page is being used, the tables of the next one are loaded', async () => {
  const vendor = fakeVendor(40);
  // A company of its own for each deal: each page has to ask for new ones.
  for (let id = 1; id <= 40; id += 1)
    vendor.deals.set(String(id), fakeDeal(id, { company: String(1000 + id) }));
  const asked = (): number => vendor.requests.filter((line) => line.includes('/companies')).length;
  const pages = fakeConnection(vendor).pages({})[Symbol.asyncIterator]();

  await pages.next();
  await expect.poll(asked).toBe(2);

  await pages.next();
  await expect.poll(asked).toBe(3);
});

it('who stops at a page makes no listing go on beyond the pages that were asked for by then', async () => {
  const vendor = fakeVendor(60);
  const connection = connectionOver(async (request) => {
    const data = vendor.answer(request);
    await settled();
    return { data, now: vendor.now };
  });
  // From here on all tables are known: pages follow each other as fast as they are listed.
  for await (const page of connection.pages({})) expect(page.records).toHaveLength(10);
  vendor.requests.length = 0;
  let atStop = 0;

  for await (const page of connection.pages({})) {
    expect(page.records).toHaveLength(10);
    atStop = vendor.requests.length;
    break;
  }
  for (let turn = 0; turn < 50; turn += 1) await settled();

  expect(vendor.requests).toHaveLength(atStop);
});
