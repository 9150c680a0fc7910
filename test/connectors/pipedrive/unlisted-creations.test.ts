import { expect, test } from 'vitest';
import { openWriteAccount } from './write-account.ts';

test('a new deal is listed among the changes, whatever the change filter makes of one without a change time', async () => {
  const account = await openWriteAccount({ faults: ['untouched-unlisted'] });
  const updatedSince = account.sandbox.control.now();
  const { id } = await account.crm.opportunities.create({ title: 'Never edited' });

  const listed: string[] = [];
  for await (const deal of account.crm.opportunities.list({ updatedSince })) listed.push(deal.id);

  expect(listed).toContain(id);
});
