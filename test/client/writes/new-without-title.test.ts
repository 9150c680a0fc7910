import { expect, test } from 'vitest';
import type { NewOpportunityInput, OpportunityInput } from '../../../src/index.ts';
import { connectTo, emulatedNames, startEmulated } from '../../support/emulated-vendor.ts';

const amount = { monetaryAmount: 1, currency: 'EUR' };

test.each([
  ...emulatedNames.map((id) => ({ id, input: {} })),
  { id: 'copper', input: amount } as const,
  { id: 'pipedrive', input: amount } as const,
])('a new opportunity of $input is refused at $id before anything is sent', async ({ id, input }) => {
  const sent: string[] = [];
  const vendor = await startEmulated(id, {
    deals: 0,
    onRequest: ({ method, path }) => {
      if (method !== 'GET' && !/search$|batch\/read$/.test(path)) sent.push(`${method} ${path}`);
    },
  });
  const crm = await connectTo(vendor);
  // As a program without types would give it.
  const whole = input as OpportunityInput as NewOpportunityInput;

  await expect(crm.opportunities.create(whole)).rejects.toMatchObject({
    code: 'write-refused',
    message: expect.stringContaining('title [required]: is missing'),
    issues: expect.arrayContaining([expect.objectContaining({ field: 'title', code: 'required' })]),
  });
  const [among] = await crm.opportunities.createMany([whole]);
  expect(among).toMatchObject({ outcome: 'refused' });
  expect(sent).toEqual([]);

  await crm.close();
  await vendor.close();
});
