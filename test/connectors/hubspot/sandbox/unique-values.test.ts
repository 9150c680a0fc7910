import { expect, test } from 'vitest';
import { openAccount } from '../sandbox-client.ts';

const deals = '/crm/objects/2026-09/deals';

test('a unique value is free again once its deal has another, or is archived, and taken once it is back', async () => {
  const account = await openAccount({ deals: 20 });
  const make = async (reference: string) =>
    account.send('POST', deals, { properties: { dealname: 'x', erp_reference: reference } });
  const first = await make('ERP-X');
  const id = String(first.body['id']);

  const taken = await make('ERP-X');
  await account.send('PATCH', `${deals}/${id}`, { properties: { erp_reference: 'ERP-Y' } });
  const second = await make('ERP-X');
  const stillTaken = await make('ERP-Y');
  await account.sandbox.control.delete(id);
  const third = await make('ERP-Y');
  await account.sandbox.control.delete(String(third.body['id']));
  await account.sandbox.control.restore(id);
  const takenAgain = await make('ERP-Y');

  const statuses = [first, taken, second, stillTaken, third, takenAgain].map(({ status }) => status);
  expect(statuses).toEqual([201, 400, 201, 400, 201, 400]);
});
