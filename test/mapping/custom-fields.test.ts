import { describe, expect, test } from 'vitest';
import type { CustomFieldDefinition } from '../../src/connector-kit/resource.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { Opportunity } from '../../src/model/opportunity.ts';
import { readWith, type Surroundings } from './vendor/acme.ts';

const byKey = '{ collect: extra.*, catalogue: customFields, item: { id: $key, value: $value } }';
const byItem = "{ collect: 'fields[]', catalogue: customFields, item: { id: key, value: value } }";

const catalogue: readonly CustomFieldDefinition[] = [
  { key: 'score', label: 'Score', type: 'number', wire: 'decimal' },
  {
    key: 'tier',
    label: 'Tier',
    description: 'How dear',
    type: 'option',
    wire: 'id',
    options: { '1': 'Gold' },
  },
  { key: 'zones', label: 'Zones', type: 'options', wire: 'list-semicolon', options: { e: 'EU', a: 'APAC' } },
  { key: 'firm', label: 'Firm', type: 'reference', wire: 'id', refName: 'company' },
];

function collect(rule: string, native: JsonObject, surroundings: Surroundings = { catalogue }) {
  const { record, issues } = readWith({ customFields: rule }, { id: 1, ...native }, surroundings);
  expect(Opportunity.safeParse(record).error).toBeUndefined();
  return { items: record?.customFields ?? [], issues: issues.map(({ field, code }) => `${field} ${code}`) };
}

describe.each([
  ['keys of an object', byKey, (values: JsonObject): JsonObject => ({ extra: values })],
  [
    'items of a list',
    byItem,
    (values: JsonObject): JsonObject => ({
      fields: Object.entries(values).map(([key, value]) => ({ key, value })),
    }),
  ],
])('custom fields from %s', (_name, rule, nativeOf) => {
  test('are those of the catalogue, in its order, converted and labelled', () => {
    const native = nativeOf({ zones: ';e;x', firm: 5, score: '0.30', tier: 1 });

    expect(collect(rule, native)).toEqual({
      issues: [],
      items: [
        { id: 'score', name: 'Score', type: 'number', value: 0.3 },
        { id: 'tier', name: 'Tier', description: 'How dear', type: 'option', value: 'Gold' },
        { id: 'zones', name: 'Zones', type: 'options', value: ['EU', 'x'] },
        { id: 'firm', name: 'Firm', type: 'reference', value: '5', refName: 'company' },
      ],
    });
  });

  test('are there with null where the record has none', () => {
    expect(collect(rule, nativeOf({ score: '' })).items.map(({ value }) => value)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(collect(rule, {}).items).toHaveLength(4);
    expect(collect(rule, { extra: null, fields: null }).items).toHaveLength(4);
  });

  test('that no definition knows keep their value as it is, after the others', () => {
    const { items } = collect(rule, nativeOf({ old: { deep: [1] }, blank: '' }), { catalogue: [] });

    expect(items).toEqual([
      { id: 'old', name: null, type: 'unknown', value: { deep: [1] } },
      { id: 'blank', name: null, type: 'unknown', value: null },
    ]);
  });

  test('of the wrong type are null, with an issue under their own name', () => {
    const { items, issues } = collect(rule, nativeOf({ score: 'high' }));

    expect(items[0]?.value).toBeNull();
    expect(issues).toEqual(['customFields[score] not-a-number']);
  });

  test('are defined by the lookup table of that name where the vendor was not asked', () => {
    const lookups = {
      customFields: { score: { name: 'Score', type: 'number', wire: 'decimal' }, odd: { name: 'Odd' } },
    };

    expect(collect(rule, nativeOf({ score: '7', odd: true }), { lookups }).items).toEqual([
      { id: 'score', name: 'Score', type: 'number', value: 7 },
      { id: 'odd', name: 'Odd', type: 'unknown', value: true },
    ]);
  });

  test('of hostile names are values like others', () => {
    const native = nativeOf(JSON.parse('{ "__proto__": 1, "constructor": 2, "toString": 3 }'));
    const toString: CustomFieldDefinition = { key: 'toString', label: 'T', type: 'number', wire: 'number' };

    const { items } = collect(rule, native, { catalogue: [toString] });

    expect(items.map(({ id, value }) => [id, value])).toEqual([
      ['toString', 3],
      ['__proto__', 1],
      ['constructor', 2],
    ]);
    expect(collect(rule, nativeOf({}), { catalogue: [toString] }).items[0]?.value).toBeNull();
  });
});

test('keys that the descriptor declares or the vendor reserves are no custom fields', () => {
  const native = { extra: { known: 'declared', sys_source: 'reserved', added: 1 } };

  expect(collect(byKey, native, { catalogue: [] }).items.map(({ id }) => id)).toEqual(['added']);
});

test('an item without an id is left out, with an issue', () => {
  const native = { fields: [{ value: 1 }, 5, { key: 'a', value: 2 }] };

  expect(collect(byItem, native, { catalogue: [] })).toEqual({
    items: [{ id: 'a', name: null, type: 'unknown', value: 2 }],
    issues: ['customFields not-an-id', 'customFields not-an-id'],
  });
});

test.each<[string, CustomFieldDefinition, unknown, unknown]>([
  [
    'several options in an array',
    { key: 'k', label: 'K', type: 'options', wire: 'id', options: { '8': 'Pump' } },
    [8, 9],
    ['Pump', '9'],
  ],
  ['no option at all', { key: 'k', label: 'K', type: 'options', wire: 'id' }, [], []],
  [
    'one option where several may be',
    { key: 'k', label: 'K', type: 'options', wire: 'id', options: { '8': 'Pump' } },
    8,
    ['Pump'],
  ],
  ['a day in seconds', { key: 'k', label: 'K', type: 'date', wire: 'unix-day' }, 1_793_516_400, '2026-11-01'],
  [
    'a day that arrives as an instant',
    { key: 'k', label: 'K', type: 'date', wire: 'datetime' },
    '2026-11-01T00:00:00Z',
    '2026-11-01',
  ],
  ['a flag in text', { key: 'k', label: 'K', type: 'boolean', wire: 'bool-text' }, 'true', true],
  [
    'an amount with its currency',
    { key: 'k', label: 'K', type: 'money', wire: 'json' },
    { value: 1, currency: 'USD' },
    { value: 1, currency: 'USD' },
  ],
  ['an empty list of references', { key: 'k', label: 'K', type: 'reference', wire: 'json' }, [], []],
])('a custom field that is %s', (_name, definition, raw, value) => {
  const native = JSON.parse(JSON.stringify({ extra: { k: raw } }));

  expect(collect(byKey, native, { catalogue: [definition] }).items[0]?.value).toEqual(value);
});

test.each([
  [byKey, { extra: 'x' }, 'not-an-object'],
  [byKey, { extra: [1] }, 'not-an-object'],
  [byKey, { extra: 7 }, 'not-an-object'],
  [byItem, { fields: 'x' }, 'not-a-list'],
  [byItem, { fields: { key: 'a' } }, 'not-a-list'],
])(
  'where something else stands in their place, none is found and that is an issue: %s of %j',
  (rule, native, code) => {
    const { items, issues } = collect(rule, native);

    expect(items.map(({ value }) => value)).toEqual(catalogue.map(() => null));
    expect(issues).toEqual([`customFields ${code}`]);
  },
);

test.each([byKey, byItem])('nothing in their place is no issue: %s', (rule) => {
  for (const native of [
    {},
    { extra: null, fields: null },
    { extra: '', fields: '' },
    { extra: {}, fields: [] },
  ])
    expect(collect(rule, native).issues).toEqual([]);
});

function numbers(access: 'read' | 'read-write', raw: string) {
  const definition: CustomFieldDefinition = {
    key: 'a',
    label: 'A',
    type: 'number',
    wire: 'decimal',
    access,
  };
  const { items, issues } = collect(byKey, { extra: { a: raw } }, { catalogue: [definition] });
  return { value: items[0]?.value, issues };
}

describe('a number with more digits than can be held', () => {
  test('is an issue where people write it', () => {
    expect(numbers('read-write', '104.999999999999993338661852249')).toEqual({
      value: 105,
      issues: ['customFields[a] precision-loss'],
    });
  });

  test('is rounded where the vendor worked it out, since these digits are the noise of its arithmetic', () => {
    expect(numbers('read', '104.999999999999993338661852249')).toEqual({ value: 105, issues: [] });
    expect(numbers('read', '0.1000000000000000055511151231257827')).toEqual({ value: 0.1, issues: [] });
  });

  test('is an issue where whole digits are lost, whoever wrote it', () => {
    expect(numbers('read', '12345678901234567').issues).toEqual(['customFields[a] precision-loss']);
  });
});
