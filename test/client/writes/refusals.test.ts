import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WriteFailedError } from '../../../src/client/index.ts';
import type { Crm, NewOpportunityInput, OpportunityInput } from '../../../src/index.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { RunningSandbox } from '../../../src/sandbox-kit/index.ts';
import { connectTo, emulatedNames, startEmulated, type EmulatedName } from '../../support/emulated-vendor.ts';

interface Refused {
  readonly field: string;
  readonly native: string;
  /** The vendor's words. */
  readonly message: RegExp;
  /** Written by the field, then spoilt past what the mapping would let through. */
  readonly input: OpportunityInput;
  readonly sent: JsonObject;
}

const refused: Readonly<Record<EmulatedName, readonly Refused[]>> = {
  copper: [
    {
      field: 'monetaryAmount',
      native: 'monetary_value',
      message: /^Invalid value for Monetary Value$/,
      input: { monetaryAmount: 7 },
      sent: { monetary_value: 'many' },
    },
    {
      field: 'status',
      native: 'status',
      message: /^Invalid value for Status$/,
      input: { status: 'Won' },
      sent: { status: 'Gewonnen' },
    },
    {
      field: 'companyId',
      native: 'company_id',
      message: /./,
      input: { companyId: '1' },
      sent: {},
    },
  ],
  hubspot: [
    {
      field: 'monetaryAmount',
      native: 'amount',
      message: /^\[value\] was not a valid number/,
      input: { monetaryAmount: 7 },
      sent: { properties: { amount: 'many' } },
    },
    {
      field: 'type',
      native: 'dealtype',
      message: /^\[value\] was not one of the allowed options/,
      input: { type: 'Existing Business' },
      sent: { properties: { dealtype: 'nobody-s' } },
    },
    {
      field: 'currency',
      native: 'deal_currency_code',
      message: /^\[value\] was not one of the allowed options/,
      input: { currency: 'EUR' },
      sent: { properties: { deal_currency_code: 'CHF' } },
    },
  ],
  pipedrive: [
    {
      field: 'monetaryAmount',
      native: 'value',
      message: /./,
      input: { monetaryAmount: 7 },
      sent: { value: 'many' },
    },
    {
      field: 'companyId',
      native: 'org_id',
      message: /./,
      input: { companyId: '1' },
      sent: {},
    },
  ],
};

describe.each(emulatedNames)('what emulated %s refuses', (id) => {
  let sandbox: RunningSandbox;
  let crm: Crm;
  beforeAll(async () => {
    sandbox = await startEmulated(id, { deals: 10, seed: 3 });
    crm = await connectTo(sandbox);
  });
  afterAll(async () => {
    await crm.close();
    await sandbox.close();
  });

  function spoilt({ input, sent }: Refused): NewOpportunityInput {
    return {
      ...input,
      title: input.title ?? 'Refused',
      passThrough: [{ serviceId: id, extendObject: { ...sent } }],
    };
  }

  test.each(refused[id])('about $field reaches the caller in both languages', async (one) => {
    const before = await sandbox.control.ids({ limit: 100 });

    const error: unknown = await crm.opportunities.create(spoilt(one)).catch((reason: unknown) => reason);

    const { field, native, message } = one;
    expect(error).toBeInstanceOf(WriteFailedError);
    expect(error).toMatchObject({
      fields: [{ field, native, message: expect.stringMatching(message) }],
      message: expect.stringContaining(field),
      cause: { code: 'invalid-request' },
    });
    expect(await sandbox.control.ids({ limit: 100 })).toEqual(before);
  });

  test('is told of each item of many, and the others are created', async () => {
    const [bad] = refused[id];
    if (bad === undefined) throw new Error('nothing is refused');

    const results = await crm.opportunities.createMany([{ title: 'One' }, spoilt(bad), { title: 'Three' }]);

    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'failed', 'created']);
    expect(results[1]?.error).toMatchObject({ fields: [{ field: bad.field, native: bad.native }] });
  });
});

/** A refusal that names nothing that was sent: what is missing, or the one thing a request is about. */
const unnamed: readonly {
  readonly says: string;
  readonly id: EmulatedName;
  readonly field: string;
  readonly input: OpportunityInput;
  readonly isUpdate: boolean;
}[] = [
  {
    says: 'a name that is missing',
    id: 'hubspot',
    field: 'title',
    input: { monetaryAmount: 1 },
    isUpdate: false,
  },
  {
    says: 'a contact nobody knows',
    id: 'hubspot',
    field: 'contactIds',
    input: { contactIds: ['999999999'] },
    isUpdate: true,
  },
  {
    says: 'a company nobody knows',
    id: 'hubspot',
    field: 'companyId',
    input: { companyId: '999999999' },
    isUpdate: true,
  },
];

describe.each(unnamed)('a refusal about $says', ({ id, field, input, isUpdate }) => {
  test(`names ${field}`, async () => {
    const sandbox = await startEmulated(id, { deals: 3, seed: 3 });
    const crm = await connectTo(sandbox);
    const [known = ''] = await sandbox.control.ids({ limit: 1 });

    const write = isUpdate
      ? crm.opportunities.update(known, input)
      : crm.opportunities.create(input as NewOpportunityInput);
    const error: unknown = await write.catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(WriteFailedError);
    expect(error).toMatchObject({ fields: expect.arrayContaining([expect.objectContaining({ field })]) });
    await crm.close();
    await sandbox.close();
  });
});
