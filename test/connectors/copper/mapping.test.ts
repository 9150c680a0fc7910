import { describe, expect, test } from 'vitest';
import { opportunities } from '../../../connectors/copper/opportunities.ts';
import type { CustomFieldDefinition, JsonObject } from '../../../src/connector-kit/index.ts';
import type { BoundMapping } from '../../../src/mapping/mapping-types.ts';
import type { Opportunity } from '../../../src/model/opportunity.ts';
import { bundledMapping } from '../../support/bundled-mapping.ts';
import { api, fixture, open } from './wire.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests();

function bound(catalogue: readonly CustomFieldDefinition[] = []): BoundMapping<Opportunity> {
  return bundledMapping('copper', catalogue).bind({
    lookups: new Map([
      ['lossReasons', new Map([['6611', { name: 'Price' }]])],
      ['customerSources', new Map([['5511', { name: 'Messe Hannover' }]])],
    ]),
    account: { currency: null, timezone: 'Europe/Berlin' },
    catalogue,
  });
}

describe('the mapping', () => {
  test('leaves five of 42 fields empty, each with its reason', () => {
    const [native = {}] = fixture('opportunities');
    const explanations = bound().explain(native);
    const unsupported = explanations.filter(({ reason }) => reason === 'unsupported');

    expect(explanations).toHaveLength(42);
    expect(unsupported.map(({ field }) => field).toSorted()).toEqual([
      'createdBy',
      'type',
      'updatedBy',
      'wonReason',
      'wonReasonId',
    ]);
    expect(unsupported.filter(({ because }) => because === undefined)).toEqual([]);
  });

  test('reads every recorded shape of a record without an issue', () => {
    const mapping = bound();

    for (const native of fixture('opportunities')) expect(mapping.read(native).issues).toEqual([]);
  });

  test('reads values of custom fields as the connector describes them', async () => {
    api().get('/custom_field_definitions').reply(200, fixture('custom-field-definitions'));
    const catalogue = (await opportunities.customFields?.(open())) ?? [];
    const native: JsonObject = {
      id: 1,
      name: 'x',
      status: 'Open',
      custom_fields: [
        { custom_field_definition_id: 7011, value: [] },
        { custom_field_definition_id: 7002, value: 1250.5 },
        { custom_field_definition_id: 7003, value: 1_793_516_400 },
        { custom_field_definition_id: 7004, value: 8002 },
        { custom_field_definition_id: 7005, value: [8013, 8011] },
        { custom_field_definition_id: 7007, value: 140 },
        { custom_field_definition_id: 7014, value: { light: [1] } },
      ],
    };

    const { record, issues } = bound(catalogue).read(native);
    const valueOf = (id: string): unknown => record?.customFields?.find((field) => field.id === id)?.value;

    expect(issues).toEqual([]);
    expect(record?.customFields?.map(({ id }) => id)).toEqual(catalogue.map(({ key }) => key));
    expect(valueOf('7001')).toBeNull();
    expect(valueOf('7002')).toBe(1250.5);
    expect(valueOf('7003')).toBe('2026-11-01');
    expect(valueOf('7004')).toBe('Renewal');
    expect(valueOf('7005')).toEqual(['Service', 'Pump']);
    expect(valueOf('7007')).toBe(140);
    expect(valueOf('7011')).toEqual([]);
    expect(valueOf('7014')).toEqual({ light: [1] });
  });

  test('says that the expected revenue is derived, and why an open deal has no close date', () => {
    const [native = {}] = fixture('opportunities');
    const mapping = bound();

    expect(mapping.explain(native, 'expectedRevenue')).toMatchObject([
      { reason: 'derived', value: 29_470.19 },
    ]);
    expect(mapping.explain(native, 'closeDate')).toMatchObject([{ reason: 'guard-not-met', value: null }]);
    expect(mapping.explain(native, 'leadSource')).toMatchObject([
      { reason: 'mapped', value: 'Messe Hannover' },
    ]);
  });
});
