import { expect, test } from 'vitest';
import type { NewOpportunityInput, OpportunityInput } from '../../../src/index.ts';
import { connectTo, emulatedNames, startEmulated } from '../../support/emulated-vendor.ts';

test.each(emulatedNames)(
  'a new opportunity without a title is refused at %s before anything is sent',
  async (id) => {
    const sent: string[] = [];
    const vendor = await startEmulated(id, {
      deals: 0,
      onRequest: ({ method, path }) => {
        if (method !== 'GET') sent.push(`${method} ${path}`);
      },
    });
    const crm = await connectTo(vendor);
    const inputs: readonly OpportunityInput[] = [{}, { monetaryAmount: 1, currency: 'EUR' }];

    for (const input of inputs) {
      // As a program without types would give it.
      const whole = input as NewOpportunityInput;
      await expect(crm.opportunities.create(whole)).rejects.toMatchObject({
        code: 'write-refused',
        message: expect.stringContaining('title: is missing'),
        issues: expect.arrayContaining([expect.objectContaining({ field: 'title', code: 'required' })]),
      });
      const [among] = await crm.opportunities.createMany([whole]);
      expect(among).toMatchObject({ outcome: 'refused' });
    }
    expect(sent.filter((one) => !/search$|batch\/read$/.test(one))).toEqual([]);

    await crm.close();
    await vendor.close();
  },
);
