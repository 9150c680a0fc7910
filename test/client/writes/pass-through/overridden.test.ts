import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/model/json.ts';
import { overridden } from '../../../../src/client/writes/pass-through/overridden.ts';

const written = (field: string, path: string, native: string | number) => ({
  field,
  path,
  native,
  value: native,
  at: 'x.yaml:1:1',
});

test('in a list of custom fields, the one that was replaced is told by its value', () => {
  const planned = {
    title: 'x',
    custom_fields: [
      { definition: 71, value: 'gold' },
      { definition: 72, value: 'silver' },
    ],
  };
  const after = {
    ...planned,
    custom_fields: [planned.custom_fields[0] ?? null, { definition: 72, value: 'lead' }],
  };

  const issues = overridden('passThrough[0]', { planned, before: planned, after }, [
    written('title', 'title', 'x'),
    written('customFields[71]', 'custom_fields.71', 'gold'),
    written('customFields[72]', 'custom_fields.72', 'silver'),
  ]);

  expect(issues.map(({ field, code }) => [field, code])).toEqual([['customFields[72]', 'overridden']]);
});

test('a field is found however deep the request wraps the record', () => {
  const planned = { inputs: [{ properties: { amount: '5', dealname: 'x' } }] };
  const after = { inputs: [{ properties: { amount: '7', dealname: 'x' } }] };

  const issues = overridden('passThrough[0]', { planned, before: planned, after }, [
    written('title', 'properties.dealname', 'x'),
    written('monetaryAmount', 'properties.amount', '5'),
  ]);

  expect(issues.map(({ field }) => field)).toEqual(['monetaryAmount']);
});

test('what an earlier entry had replaced is not replaced again', () => {
  const replacement = { planned: { amount: 5 }, before: { amount: 6 }, after: { amount: 7 } };

  expect(overridden('passThrough[1]', replacement, [written('monetaryAmount', 'amount', 5)])).toEqual([]);
});

test('what no field had written is named by the entry', () => {
  const replacement = { planned: { kind: 'deal' }, before: { kind: 'deal' }, after: { kind: 'lead' } };

  expect(overridden('passThrough[3]', replacement, []).map(({ field }) => field)).toEqual(['passThrough[3]']);
});

const link = (id: string) => ({ to: { id }, types: [{ associationTypeId: 3 }] });

test('in a list of another form than the record’s, the item tells which field is replaced', () => {
  const planned = { properties: { kind: 'deal' }, associations: [link('71'), link('82')] };
  const fields = [
    written('title', 'properties.dealname', 'x'),
    { ...written('contactIds', 'associations.contacts.results[].id', ''), native: ['71'] },
    written('companyId', 'associations.companies.results[].id', '82'),
  ];
  const namesFor = (after: JsonObject) =>
    overridden('passThrough[0]', { planned, before: planned, after }, fields).map(({ field }) => field);

  expect(namesFor({ ...planned, associations: [link('9'), link('82')] })).toEqual(['contactIds']);
  expect(namesFor({ ...planned, associations: [link('71')] })).toEqual(['companyId']);
  expect(namesFor({ ...planned, associations: [] })).toEqual(['contactIds', 'companyId']);
  const [first] = planned.associations;
  const typed = { ...first, types: [{ associationTypeId: 4 }] };
  expect(namesFor({ ...planned, associations: [typed, link('82')] })).toEqual(['contactIds']);
  expect(namesFor({ ...planned, properties: { kind: 'lead' } })).toEqual(['passThrough[0]']);
});
