import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CustomFieldDefinition, JsonObject } from '../../../src/connector-kit/index.ts';
import type { LookupColumns, MappingContext } from '../../../src/mapping/mapping-types.ts';
import { checkMapping, runExamples } from '../../../src/mapping/index.ts';
import { root } from '../../repository/source-files.ts';
import { bundledFiles, bundledMapping } from '../../support/bundled-mapping.ts';
import { fixture } from './vendor.ts';

const tables: Readonly<Record<string, Readonly<Record<string, LookupColumns>>>> = {
  stages: {
    '21': { name: 'Offer', pipeline_id: 3, deal_probability: 40 },
    '22': { name: 'Talks', pipeline_id: 3, deal_probability: 10 },
    '24': { name: 'Signed', pipeline_id: 3, deal_probability: 100 },
  },
  labels: { '7': { label: 'Key account' }, '9': { label: 'Renewal' } },
  lostReasons: { 'budget frozen': { id: '61', label: 'Budget frozen' } },
  channels: { '44': { label: 'Trade fair' } },
  origins: { ManuallyCreated: { label: 'Manually created' } },
  orgs: { '611': { name: 'Lõuna Logistika OÜ' }, '613': { name: '北海道システム' } },
  activities: { '7301': { done_time: '2026-07-02T09:00:00Z', due_at: null, due_date: '2026-07-02' } },
};

const context: MappingContext = {
  lookups: new Map(Object.entries(tables).map(([name, rows]) => [name, new Map(Object.entries(rows))])),
  account: { currency: 'EUR', timezone: 'Europe/Helsinki' },
};

function read(native: JsonObject, catalogue: readonly CustomFieldDefinition[] = []) {
  return bundledMapping('pipedrive')
    .bind({ ...context, catalogue })
    .read(native);
}

const persons = [{ person_id: 2299 }, { person_id: 2301 }, { person_id: 2302 }];

describe('a deal as the vendor sends it', () => {
  test.each<[string, JsonObject, JsonObject]>([
    [
      'open, with everything',
      { ...fixture('1-open-rich'), participants: persons },
      {
        id: '6101',
        monetaryAmount: 91_400.25,
        currency: 'EUR',
        winProbability: 55,
        expectedRevenue: 50_270.14,
        closeDate: null,
        status: 'Open',
        statusId: 'open',
        deleted: false,
        companyId: '611',
        companyName: 'Lõuna Logistika OÜ',
        primaryContactId: '2301',
        contactId: '2301',
        contactIds: ['2301', '2299', '2302'],
        tags: ['Key account', 'Renewal'],
        sourceId: '44',
        leadSource: 'Trade fair',
        leadId: 'b7a1c9d0-5f11-11f1-93aa-0d4b6c1e2f00',
        ownerId: '8803',
        createdBy: '8802',
        updatedAt: '2026-07-03T12:10:59.000Z',
        stageLastChangedAt: '2026-04-18T09:30:00.000Z',
        lastActivityAt: '2026-07-02T09:00:00.000Z',
        dateLastContacted: '2026-07-02T15:00:02.000Z',
        interactionCount: 15,
      },
    ],
    [
      'fresh from the API',
      fixture('2-open-bare'),
      {
        id: '6102',
        monetaryAmount: null,
        winProbability: 40,
        expectedRevenue: null,
        closeDate: null,
        contactIds: [],
        companyId: null,
        leadSource: 'API',
        sourceId: null,
        leadId: null,
        tags: [],
        customFields: [],
        interactionCount: null,
        stageLastChangedAt: null,
        createdAt: '2026-01-20T06:45:10.000Z',
        updatedAt: '2026-01-20T06:45:10.000Z',
      },
    ],
    [
      'won for nothing, late in the evening',
      fixture('3-won-zero'),
      {
        monetaryAmount: 0,
        winProbability: 100,
        expectedRevenue: 0,
        closeDate: '2026-08-10',
        status: 'Won',
        contactIds: ['2303'],
        leadSource: 'Manually created',
        lossReason: null,
      },
    ],
    [
      'lost in yen, the reason typed untidily',
      fixture('4-lost-yen'),
      {
        title: '冷蔵倉庫 – „Kühlkette“ ❄️',
        monetaryAmount: 2_750_000,
        currency: 'JPY',
        winProbability: 0,
        expectedRevenue: 0,
        closeDate: '2026-09-14',
        status: 'Lost',
        lossReason: 'BUDGET  frozen',
        lossReasonId: '61',
        companyName: '北海道システム',
      },
    ],
    [
      'deleted',
      fixture('5-deleted'),
      {
        monetaryAmount: 1249.99,
        winProbability: 40,
        expectedRevenue: 500,
        status: null,
        statusId: 'deleted',
        deleted: true,
        closeDate: null,
        contactIds: ['2301'],
        updatedAt: '2026-11-19T18:20:00.000Z',
      },
    ],
    [
      'archived, its organization out of sight',
      fixture('6-archived'),
      {
        monetaryAmount: 5200,
        currency: 'SEK',
        expectedRevenue: 2080,
        closeDate: '2024-02-03',
        status: 'Lost',
        lossReason: 'Went elsewhere',
        lossReasonId: null,
        companyId: '640',
        companyName: null,
        tags: ['Renewal'],
        deleted: false,
      },
    ],
  ])('%s', (_what, native, unified) => {
    const { record, issues } = read(native);

    expect(record).toMatchObject(unified);
    expect(issues).toEqual([]);
  });
});

test('each of the 42 fields is filled, or its absence explained; 35 at least are filled where the account has the data', () => {
  const bound = bundledMapping('pipedrive').bind(context);
  const explained = bound.explain({ ...fixture('1-open-rich'), participants: persons });
  const unsupported = explained.filter(({ reason }) => reason === 'unsupported');

  expect(explained).toHaveLength(42);
  expect(explained.length - unsupported.length).toBeGreaterThanOrEqual(35);
  expect(unsupported.filter(({ because }) => !because)).toEqual([]);
});

test('names of tables that need loading by key are known from the record', () => {
  const keys = bundledMapping('pipedrive').lookupKeys(fixture('1-open-rich'));

  expect([...(keys.get('orgs') ?? [])]).toEqual(['611']);
  expect([...(keys.get('activities') ?? [])]).toEqual(['7301']);
});

test.each([
  [[]],
  [['expected-close-date']],
  [['pipeline-labels']],
  [['expected-close-date', 'pipeline-labels']],
])(
  'the mapping with the overlays %j has nothing to complain about, and does what its examples say',
  (names) => {
    const overlays = names.map((name) => {
      const file = `mappings/pipedrive/overlays/${name}.yaml`;
      return { file, text: readFileSync(join(root, file), 'utf8') };
    });
    const files = { ...bundledFiles('pipedrive'), overlays };
    const examples = runExamples(files);

    expect(checkMapping(files)).toEqual([]);
    expect(examples.filter(({ passed }) => !passed)).toEqual([]);
    expect(examples.length).toBeGreaterThanOrEqual(20);
  },
);
