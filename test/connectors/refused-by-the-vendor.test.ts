import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WriteFailedError, type Crm } from '../../src/client/index.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { OpportunityInput } from '../../src/model/opportunity-input.ts';
import type { RunningSandbox } from '../../src/sandbox-kit/index.ts';
import { connectTo, emulatedNames, startEmulated, type EmulatedName } from '../support/emulated-vendor.ts';

/** What a vendor refuses, and a mapping cannot keep from it where the vendor's tables are newer than ours. */
const kinds = [
  'unknown key',
  'wrong type',
  'missing required',
  'read-only',
  'invalid option',
  'owner',
  'stage of another pipeline',
  'linked record',
  'custom field',
] as const;
type Kind = (typeof kinds)[number];

interface Refused {
  /** What is written besides a title. */
  readonly input?: OpportunityInput;
  /** Past the mapping, into the body as it is. */
  readonly sent?: JsonObject;
  /** Single places of the body. */
  readonly at?: Readonly<Record<string, JsonObject[string]>>;
  /** A create instead of an update. */
  readonly isCreate?: true;
  readonly native: string;
  /** Unified fields; none where the model has nothing of the kind. */
  readonly fields: readonly string[];
  /** In the vendor's words. */
  readonly says: RegExp;
}

const unrecognised = /Unrecognized attributes specified/;

/** A text says why a vendor never refuses that. */
const table: Readonly<Record<EmulatedName, Readonly<Record<Kind, Refused | string>>>> = {
  copper: {
    'unknown key': { sent: { colour: 'red' }, native: 'colour', fields: [], says: unrecognised },
    'wrong type': {
      sent: { monetary_value: 'much' },
      native: 'monetary_value',
      fields: ['monetaryAmount'],
      says: /Invalid value for Monetary Value/,
    },
    'missing required': { sent: { name: ' ' }, native: 'name', fields: ['title'], says: /can't be blank/ },
    'read-only': {
      sent: { date_created: 1 },
      native: 'date_created',
      fields: ['createdAt'],
      says: unrecognised,
    },
    'invalid option': {
      sent: { priority: 'Huge' },
      native: 'priority',
      fields: ['priority'],
      says: /Invalid value for Priority/,
    },
    owner: { sent: { assignee_id: 1 }, native: 'assignee_id', fields: ['ownerId'], says: /does not exist/ },
    'stage of another pipeline': {
      sent: { pipeline_stage_id: 987_101 },
      native: 'pipeline_stage_id',
      fields: ['pipelineStageId'],
      says: /does not belong to the pipeline/,
    },
    'linked record': {
      input: { companyId: '1' },
      native: 'company_id',
      fields: ['companyId'],
      says: /does not exist/,
    },
    'custom field': {
      input: { customFields: [{ name: 'NDA signed', value: true }] },
      at: { '$.custom_fields[0].value': 'perhaps' },
      native: 'NDA signed',
      fields: ['customFields[380001]'],
      says: /Invalid value for NDA signed/,
    },
  },
  hubspot: {
    'unknown key': {
      sent: { properties: { kolor: 'red' } },
      native: 'kolor',
      fields: [],
      says: /PROPERTY_DOESNT_EXIST/,
    },
    'wrong type': {
      sent: { properties: { amount: 'much' } },
      native: 'amount',
      fields: ['monetaryAmount'],
      says: /INVALID_NUMERIC/,
    },
    'missing required': {
      isCreate: true,
      sent: { properties: { dealname: '' } },
      native: 'dealname',
      fields: ['title'],
      says: /MISSING_REQUIRED_PROPERTY/,
    },
    'read-only': {
      sent: { properties: { hs_projected_amount: '1' } },
      native: 'hs_projected_amount',
      fields: ['expectedRevenue'],
      says: /READ_ONLY_VALUE/,
    },
    'invalid option': {
      sent: { properties: { dealtype: 'gift' } },
      native: 'dealtype',
      fields: ['type'],
      says: /INVALID_OPTION/,
    },
    owner: {
      sent: { properties: { hubspot_owner_id: '90404' } },
      native: 'hubspot_owner_id',
      fields: ['ownerId'],
      says: /INVALID_OWNER_ID/,
    },
    'stage of another pipeline': {
      sent: { properties: { dealstage: '190277427' } },
      native: 'dealstage',
      fields: ['pipelineStageId'],
      says: /INVALID_OPTION/,
    },
    'linked record': {
      isCreate: true,
      input: { contactIds: ['1'] },
      native: 'associations.contacts.results[].id',
      fields: ['contactIds'],
      says: /not a record that can be linked/,
    },
    'custom field': {
      isCreate: true,
      input: { customFields: [{ id: 'erp_reference', value: 'ERP-0000003' }] },
      native: 'erp_reference',
      fields: ['customFields[erp_reference]'],
      says: /CONFLICTING_UNIQUE_VALUE/,
    },
  },
  pipedrive: {
    'unknown key': { sent: { colour: 'red' }, native: 'colour', fields: [], says: /not allowed/ },
    'wrong type': {
      sent: { value: 'much' },
      native: 'value',
      fields: ['monetaryAmount'],
      says: /Expected number/,
    },
    'missing required': { sent: { title: '' }, native: 'title', fields: ['title'], says: /./ },
    'read-only': { sent: { is_deleted: true }, native: 'is_deleted', fields: ['deleted'], says: /./ },
    'invalid option': {
      sent: { status: 'gone' },
      native: 'status',
      fields: ['status', 'statusId'],
      says: /./,
    },
    owner: { sent: { owner_id: 1 }, native: 'owner_id', fields: ['ownerId'], says: /not found/ },
    'stage of another pipeline': 'the stage decides the pipeline, and one given beside it is left aside',
    'linked record': {
      input: { companyId: '1' },
      native: 'org_id',
      fields: ['companyId'],
      says: /not found/,
    },
    'custom field': {
      input: { customFields: [{ name: 'PO number', value: 'PO-1' }] },
      at: { [`$.custom_fields`]: { nobody: 1 } },
      native: 'custom_fields.nobody',
      fields: [],
      says: /./,
    },
  },
};

async function refusal(crm: Crm, name: EmulatedName, row: Refused, id: string): Promise<WriteFailedError> {
  const { input = {}, sent, at = {}, isCreate } = row;
  const extendPaths = Object.entries(at).map(([path, value]) => ({ path, value }));
  const passThrough =
    sent === undefined && extendPaths.length === 0
      ? []
      : [{ serviceId: name, ...(sent === undefined ? {} : { extendObject: sent }), extendPaths }];
  const whole = { ...input, passThrough };
  const written =
    isCreate === true
      ? crm.opportunities.create({ ...whole, title: input.title ?? 'New' })
      : crm.opportunities.update(id, whole);
  const error: unknown = await written.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof WriteFailedError) return error;
  throw new Error('it was not refused by the vendor', { cause: error });
}

describe.each(emulatedNames)('what %s refuses reaches the caller', (name) => {
  let vendor: RunningSandbox;
  let crm: Crm;
  let id: string;

  beforeAll(async () => {
    vendor = await startEmulated(name, { deals: 10 });
    crm = await connectTo(vendor);
    ({ id } = await crm.opportunities.create({ title: 'To be changed' }));
  });
  afterAll(async () => {
    await crm.close();
    await vendor.close();
  });

  const rows = kinds.flatMap((kind) => {
    const row = table[name][kind];
    return typeof row === 'string' ? [] : [{ kind, row }];
  });

  test.each(rows)('$kind', async ({ row }) => {
    const before = await vendor.control.truth(id);

    const error = await refusal(crm, name, row, id);

    const named = error.fields.filter(({ native }) => native === row.native);
    expect(named.flatMap(({ field }) => field ?? [])).toEqual(row.fields);
    expect(error.fields).toHaveLength(Math.max(1, row.fields.length));
    expect(named.map(({ message, code }) => `${code}: ${message}`).join()).toMatch(row.says);
    expect(error.message).toContain(row.native);
    expect(error.cause).toMatchObject({ name: 'VendorError', code: /^(?:invalid-request|conflict)$/ });
    expect(await vendor.control.truth(id)).toEqual(before);
  });
});
