import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/cli/cli-error.ts';
import { joinValues, type FlagValues } from '../../../src/cli/writing/values/join-values.ts';
import { parseValue } from '../../../src/cli/writing/values/parse-value.ts';
import { readAssignments } from '../../../src/cli/writing/values/read-assignments.ts';
import { setValues, type OwnFields } from '../../../src/cli/writing/values/set-values.ts';

const own: OwnFields = {
  catalogue: [
    { key: '7001', label: 'Tier', type: 'option', wire: 'text', options: { '1': 'Gold', '2': '2' } },
    { key: '7002', label: 'Score', type: 'number', wire: 'decimal' },
    { key: '7003', label: 'Regions', type: 'options', wire: 'list-semicolon', options: { n: 'North' } },
    { key: '7004', label: 'Twice', type: 'text', wire: 'text' },
    { key: '7005', label: 'Twice', type: 'text', wire: 'text' },
  ],
  customMappings: new Map([['score', { type: 'integer', list: false }]]),
};

function set(...given: readonly string[]): FlagValues {
  return { ...setValues(readAssignments(given), own), passThrough: [] };
}

function written(...given: readonly string[]): unknown {
  return joinValues({}, set(...given));
}

describe('--set', () => {
  test.each([
    ['title=New Rocket', { title: 'New Rocket' }],
    ['title=a=b', { title: 'a=b' }],
    ['title=', { title: '' }],
    ['title="quoted"', { title: 'quoted' }],
    ['title="12" pipes', { title: '"12" pipes' }],
    ['description=null', { description: null }],
    ['description="null"', { description: 'null' }],
    ['description=NULL', { description: 'NULL' }],
    ['monetaryAmount=75000', { monetaryAmount: 75000 }],
    ['monetaryAmount=-0.5', { monetaryAmount: -0.5 }],
    ['winProbability=33.3', { winProbability: 33.3 }],
    ['ownerId=42', { ownerId: '42' }],
    ['closeDate=2026-11-30', { closeDate: '2026-11-30' }],
    ['tags=a, b,c', { tags: ['a', 'b', 'c'] }],
    ['tags=["a, b","c"]', { tags: ['a, b', 'c'] }],
    ['tags="a, b"', { tags: ['a, b'] }],
    ['tags=', { tags: [] }],
    ['tags=null', { tags: null }],
    ['customFields.Tier=Gold', { customFields: [{ id: '7001', value: 'Gold' }] }],
    ['customFields.7001=2', { customFields: [{ id: '7001', value: '2' }] }],
    ['customFields.Score=7', { customFields: [{ id: '7002', value: 7 }] }],
    ['customFields.Regions=North', { customFields: [{ id: '7003', value: ['North'] }] }],
    ['customFields.Score=null', { customFields: [{ id: '7002', value: null }] }],
    ['customFields.Twice=x', { customFields: [{ name: 'Twice', value: 'x' }] }],
    ['customFields.Unheard=7', { customFields: [{ name: 'Unheard', value: '7' }] }],
    ['customMappings.score=7', { customMappings: { score: 7 } }],
    ['customMappings.other=7', { customMappings: { other: '7' } }],
  ])('%s gives %j', (given, expected) => {
    expect(written(given)).toEqual(expected);
  });

  test('given again adds to a list', () => {
    expect(written('tags=a', 'tags=b,c')).toEqual({ tags: ['a', 'b', 'c'] });
  });

  test.each([
    [['title'], '--set takes field=value', 'New Rocket'],
    [['=x'], '--set takes field=value', 'New Rocket'],
    [['titel=x'], 'no field "titel"', 'did you mean "title"?'],
    [['__proto__=x'], 'no field "__proto__"', 'known:'],
    [['customFields=x'], 'customFields cannot be set as a whole', 'customFields.<id or label>'],
    [['passThrough=x'], 'passThrough cannot be set as a whole', '--pass-through'],
    [['monetaryAmount=12,000'], '--set monetaryAmount takes a number, not "12,000"', '12000.50'],
    [['monetaryAmount=12345678901234567.5'], 'more digits than can be kept', '12000.50'],
    [['closeDate=30.11.2026'], '--set closeDate takes a day', '2026-11-30'],
    [['title=a', 'title=b'], '--set title is given 2 times', 'once'],
    [['tags=a', 'tags=null'], '--set tags is both cleared and set', 'alone'],
    [['tags="a,b",c'], 'quotes that do not enclose whole items', 'JSON list'],
    [['customFields.Score=many'], '--set customFields.Score takes a number', '12000.50'],
  ])('%j is refused with what to do', (given, message, hint) => {
    const error = thrownBy(() => written(...given));

    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });

  test('names no prototype, whatever it is called', () => {
    const result = written('customMappings.__proto__=x');

    expect(Object.getPrototypeOf(Object(result).customMappings)).toBe(Object.prototype);
    expect(Object.keys(Object(result).customMappings)).toEqual(['__proto__']);
  });
});

describe('flags and input together', () => {
  test('flags win, field by field', () => {
    const input = { title: 'a', description: 'b', customMappings: { score: 1, other: 2 } };

    expect(joinValues(input, set('title=c', 'customMappings.score=3'))).toEqual({
      title: 'c',
      description: 'b',
      customMappings: { score: 3, other: 2 },
    });
  });

  test.each([[{ id: '7001' }], [{ name: 'Tier' }]])('a custom field named by %j is replaced', (named) => {
    const input = {
      customFields: [
        { ...named, value: 'old' },
        { id: '7002', value: 1 },
      ],
    };

    expect(joinValues(input, set('customFields.Tier=Gold'))).toEqual({
      customFields: [
        { id: '7002', value: 1 },
        { id: '7001', value: 'Gold' },
      ],
    });
  });

  test('entries of passThrough are added', () => {
    const entry = { serviceId: 'acme', extendObject: {} };
    const flags = { ...set(), passThrough: [entry] };

    expect(joinValues({ passThrough: [1] }, flags)).toEqual({ passThrough: [1, entry] });
  });

  test('a part of a wrong form stays as it is, for the mapping to refuse', () => {
    expect(joinValues({ customFields: 'x' }, set('customFields.Tier=Gold'))).toEqual({ customFields: 'x' });
  });
});

test('a value in quotes is the text within, of every type of text', () => {
  expect(parseValue('--x', '"a \\"b\\" \\u00e9"', { type: 'text', list: false })).toBe('a "b" é');
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
