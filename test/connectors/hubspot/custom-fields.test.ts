import { describe, expect, test } from 'vitest';
import type { CustomFieldDefinition } from '../../../src/connector-kit/index.ts';
import { api, open, opportunity } from './hubspot-api.ts';
import { interceptRequests } from '../../support/intercept-requests.ts';

interceptRequests();

async function definitionsOf(...properties: object[]): Promise<readonly CustomFieldDefinition[]> {
  api().get('/crm/properties/2026-09/deals').reply(200, { results: properties });
  return (await opportunity.customFields?.(open())) ?? [];
}

const field = {
  name: 'tier',
  label: 'Tier',
  type: 'string',
  fieldType: 'text',
  modificationMetadata: { readOnlyValue: false },
};

describe('custom fields', () => {
  test('are the properties that HubSpot does not call its own: the mark is left out on them, not false', async () => {
    const found = await definitionsOf(
      { ...field, name: 'dealname', hubspotDefined: true },
      { ...field, description: '' },
      { ...field, name: 'own', label: 'Own', hubspotDefined: false, description: 'Ours' },
    );

    expect(found).toEqual([
      { key: 'tier', label: 'Tier', type: 'text', wire: 'text', access: 'read-write' },
      { key: 'own', label: 'Own', description: 'Ours', type: 'text', wire: 'text', access: 'read-write' },
    ]);
  });

  test.each([
    ['string', 'textarea', {}, 'text', 'text'],
    ['phone_number', 'phonenumber', {}, 'text', 'text'],
    ['number', 'number', {}, 'number', 'decimal'],
    ['number', 'number', { showCurrencySymbol: true }, 'money', 'decimal'],
    ['number', 'number', { numberDisplayHint: 'currency' }, 'money', 'decimal'],
    ['bool', 'booleancheckbox', {}, 'boolean', 'bool-text'],
    [
      'enumeration',
      'booleancheckbox',
      { options: [{ label: 'Yes', value: 'true' }] },
      'boolean',
      'bool-text',
    ],
    ['enumeration', 'booleancheckbox', { options: [{ label: 'Yes', value: 'yes' }] }, 'option', 'choice'],
    ['enumeration', 'select', {}, 'option', 'choice'],
    ['enumeration', 'radio', {}, 'option', 'choice'],
    ['enumeration', 'checkbox', {}, 'options', 'list-semicolon'],
    ['date', 'date', {}, 'date', 'date'],
    ['datetime', 'date', {}, 'datetime', 'datetime'],
    ['object_coordinates', 'text', {}, 'unknown', 'text'],
    ['json', 'text', {}, 'unknown', 'text'],
    ['something_new', 'text', {}, 'unknown', 'text'],
  ])('%s shown as %s with %j is %s, on the wire %s', async (type, fieldType, more, expected, wire) => {
    const [found] = await definitionsOf({ ...field, type, fieldType, ...more });

    expect(found).toMatchObject({ type: expected, wire });
  });

  test('options have labels by value', async () => {
    const options = [
      { value: 'emea', label: 'Europe' },
      { value: 'apac', label: 'Asia', hidden: true },
    ];

    const [found] = await definitionsOf({ ...field, type: 'enumeration', fieldType: 'checkbox', options });

    expect(found?.options).toEqual({ emea: 'Europe', apac: 'Asia' });
  });

  test('a property that points at owners is a reference, one or several', async () => {
    const owner = {
      ...field,
      type: 'enumeration',
      externalOptions: true,
      referencedObjectType: 'OWNER',
      options: [],
    };

    expect(await definitionsOf({ ...owner, fieldType: 'select' })).toMatchObject([
      { type: 'reference', wire: 'id', refName: 'OWNER' },
    ]);
    expect(await definitionsOf({ ...owner, fieldType: 'checkbox' })).toMatchObject([
      { type: 'reference', wire: 'list-semicolon', refName: 'OWNER' },
    ]);
  });

  test.each([
    [{ calculated: true }],
    [{ fieldType: 'calculation_equation' }],
    [{ modificationMetadata: { readOnlyValue: true } }],
  ])('%j is read only', async (more) => {
    const [found] = await definitionsOf({ ...field, type: 'number', ...more });

    expect(found?.access).toBe('read');
  });
});
