import { describe, expect, test } from 'vitest';
import { openFaultyAccount } from './faulty-account.ts';
import { neverFailed, operationsOf } from './met-operations.ts';
import { testManyWrites } from './many-writes.ts';
import { testSilence, testSingleWrites } from './single-writes.ts';

describe('Pipedrive fails in the middle of', () => {
  testSingleWrites('pipedrive');
});

describe('Pipedrive fails with', () => {
  testManyWrites('pipedrive');
});

describe('Pipedrive falls silent', () => {
  testSilence('pipedrive');
});

test('Pipedrive does not say which participant leaves: who was added stays, nobody is taken away', async () => {
  const account = await openFaultyAccount('pipedrive');
  const { crm, contacts, sandbox } = account;
  const [a = '', b = '', c = ''] = contacts;
  try {
    const made = await crm.opportunities.create({ title: 'x', primaryContactId: a, contactIds: [a, b] });
    const id = 'outcome' in made ? made.id : '';
    sandbox.control.fault('status=500*always@GET /participants');

    await expect(crm.opportunities.update(id, { contactIds: [a, c] })).rejects.toMatchObject({
      code: 'write-failed',
      progress: {
        done: [{ operationId: 'deals.addParticipant' }],
        failed: { operationId: 'deals.removeParticipant' },
      },
    });

    sandbox.control.clearFaults();
    expect(await account.state(id)).toMatchObject({ contactIds: [a, b, c].toSorted() });
  } finally {
    await account.close();
  }
});

test('every operation of Pipedrive has failed in the middle of a write', () => {
  expect(operationsOf('pipedrive')).not.toEqual([]);
  expect(neverFailed('pipedrive')).toEqual([]);
});
