import { describe, expect, test } from 'vitest';
import { ids, listIn, objectIn, openAccount, results, type Reply } from '../sandbox-client.ts';

const deals = '/crm/objects/2026-09/deals';
const good = { properties: { dealname: 'good' } };

function errors(reply: Reply): readonly unknown[] {
  return listIn(reply.body, 'errors').map((error) => error['context']);
}

describe('a batch whose inputs carry trace ids', () => {
  test('reports a link that leads nowhere for its own input', async () => {
    const account = await openAccount();
    const nowhere = [
      { to: { id: '1' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 3 }] },
    ];

    const reply = await account.send('POST', `${deals}/batch/create`, {
      inputs: [
        { ...good, objectWriteTraceId: 'a' },
        { ...good, objectWriteTraceId: 'b', associations: nowhere },
      ],
    });

    expect(reply.status).toBe(207);
    expect(results(reply)).toMatchObject([{ objectWriteTraceId: 'a' }]);
    expect(errors(reply)).toMatchObject([{ objectWriteTraceId: ['b'] }]);
  });

  test('names the trace id and the id of each deal that is not there', async () => {
    const account = await openAccount();
    const [id] = await account.sandbox.control.ids();

    const reply = await account.send('POST', `${deals}/batch/update`, {
      inputs: [
        { id: '7', objectWriteTraceId: 'a', ...good },
        { id, objectWriteTraceId: 'b', ...good },
        { id: '8', objectWriteTraceId: 'c', ...good },
      ],
    });

    expect(reply.status).toBe(207);
    expect(results(reply)).toMatchObject([{ id, objectWriteTraceId: 'b' }]);
    expect(errors(reply)).toEqual([
      { ids: ['7'], objectWriteTraceId: ['a'] },
      { ids: ['8'], objectWriteTraceId: ['c'] },
    ]);
  });

  test('reports rules of the account for the input that breaks them', async () => {
    const account = await openAccount();
    const won = { dealname: 'won', dealstage: 'closedwon', pipeline: 'default' };

    const reply = await account.send('POST', `${deals}/batch/create`, {
      inputs: [
        { properties: { ...won, closedate: '2026-11-22' }, objectWriteTraceId: 'a' },
        { properties: won, objectWriteTraceId: 'b' },
        { properties: { amount: '1' }, objectWriteTraceId: 'c' },
      ],
    });

    expect(results(reply)).toHaveLength(1);
    expect(listIn(reply.body, 'errors').map((error) => listIn(error, 'errors'))).toMatchObject([
      [{ code: 'MISSING_REQUIRED_PROPERTY', context: { propertyName: ['closedate'] } }],
      [{ code: 'MISSING_REQUIRED_PROPERTY', context: { propertyName: ['dealname'] } }],
    ]);
  });

  test('counts as one without them where two carry the same', async () => {
    const account = await openAccount();
    const inputs = [good, { properties: { kolor: 'red' } }].map((input) => ({
      ...input,
      objectWriteTraceId: 'same',
    }));

    expect((await account.send('POST', `${deals}/batch/create`, { inputs })).status).toBe(400);
  });
});

test('a batch answers in an order of its own, as a batch read does', async () => {
  const account = await openAccount();
  const names = ['one', 'two', 'three'];

  const reply = await account.send('POST', `${deals}/batch/create`, {
    inputs: names.map((dealname) => ({ properties: { dealname }, objectWriteTraceId: dealname })),
  });

  const answered = results(reply).map((deal) => deal['objectWriteTraceId']);
  expect(answered).not.toEqual(names);
  expect(answered.toSorted()).toEqual(names.toSorted());
  expect(results(reply).map((deal) => objectIn(deal, 'properties')['dealname'])).toEqual(answered);
});

test('a batch without trace ids still updates the deals that are there, and lists the others together', async () => {
  const account = await openAccount();
  const [id] = await account.sandbox.control.ids();

  const reply = await account.send('POST', `${deals}/batch/update`, {
    inputs: [id, '7', '8'].map((one) => ({ id: one, ...good })),
  });

  expect(ids(reply)).toEqual([id]);
  expect(errors(reply)).toEqual([{ ids: ['7', '8'] }]);
});

test('a batch refuses to write one deal twice, by whichever keys it is named', async () => {
  const account = await openAccount();
  const [id] = await account.sandbox.control.ids();
  const before = await account.sandbox.control.truth(id ?? '');

  const reply = await account.send('POST', `${deals}/batch/update`, {
    inputs: [
      { id, ...good },
      { id: 'ERP-0000001', idProperty: 'erp_reference', ...good },
    ],
  });

  expect(reply).toMatchObject({ status: 400, body: { message: 'Duplicate IDs found in batch input' } });
  expect(await account.sandbox.control.truth(id ?? '')).toEqual(before);
});
