import { describe, expect, test } from 'vitest';
import { emulatedNames, some } from '../support/emulated-vendor.ts';
import { account } from './written.ts';

/** Mistakes of others about the records around a deal, each as a promise of ours. */
describe.each(emulatedNames)('links, written to %s', (id) => {
  const open = account(id);

  test('the company arrives, on create and on update', async () => {
    const { crm, create, update, truth, get } = open();
    const [first = '', second = ''] = await some(crm, id, 'companies');

    const { id: made } = await create({ title: 'Of a company', companyId: first });
    expect(await truth(made, 'company')).toBe(first);
    await update(made, { companyId: second });
    expect(await truth(made, 'company')).toBe(second);
    expect(await get(made)).toMatchObject({ companyId: second });
  });

  test('contacts arrive, and an update of something else keeps them and the company', async () => {
    const { crm, create, update, get } = open();
    const [one = '', two = ''] = await some(crm, id, 'contacts');
    const [companyId = ''] = await some(crm, id, 'companies');

    const input = { title: 'With people', primaryContactId: one, contactIds: [one, two], companyId };
    const { id: made } = await create(input);
    await update(made, { title: 'With the same people' });

    const after = await get(made);
    expect(after.contactIds?.toSorted()).toEqual([one, two].toSorted());
    expect(after.companyId).toBe(companyId);
  });

  test('contacts that could not be read are not none: nothing is written', async () => {
    const { crm, create, seen, vendor, get } = open();
    const [one = '', two = '', three = ''] = await some(crm, id, 'contacts');
    const input = { title: 'Unreadable', primaryContactId: one, contactIds: [one, two] };
    const { id: made } = await create(input);
    const before = seen.length;

    // Only what tells who is linked fails.
    const links = { copper: '/related', hubspot: '/deals', pipedrive: '/persons' }[id];
    vendor.control.fault(`retry-after=1*always@GET ${links}`);
    const attempt = crm.opportunities.update(made, { contactIds: [one, three] });
    await expect(attempt).rejects.toMatchObject({ code: 'rate-limited' });
    vendor.control.clearFaults();

    expect(seen.length).toBe(before);
    expect((await get(made)).contactIds?.toSorted()).toEqual([one, two].toSorted());
  });

  test('a create without an answer is not repeated', async () => {
    const { crm, vendor, seen } = open();
    const before = [seen.length, (await vendor.control.ids({ limit: 10_000 })).length];

    vendor.control.fault('lost-answer=503@POST /');
    await expect(crm.opportunities.create({ title: 'Once' })).rejects.toMatchObject({
      code: 'write-ambiguous',
    });

    const after = [seen.length, (await vendor.control.ids({ limit: 10_000 })).length];
    expect(after).toEqual(before.map((count) => count + 1));
  });

  test('the owner is not the creator: writing one leaves the other', async () => {
    const { crm, having, update, truth } = open();
    const deals = await having('Open');
    const owners = [...new Set(deals.flatMap(({ ownerId }) => ownerId ?? []))];
    const deal = deals.find(({ ownerId }) => ownerId === owners[0]);
    const { id: which = '' } = deal ?? {};
    const creator = await truth(which, 'creator');

    // Some of them have left.
    const refusals = await Promise.all(
      owners.slice(1).map(async (ownerId) => {
        const { issues } = await crm.opportunities.update(which, { ownerId }, { dryRun: true });
        return issues.length;
      }),
    );
    const next = owners[refusals.indexOf(0) + 1] ?? '';

    await update(which, { ownerId: next });

    expect(await truth(which, 'owner')).toBe(next);
    expect(await truth(which, 'creator')).toBe(creator);
  });
});
