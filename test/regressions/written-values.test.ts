import { describe, expect, test } from 'vitest';
import { emulatedNames } from '../support/emulated-vendor.ts';
import { account } from './written.ts';

/** Mistakes of others about the values they write, each as a promise of ours. */
describe.each(emulatedNames)('values, written to %s', (id) => {
  const open = account(id);

  test.each([1000.5, 0, 0.01, 2_147_483_648, 2_147_483_648.75, 123_456_789_012.34])(
    'an amount of %d keeps its cents and its size',
    async (monetaryAmount) => {
      const { create, truth, get } = open();

      const { id: made } = await create({ title: 'Amount', monetaryAmount });

      expect(Number(await truth(made, 'amount'))).toBe(monetaryAmount);
      expect((await get(made)).monetaryAmount).toBe(monetaryAmount);
    },
  );

  test('null clears, an absent key leaves alone, and neither is zero', async () => {
    const { create, update, truth } = open();
    const { id: made } = await create({ title: 'Cleared', monetaryAmount: 7 });

    await update(made, { title: 'Left alone' });
    expect(Number(await truth(made, 'amount'))).toBe(7);
    await update(made, { monetaryAmount: null });
    expect(await truth(made, 'amount')).toBeNull();
    await update(made, { monetaryAmount: 0 });
    expect(await truth(made, 'amount')).toBe('0');
  });

  test('a deal without an amount gets none', async () => {
    const { create, truth } = open();

    expect(await truth((await create({ title: 'Unknown' })).id, 'amount')).toBeNull();
  });

  test('a probability is 0 to 100 on its way, whatever the vendor counts in', async () => {
    const { create, update, refused, truth, get } = open();
    const { id: made } = await create({ title: 'Likely' });

    if (id === 'hubspot') {
      // It belongs to the stage there.
      expect(await refused(made, { winProbability: 35 })).toContainEqual(
        expect.objectContaining({
          field: 'winProbability',
          code: 'read-only',
          hint: expect.stringContaining('pipelineStageId'),
        }),
      );
      await update(made, { pipelineStageId: 'qualifiedtobuy' });
      expect(Number(await truth(made, 'probability'))).toBe(0.4);
      expect((await get(made)).winProbability).toBe(40);
      return;
    }
    await update(made, { winProbability: 35 });
    expect(await truth(made, 'probability')).toBe('35');
    expect((await get(made)).winProbability).toBe(35);
  });

  test('text of digits keeps its leading zeros', async () => {
    const { create, get, native } = open();
    const field = {
      copper: { id: '380008' },
      hubspot: { id: 'po_number' },
      pipedrive: { name: 'PO number' },
    }[id];

    const { id: made } = await create({ title: 'Zeros', customFields: [{ ...field, value: '007' }] });

    const { customFields = [] } = await get(made);
    expect(customFields.find(({ name }) => name === 'PO number')?.value).toBe('007');
    expect(JSON.stringify(await native(made))).toContain('"007"');
  });

  test.each(['contactIds', 'companyId', 'ownerId', 'pipelineStageId'] as const)(
    'an id with a leading zero is another id than the one without: %s',
    async (field) => {
      const { having, refused } = open();
      const deals = await having('Open');
      const deal = deals.find((one) => {
        const value = one[field];
        return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
      });
      const value = deal?.[field];
      const padded = Array.isArray(value) ? [`0${value[0]}`] : `0${String(value)}`;

      const issues = await refused(deal?.id ?? '', { [field]: padded });

      expect(issues.filter(({ severity }) => severity === 'error').map((issue) => issue.field)).toContain(
        field,
      );
    },
  );
});
