import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { writes } from '../../../../connectors/copper/writes/writes.ts';
import type { JsonObject, JsonValue, PlannedRequest } from '../../../../src/connector-kit/index.ts';
import { openWriteAccount, type WriteAccount } from '../write-account.ts';

async function send(
  account: WriteAccount,
  requests: readonly PlannedRequest[] | undefined,
): Promise<JsonValue> {
  let answer: JsonValue = null;
  // Came out of JSON.
  for (const request of requests ?? [])
    answer = (await account.session.request<unknown>(request, z.unknown())) as JsonValue;
  return answer;
}

async function made(account: WriteAccount): Promise<string> {
  return (await account.create({ title: 'Fleet' })).id ?? '';
}

function update(account: WriteAccount, id: string, patch: JsonObject): Promise<JsonValue> {
  return send(account, writes.update?.(id, { patch, current: {} }));
}

const invalidId = (label: string): string => `Invalid value for ${label}: IDs must be positive integers`;

describe('what Copper refuses is an error that names the field and no value', () => {
  const refused: readonly (readonly [patch: JsonObject, fields: readonly (readonly [string, string])[]])[] = [
    [{ name: ' ' }, [['name', "can't be blank"]]],
    [
      { closeDate: 's3cret', Owner: 1 },
      [
        ['closeDate', 'Unrecognized attributes specified'],
        ['Owner', 'Unrecognized attributes specified'],
      ],
    ],
    [{ monetary_unit: 'EUR' }, [['monetary_unit', 'Unrecognized attributes specified']]],
    [{ company_id: 's3cret' }, [['company_id', invalidId('Company Id')]]],
    [{ assignee_id: 1 }, [['assignee_id', 'does not exist']]],
    [{ primary_contact_id: 1 }, [['primary_contact_id', 'does not exist']]],
    [{ pipeline_stage_id: 987_101 }, [['pipeline_stage_id', 'does not belong to the pipeline']]],
    [{ status: 's3cret' }, [['status', 'Invalid value for Status']]],
    [{ priority: 's3cret' }, [['priority', 'Invalid value for Priority']]],
    [{ close_date: '2027-01-07' }, [['close_date', 'Invalid value for Close Date']]],
    [{ win_probability: 12.5 }, [['win_probability', 'Invalid value for Win Probability']]],
    [{ monetary_value: 's3cret' }, [['monetary_value', 'Invalid value for Monetary Value']]],
    [{ tags: 's3cret' }, [['tags', 'Invalid value for Tags']]],
    [
      { custom_fields: [{ custom_field_definition_id: 380_001, value: 's3cret' }] },
      [['NDA signed', 'Invalid value for NDA signed']],
    ],
    [
      { custom_fields: [{ custom_field_definition_id: 380_008, value: 's3cret'.repeat(50) }] },
      [['PO number', 'Invalid value for PO number']],
    ],
    [
      { custom_fields: [{ custom_field_definition_id: 5, value: 1 }] },
      [['custom_fields', 'Custom field definition does not exist']],
    ],
    [
      { name: '', status: 's3cret' },
      [
        ['name', "can't be blank"],
        ['status', 'Invalid value for Status'],
      ],
    ],
  ];

  test.each(refused)('%o', async (patch, fields) => {
    const account = await openWriteAccount({ deals: 1 });
    const id = await made(account);
    const before = await account.get(id);
    const error = await update(account, id, patch).catch((caught: unknown) => caught);

    expect(error).toMatchObject({
      code: 'invalid-request',
      details: { status: 422, fields: fields.map(([field, message]) => ({ field, message })), attempts: 1 },
    });
    expect(JSON.stringify(error) + String(error)).not.toContain('s3cret');
    expect(await account.get(id)).toEqual(before);
  });

  test('a new opportunity without a contact, in accounts that need one', async () => {
    const account = await openWriteAccount({ deals: 1, faults: ['contact-required'] });

    await expect(account.create({ title: 'x' })).rejects.toMatchObject({
      code: 'invalid-request',
      details: { fields: [{ field: 'primary_contact_id', message: "can't be blank" }] },
    });
  });

  test('a currency, in accounts that do not take one; where it is as it was, it is not sent', async () => {
    const account = await openWriteAccount({ deals: 1 });
    const { id = '' } = await account.create({ title: 'x', monetaryAmount: 5 });
    const current = await account.get(id);

    const { issues } = account.bound.write({ monetaryAmount: 6, currency: 'EUR' }, current);
    expect(issues).toMatchObject([
      {
        field: 'currency',
        code: 'unchecked',
        severity: 'warning',
        hint: expect.stringContaining('leave it out'),
      },
    ]);
    await expect(account.update(id, { monetaryAmount: 6, currency: 'EUR' }, current)).rejects.toMatchObject({
      details: { fields: [{ field: 'monetary_unit' }] },
    });
    const { requests, warnings } = await account.update(id, { monetaryAmount: 6, currency: 'USD' }, current);
    expect(warnings).toEqual([]);
    expect(requests.map(({ body }) => body)).toEqual([{ monetary_value: 6 }]);
  });

  test('a Connect field, before anything is sent: its links are records of their own', async () => {
    const account = await openWriteAccount({ deals: 1 });

    const { issues } = account.bound.write({ title: 'x', customFields: [{ name: 'Partner', value: [5] }] });

    expect(issues).toMatchObject([
      {
        field: 'customFields[380011]',
        code: 'read-only',
        message: expect.stringContaining('its links are records of their own'),
        hint: expect.stringContaining('/related_links'),
      },
    ]);
  });

  test('a record that is not there, in either form of the answer', async () => {
    for (const faults of [[], ['short-not-found']]) {
      const account = await openWriteAccount({ deals: 1, faults });

      await expect(update(account, '5', { name: 'x' })).rejects.toMatchObject({ code: 'not-found' });
      await expect(send(account, writes.delete?.('5'))).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  test('a person who is not there, and one who is not related', async () => {
    const account = await openWriteAccount({ deals: 1 });
    const id = await made(account);
    const unrelated = {
      patch: { related_people: [] },
      current: { related_people: [{ id: Number(account.people[0]) }] },
    };

    await expect(
      send(account, writes.update?.(id, { patch: { related_people: [{ id: 1 }] }, current: {} })),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(send(account, writes.update?.(id, unrelated))).rejects.toMatchObject({
      code: 'invalid-request',
      details: { fields: [{ field: undefined, message: 'Resources are not related' }] },
    });
  });

  test('more items than a batch holds', async () => {
    const account = await openWriteAccount({ deals: 1 });
    const item = { change: { patch: { name: 'x' }, current: undefined } };
    const plan = writes.batch?.create?.plan(Array.from({ length: 11 }, () => item));

    await expect(send(account, plan === undefined ? [] : [plan])).rejects.toMatchObject({
      code: 'invalid-request',
      details: { fields: [{ field: undefined, message: 'Request size too large, limit is 10' }] },
    });
  });
});

describe('what Copper carries out', () => {
  test('a deleted opportunity is gone', async () => {
    const account = await openWriteAccount({ deals: 1 });
    const id = await made(account);

    expect(await send(account, writes.delete?.(id))).toEqual({ id: Number(id), is_deleted: true });
    expect(await account.get(id)).toBeUndefined();
  });

  test('a batch, each item for itself', async () => {
    const account = await openWriteAccount({ deals: 1 });
    const items = ['a', ' ', 'c'].map((name) => ({ change: { patch: { name }, current: undefined } }));
    const batch = writes.batch?.create;
    const plan = batch?.plan(items);
    const answer = await send(account, plan === undefined ? [] : [plan]);
    const outcomes = batch?.outcomes(answer, 200, items) ?? [];

    expect(outcomes).toMatchObject([
      { created: true },
      { failure: { status: 422, fields: [{ field: 'name', message: 'invalid' }] } },
      { created: true },
    ]);
    const names = outcomes.map(async (outcome) =>
      'id' in outcome ? (await account.get(outcome.id))?.['name'] : null,
    );
    expect(await Promise.all(names)).toEqual(['a', null, 'c']);
  });

  test('a search by a custom field finds the record that has the value', async () => {
    const account = await openWriteAccount({ deals: 3 });
    const { id } = await account.create({
      title: 'x',
      customFields: [{ name: 'Seats factor', value: 77.25 }],
    });

    expect(await writes.find?.(account.session, { field: '380006', value: '77.25' })).toEqual([id]);
    expect(await writes.find?.(account.session, { field: '380006', value: '77' })).toEqual([]);
  });
});
