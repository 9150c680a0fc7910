import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject } from '../../../src/model/json.ts';
import { loadMapping, lookupTablesFromJson } from '../../../src/mapping/index.ts';
import type { WriteIssue } from '../../../src/mapping/write-types.ts';
import { bundledFiles } from '../../support/bundled-mapping.ts';

const lookups = lookupTablesFromJson({
  stages: {
    open1: { label: 'Qualified', outcome: 'Open', pipeline: 'default' },
    lost1: { label: 'Lost', outcome: 'Lost', pipeline: 'default' },
    lost2: { label: 'Cancelled', outcome: 'Lost', pipeline: 'default' },
    lost77: { label: 'Not signed', outcome: 'Lost', pipeline: '77' },
  },
  pipelines: { default: { label: 'Sales' }, '77': { label: 'Partners' } },
  activeOwners: { '90011': { label: 'Ada Moll' }, '90012': { label: 'Bo Lind' } },
  lossReasons: {},
  dealTypes: { newbusiness: { label: 'New Business' }, existingbusiness: { label: 'Existing Business' } },
});

function issuesOf(input: JsonObject, current: JsonObject, overlay?: string): readonly WriteIssue[] {
  const overlays = overlay === undefined ? [] : [{ file: 'overlay.yaml', text: overlay }];
  const { mapping, findings } = loadMapping({ ...bundledFiles('hubspot'), overlays });
  if (mapping === undefined) throw new Error(findings.map(({ message }) => message).join('\n'));
  const account = { currency: 'USD', timezone: 'UTC' };
  return mapping.bind({ lookups, account }).write(input, current).issues;
}

function deal(more: JsonObject = {}): JsonObject {
  const { properties, ...rest } = more;
  return {
    id: '1',
    properties: {
      dealname: 'A',
      pipeline: 'default',
      dealstage: 'open1',
      hs_is_closed: 'false',
      hs_is_closed_won: 'false',
      ...(isJsonObject(properties) ? properties : {}),
    },
    ...rest,
  };
}

describe('whoever is refused is told what there is', () => {
  test.each<[string, JsonObject, string, string]>([
    ['a stage', { pipelineStageId: 'opne1' }, 'there is no "opne1"', 'nearest: Qualified (open1)'],
    ['an owner', { ownerId: '90013' }, 'there is no "90013"', 'Ada Moll (90011)'],
    ['a type', { type: 'New Busines' }, 'there is no "New Busines"', 'nearest: New Business (newbusiness)'],
    [
      'a status that several stages have',
      { status: 'Lost' },
      'several of the stages are "Lost"',
      'write pipelineStageId instead, one of Lost (lost1), Cancelled (lost2)',
    ],
    [
      'a status that several stages have, and not what depends on it',
      { status: 'Lost', closeDate: '2026-11-20', lossReason: 'Price' },
      'several of the stages are "Lost"',
      'write pipelineStageId instead',
    ],
    [
      'a pipeline without its stage',
      { pipelineId: '77' },
      '"77" does not go with pipelineStageId "open1", which goes with "default"',
      'write pipelineStageId along with it',
    ],
    [
      'a probability',
      { winProbability: 50 },
      'it cannot be written: HubSpot takes it from the stage',
      'write what it follows from: pipelineStageId',
    ],
    ['a name of a company', { companyName: 'X' }, 'the company that companyId names', 'from: companyId'],
    [
      'no stage any more',
      { pipelineStageId: null },
      'it cannot be empty: a deal that has a stage can be moved to another one, and not out of all',
      'write a value, or leave it out',
    ],
    ['no pipeline any more', { pipelineId: null }, 'it cannot be empty: a deal that is in a pipeline', ''],
    [
      'a closing date that is none yet',
      { closeDate: '2026-11-20' },
      'it can be written only while status is "Won" or "Lost", and after this write it is "Open"',
      'write status along with it, or leave it out',
    ],
  ])('%s', (_, input, message, hint) => {
    const [issue, ...others] = issuesOf(input, deal());

    expect(others).toEqual([]);
    expect(issue?.message).toContain(message);
    expect(issue?.hint ?? '').toContain(hint);
    expect(issue?.at).toMatch(/^mappings\/hubspot\/opportunity\.yaml:\d+:\d+$/);
  });
});

describe('links', () => {
  test('that could not be read cannot be replaced: what would be taken away is not known', () => {
    const [issue] = issuesOf({ contactIds: ['7'] }, deal());

    expect(issue).toMatchObject({
      field: 'contactIds',
      code: 'read-only',
      hint: expect.stringContaining('permission'),
    });
    expect(issue?.message).toContain('associations.contacts.results');
  });

  const contacts = {
    results: [
      { id: '7', type: 'deal_to_contact' },
      { id: '8', type: 'deal_to_contact' },
    ],
  };
  const companies = {
    results: [
      { id: '8100', type: 'deal_to_company_unlabeled' },
      { id: '8101', type: 'deal_to_company' },
      { id: '8101', type: 'deal_to_company_unlabeled' },
    ],
  };

  test.each<[string, JsonObject, string]>([
    [
      'a contact that would not be the primary one',
      { primaryContactId: '9' },
      'leave it out, or write "7"; to link "9" without its being primaryContactId, add it to contactIds',
    ],
    ['several contacts', { primaryContactId: null }, 'write "7"; contactIds takes several away'],
    [
      'several companies',
      { companyId: null },
      'write "8100"; "8100" and whatever else is linked can be taken',
    ],
  ])('refused say what can be done about %s', (_, input, hint) => {
    const [issue, ...others] = issuesOf(input, deal({ associations: { contacts, companies } }));

    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code: 'would-not-read-back', hint: expect.stringContaining(hint) });
  });

  test.each<[string, JsonObject]>([
    ['two new ones', { primaryContactId: '5', contactId: '6' }],
    ['the present one and another', { primaryContactId: '7', contactId: '6' }],
    ['another and the present one', { primaryContactId: '6', contactId: '7' }],
    ['none and one', { primaryContactId: null, contactId: '5' }],
  ])('that name two primary contacts contradict each other: %s', (_, input) => {
    const before = deal({ associations: { contacts } });

    expect(issuesOf(input, before)).toContainEqual(
      expect.objectContaining({ field: 'contactId', code: 'conflict' }),
    );
    expect(issuesOf({ primaryContactId: '5', contactId: '5' }, before)).toEqual([]);
  });

  test('can be given to a deal that has none', () => {
    expect(issuesOf({ contactIds: ['7'] }, deal({ associations: { contacts: { results: [] } } }))).toEqual(
      [],
    );
  });
});
