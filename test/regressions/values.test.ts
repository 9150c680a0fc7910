import { describe, expect, test } from 'vitest';
import { loadMapping, lookupTablesFromJson } from '../../src/mapping/index.ts';
import type { MappingContext, MappingResult } from '../../src/mapping/mapping-types.ts';
import type { JsonObject, JsonValue } from '../../src/model/json.ts';
import type { Opportunity } from '../../src/model/opportunity.ts';
import { bundledFiles, bundledMapping, bundledOverlay } from '../support/bundled-mapping.ts';

interface Context extends Partial<Pick<MappingContext, 'catalogue'>> {
  readonly lookups?: Readonly<Record<string, JsonValue>>;
  readonly account?: { readonly currency?: string; readonly timezone?: string };
}

function read(
  vendor: string,
  native: JsonObject,
  { lookups = {}, account = {}, catalogue }: Context = {},
): MappingResult<Opportunity> {
  const bound = bundledMapping(vendor).bind({
    lookups: lookupTablesFromJson(lookups),
    account: { currency: account.currency ?? null, timezone: account.timezone ?? 'UTC' },
    ...(catalogue === undefined ? {} : { catalogue }),
  });
  return bound.read(native);
}

function hubspotDeal(properties: JsonObject): JsonObject {
  return {
    id: '7',
    archived: false,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    properties,
  };
}

/** Mistakes of others about values, each as a promise of ours. */
describe('amounts, dates, scales, ids, names and options mean what the vendor means', () => {
  test('a deal without a name or an amount is a record like any other', () => {
    const { record, issues } = read('hubspot', hubspotDeal({ dealname: null, amount: null }));

    expect(record).toMatchObject({ title: '', monetaryAmount: null });
    expect(issues).toEqual([]);
  });

  test.each([
    ['1000.50', 1000.5],
    ['0', 0],
    ['2147483648', 2_147_483_648],
    ['12345678901234.56', 12_345_678_901_234.56],
  ])('an amount of %s keeps its cents and its size', (amount, expected) => {
    expect(read('hubspot', hubspotDeal({ dealname: 'x', amount })).record?.monetaryAmount).toBe(expected);
  });

  test('an unknown amount is not zero, and zero is an amount', () => {
    const amounts = [null, 0].map(
      (value) => read('pipedrive', { id: 1, title: 'x', status: 'open', value }).record?.monetaryAmount,
    );

    expect(amounts).toEqual([null, 0]);
  });

  test('the close date is when it closed, on every vendor; a forecast never shows', () => {
    const open = [
      read(
        'hubspot',
        hubspotDeal({
          dealname: 'x',
          closedate: '2026-12-31T00:00:00Z',
          hs_is_closed: 'false',
          hs_is_closed_won: 'false',
        }),
      ),
      read('pipedrive', { id: 1, title: 'x', status: 'open', expected_close_date: '2026-12-31' }),
      read('copper', { id: 1, name: 'x', status: 'Open', close_date: '12/31/2026' }),
    ];

    expect(open.map(({ record }) => record?.closeDate)).toEqual([null, null, null]);
    expect(open.map(({ record }) => record?.status)).toEqual(['Open', 'Open', 'Open']);
  });

  test.each([
    [
      'hubspot',
      hubspotDeal({
        dealname: 'x',
        amount: '1000.50',
        closedate: '2026-12-31T00:00:00Z',
        hs_is_closed: 'false',
        hs_closed_amount: '0',
        hs_closed_won_date: null,
      }),
    ],
    [
      'pipedrive',
      {
        id: 1,
        title: 'x',
        status: 'open',
        value: 1000.5,
        expected_close_date: '2026-12-31',
        close_time: null,
        won_time: null,
      },
    ],
    ['copper', { id: 1, name: 'x', status: 'Open', monetary_value: 1000.5, close_date: '12/31/2026' }],
  ] as const)(
    'amount and close date come from no "actual" field: an open deal keeps its amount and what is expected: %s',
    (vendor, native) => {
      const { mapping } = loadMapping({
        ...bundledFiles(vendor),
        overlays: [bundledOverlay(vendor, 'expected-close-date')],
      });
      const context = { lookups: new Map(), account: { currency: 'EUR', timezone: 'UTC' } };

      expect(mapping?.bind(context).read(native).record).toMatchObject({
        status: 'Open',
        monetaryAmount: 1000.5,
        closeDate: null,
        customMappings: { expectedCloseDate: '2026-12-31' },
      });
    },
  );

  test('probability is 0 to 100 whatever the vendor counts in', () => {
    const all = [
      read(
        'hubspot',
        hubspotDeal({
          dealname: 'x',
          hs_deal_stage_probability: '0.40000000000000002220446049250313080847263336181640625',
        }),
      ),
      read('pipedrive', { id: 1, title: 'x', status: 'open', probability: 40 }),
      read('copper', { id: 1, name: 'x', status: 'Open', win_probability: 40 }),
    ];

    expect(all.map(({ record }) => record?.winProbability)).toEqual([40, 40, 40]);
  });

  test('the owner is who owns it, not who created it', () => {
    const { record } = read('pipedrive', {
      id: 1,
      title: 'x',
      status: 'open',
      owner_id: 12,
      creator_user_id: 99,
    });

    expect([record?.ownerId, record?.createdBy]).toEqual(['12', '99']);
  });

  test('stage and pipeline are ids, so that renaming a stage makes no row wrong', () => {
    const { record } = read(
      'hubspot',
      hubspotDeal({ dealname: 'x', pipeline: 'default', dealstage: '190277431' }),
      {
        lookups: { stages: { '190277431': { label: 'Contract sent', probability: 0.9, outcome: 'Open' } } },
      },
    );

    expect(record).toMatchObject({ pipelineId: 'default', pipelineStageId: '190277431' });
  });

  test('two custom fields of one name both stay, bound to their ids', () => {
    const catalogue = [
      { key: 'a1', label: 'Region', type: 'text', wire: 'text' },
      { key: 'a2', label: 'Region', type: 'text', wire: 'text' },
    ] as const;
    const { record } = read(
      'pipedrive',
      { id: 1, title: 'x', status: 'open', custom_fields: { a1: 'North', a2: 'South' } },
      { catalogue },
    );

    expect(record?.customFields).toEqual([
      { id: 'a1', name: 'Region', type: 'text', value: 'North' },
      { id: 'a2', name: 'Region', type: 'text', value: 'South' },
    ]);
  });

  test('every option of a multi-select becomes its label; one that is gone keeps its id', () => {
    const options = { emea: 'Europe', apac: 'Asia' };
    const { record } = read('hubspot', hubspotDeal({ dealname: 'x', regions: 'emea;apac;mars' }), {
      catalogue: [{ key: 'regions', label: 'Regions', type: 'options', wire: 'list-semicolon', options }],
    });
    const pipedrive = read(
      'pipedrive',
      { id: 1, title: 'x', status: 'open', custom_fields: { h: [52, 54] } },
      {
        catalogue: [
          {
            key: 'h',
            label: 'Regions',
            type: 'options',
            wire: 'id',
            options: { '52': 'Europe', '54': 'Asia' },
          },
        ],
      },
    );

    expect(record?.customFields?.[0]?.value).toEqual(['Europe', 'Asia', 'mars']);
    expect(pipedrive.record?.customFields?.[0]?.value).toEqual(['Europe', 'Asia']);
  });

  test('a status nobody knows is null and an issue, never a guess', () => {
    const { record, issues } = read('pipedrive', { id: 1, title: 'x', status: 'paused' });

    expect(record?.status).toBeNull();
    expect(issues).toEqual([
      expect.objectContaining({ field: 'status', code: 'unknown-value', native: 'paused' }),
    ]);
  });
});
