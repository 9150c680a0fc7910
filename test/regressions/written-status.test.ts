import { describe, expect, test } from 'vitest';
import { emulatedNames } from '../support/emulated-vendor.ts';
import { account } from './written.ts';

const standing = ['status', 'stage', 'pipeline', 'closed', 'forecast', 'lostReason'] as const;

/** Mistakes of others that open, close or date a deal nobody meant to, each as a promise of ours. */
describe.each(emulatedNames)('status and close date, written to %s', (id) => {
  const open = account(id);

  test.each(['Won', 'Lost', 'Open'])(
    'an update without a status leaves a deal as it is: %s',
    async (status) => {
      const { having, update, truth } = open();
      const [deal] = await having(status);
      const { id: which = '' } = deal ?? {};
      const look = () => Promise.all(standing.map((what) => truth(which, what)));
      const before = await look();

      await update(which, { title: `still ${status}`, monetaryAmount: 12.5 });

      expect(await truth(which, 'title')).toBe(`still ${status}`);
      expect(await look()).toEqual(before);
    },
  );

  test('an update sends what it was given, and nothing to reset the rest', async () => {
    const { having, crm } = open();
    const [deal] = await having('Won');
    const plan = await crm.opportunities.update(deal?.id ?? '', { title: 'only this' }, { dryRun: true });

    const bodies = JSON.stringify(plan.requests.map(({ body }) => body));
    expect(bodies).toContain('only this');
    expect(bodies).not.toMatch(/status|stage|close|null/);
  });

  test('a close date that is missing is not made up', async () => {
    const { create, truth, get } = open();

    const { id: made } = await create({ title: 'No date yet' });

    expect(await truth(made, 'closed')).toBeNull();
    expect(await truth(made, 'forecast')).toBeNull();
    expect(await get(made)).toMatchObject({ closeDate: null, status: 'Open' });
  });

  test('a close date of a deal that stays open is refused: there it would be a forecast', async () => {
    const { having, refused } = open();
    const [deal] = await having('Open');

    expect(await refused(deal?.id ?? '', { closeDate: '2027-01-31' })).toContainEqual(
      expect.objectContaining({ field: 'closeDate', code: 'not-met', severity: 'error' }),
    );
  });

  test('a deal closes on the day that was given, and opens again only where that is said', async () => {
    const { create, update, get } = open();
    // HubSpot's deals open and close by their stages.
    const stage = id === 'hubspot' ? { pipelineStageId: 'qualifiedtobuy' } : {};
    const { id: made } = await create({ title: 'Closes', ...stage });

    await update(made, { status: 'Won', closeDate: '2026-10-05' });
    expect(await get(made)).toMatchObject({ status: 'Won', closeDate: '2026-10-05' });
    await update(made, { title: 'Closed' });
    expect(await get(made)).toMatchObject({ status: 'Won', closeDate: '2026-10-05', title: 'Closed' });
    await update(made, id === 'hubspot' ? stage : { status: 'Open' });
    expect(await get(made)).toMatchObject({ status: 'Open', closeDate: null });
  });

  test('a status nobody knows is refused, and never stands for an open deal', async () => {
    const { having, crm, seen, truth } = open();
    const [deal] = await having('Won');
    const { id: which = '' } = deal ?? {};
    const before = [seen.length, await truth(which, 'status')];

    // As a caller without types would.
    const paused = JSON.parse('{"status":"Paused"}');
    await expect(crm.opportunities.update(which, paused)).rejects.toMatchObject({
      code: expect.stringMatching(/^write-refused$|^bad-/),
    });

    expect([seen.length, await truth(which, 'status')]).toEqual(before);
  });
});
