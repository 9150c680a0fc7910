import { describe, expect, test } from 'vitest';
import { openAccount, startSeconds } from '../sandbox-client.ts';

const minute = 60_000;

describe('what people do behind the API', () => {
  test('shows in the next answer, and moves the change time', async () => {
    const account = await openAccount();
    const { control } = account.sandbox;
    const [id = ''] = await control.ids();
    await control.advanceClock(minute);

    await control.edit(id, {
      name: 'Renamed',
      monetary_value: 5,
      monetary_unit: 'EUR',
      interaction_count: 9,
    });

    expect((await account.get(`/opportunities/${id}`)).body).toMatchObject({
      name: 'Renamed',
      monetary_unit: 'EUR',
      interaction_count: 9,
      date_modified: startSeconds + 60,
    });
  });

  test('can make and delete opportunities, with lead origins too', async () => {
    const account = await openAccount();
    const { control } = account.sandbox;

    const id = await control.create({ leads_converted_from: [{ lead_id: 7, converted_timestamp: 8 }] });
    const made = await control.truth(id);
    await control.delete(id);

    expect(made).toMatchObject({ leads_converted_from: [{ lead_id: 7, converted_timestamp: 8 }] });
    expect(await control.truth(id)).toBeUndefined();
    expect((await account.get(`/opportunities/${id}`)).status).toBe(404);
  });

  test('knows no merge and no restoring, no unknown ids and no unknown attributes', async () => {
    const account = await openAccount();
    const { control } = account.sandbox;
    const [first = '', second = ''] = await control.ids();
    await control.delete(first);

    await expect(control.merge(second, first)).rejects.toThrow('copper has no merge');
    await expect(control.restore(first)).rejects.toThrow('copper has no restore');
    await expect(control.edit(first, { name: 'x' })).rejects.toMatchObject({ code: 'sandbox/unknown-deal' });
    await expect(control.edit(second, { closeDate: 'x' })).rejects.toMatchObject({
      code: 'sandbox/invalid-changes',
    });
  });

  test.each([
    { interaction_count: 'many' },
    { interaction_count: -1 },
    { interaction_count: null },
    { date_stage_changed: null },
    { date_last_contacted: '2026-11-22' },
    { date_lead_created: 1.5 },
    { leads_converted_from: 'x' },
    { leads_converted_from: [7] },
    { leads_converted_from: [{ converted_timestamp: 8 }] },
  ])('cannot move what only the vendor moves to a value that it never has: %o', async (changes) => {
    const account = await openAccount();
    const { control } = account.sandbox;
    const [id = ''] = await control.ids();
    const before = await control.truth(id);

    await expect(control.edit(id, changes)).rejects.toMatchObject({ code: 'sandbox/invalid-changes' });
    await expect(control.create(changes)).rejects.toMatchObject({ code: 'sandbox/invalid-changes' });

    expect(await control.truth(id)).toEqual(before);
  });

  test('clears what can be empty', async () => {
    const account = await openAccount();
    const { control } = account.sandbox;
    const id = await control.create({ date_last_contacted: 5, date_lead_created: 6 });

    await control.edit(id, { date_last_contacted: null, date_lead_created: null, leads_converted_from: [] });

    expect(await control.truth(id)).toMatchObject({
      date_last_contacted: null,
      date_lead_created: null,
      leads_converted_from: [],
    });
  });
});
