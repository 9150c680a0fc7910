import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { validateOpportunity } from '../../src/mapping/index.ts';
import { opportunityFields } from '../../src/model/opportunity-fields.ts';
import { Opportunity } from '../../src/model/opportunity.ts';

const instant = '2024-01-02T03:04:05.678Z';
const whole = {
  id: '1',
  title: '',
  contactIds: ['2'],
  currency: 'EUR',
  winProbability: 0,
  expectedRevenue: -1.5,
  closeDate: '2024-01-02',
  status: 'Won',
  tags: [],
  interactionCount: 3,
  customFields: [{ id: 'a', name: null, type: 'unknown', value: { deep: [1, null] } }],
  deleted: false,
  customMappings: { any: [1] },
  updatedAt: instant,
};

const fields = Object.keys(opportunityFields).filter((name) => name !== 'passThrough');
const values = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    '',
    'x',
    0,
    -1,
    50,
    100.5,
    1.5,
    Number.NaN,
    Infinity,
    2 ** 60,
    true,
    [],
    {},
    ['a'],
    ['a', 1],
    [null],
    instant,
    '2024-01-02',
    '2024-01-02T03:04:05Z',
    '2024-01-02t03:04:05.678Z',
    '2024-1-2',
    'EUR',
    'eur',
    'EURO',
    'Open',
    'open',
    new Date(0),
    Symbol('s'),
    () => 1,
    new Map(),
    Object.create(null),
    [{ id: 'a', name: 'A', type: 'text', value: 1 }],
    [{ id: 'a', name: 'A', description: null, type: 'money', value: null, refName: 'r' }],
    [{ id: 'a', name: 'A', type: 'text', value: undefined }],
    [{ id: 'a', name: 'A', type: 'text', value: 1, refName: undefined }],
    [{ id: 'a', name: 'A', type: 'none', value: 1 }],
    [{ id: 1, name: 'A', type: 'text', value: 1 }],
    [{ name: 'A', type: 'text', value: 1 }],
    [{ id: 'a', name: 'A', type: 'text', value: [Number.NaN] }],
    [{ id: 'a', name: 'A', type: 'text', value: { a: new Date(0) } }],
    [[]],
    { a: { b: undefined } },
  ),
  fc.jsonValue(),
);

test('says what the schema says, of any record', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...fields), values), { maxLength: 3 }), (changes) => {
      const record = { ...whole, ...Object.fromEntries(changes) };
      expect(validateOpportunity(record)).toBe(Opportunity.safeParse(record).success);
    }),
    { numRuns: 4000 },
  );
});

test.each(fields)('says what the schema says of every value of %s', (field) => {
  const sample = fc.sample(values, { numRuns: 300, seed: 5 });
  const different = sample.filter((value) => {
    const record = { ...whole, [field]: value };
    return validateOpportunity(record) !== Opportunity.safeParse(record).success;
  });

  expect(different).toEqual([]);
});

test.each([null, undefined, 5, 'x', [], {}, { id: '1' }, { title: 'x' }, { id: 1, title: 'x' }])(
  'refuses %j',
  (value) => {
    expect(validateOpportunity(value)).toBe(false);
    expect(Opportunity.safeParse(value).success).toBe(false);
  },
);

test('takes a value however deeply it is nested', () => {
  let value: unknown = 1;
  for (let depth = 0; depth < 50_000; depth += 1) value = [value];

  expect(
    validateOpportunity({ ...whole, customFields: [{ id: 'a', name: null, type: 'unknown', value }] }),
  ).toBe(true);
});
