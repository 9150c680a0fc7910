import { expect, it } from 'vitest';
import { fakeConnection } from '../support/fake-connection.ts';
import { fakeDeal, fakeVendor } from '../support/fake-vendor.ts';

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
