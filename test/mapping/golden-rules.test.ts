import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/model/json.ts';
import { opportunityFields } from '../../src/model/opportunity-fields.ts';
import { compiled, contextOf, readField, readWith, type Surroundings } from './vendor/acme.ts';

type Field = Parameters<typeof readField>[0];

/** A field of each unified type, read as plainly as it can be. */
const plain: readonly (readonly [field: Field, rule: string, key: string])[] = [
  ['ownerId', 'stage', 'stage'],
  ['description', 'name', 'name'],
  ['monetaryAmount', 'amount', 'amount'],
  ['currency', 'currency', 'currency'],
  ['winProbability', 'odds', 'odds'],
  ['interactionCount', 'calls', 'calls'],
  ['closeDate', 'day', 'day'],
  ['createdAt', 'made', 'made'],
  ['companyName', '{ from: stage, lookup: firms, take: name }', 'stage'],
  ['status', '{ from: state, map: { active: Open, won: Won, lost: Lost } }', 'state'],
  ['updatedAt', '{ combine: latest, of: [made, touched] }', 'made'],
  ['leadSource', '{ first: [{ from: kind }, { from: note }] }', 'kind'],
];

describe('no value is null without an issue: absent, null and the vendor’s empty text alike', () => {
  test.each(plain)('%s: %s', (field, rule, key) => {
    const natives = [{}, { [key]: null }, { [key]: '' }];

    expect(natives.map((native) => readField(field, rule, native))).toEqual(
      natives.map(() => ({ value: null, issues: [] })),
    );
  });

  test.each(plain)('and the key is there: %s', (field, rule) => {
    expect(readWith({ [field]: rule }, { id: 1 }).record).toHaveProperty(field, null);
  });

  test('lists are empty, text of blanks is a text, nought and false are values', () => {
    expect(readField('tags', "'tags[]'", { tags: ['', null, 'a', ' '] })).toEqual({
      value: ['a', ' '],
      issues: [],
    });
    expect(readField('description', 'name', { name: ' ' }).value).toBe(' ');
    expect(readField('winProbability', 'odds', { odds: 0 }).value).toBe(0);
    expect(readField('tags', 'labels', { labels: ';;' }).value).toEqual([]);
  });
});

function nativeOfIssue(raw: JsonValue): unknown {
  return readWith({ monetaryAmount: 'amount' }, { id: 'd1', amount: raw }).issues[0]?.native;
}

describe('an issue', () => {
  test.each<[JsonValue, JsonValue]>([
    ['x'.repeat(64), 'x'.repeat(64)],
    ['x'.repeat(65), 'x'.repeat(64)],
    [`${'x'.repeat(63)}😀`, 'x'.repeat(63)],
    [`${'x'.repeat(62)}😀`, `${'x'.repeat(62)}😀`],
    [true, true],
    [{ a: 1 }, '{"a":1}'],
    [['y'.repeat(99)], `["${'y'.repeat(62)}`],
  ])('shows the native value as it is, cut to 64: %j', (raw, shown) => {
    expect(nativeOfIssue(raw)).toBe(shown);
  });

  test('names the record from the id on, and stands at the rule that raised it, alternatives included', () => {
    const rules = { winProbability: '{ first: [{ from: chance }, { from: odds }] }', title: 'name' };
    const { record, issues } = readWith(rules, { id: 9, name: 'n', chance: 'x', odds: 'y' });

    expect(record?.winProbability).toBeNull();
    expect(issues.map(({ record: id, field, native: raw }) => [id, field, raw])).toEqual([
      ['9', 'winProbability', 'x'],
      ['9', 'winProbability', 'y'],
    ]);
    expect(new Set(issues.map(({ at }) => at)).size).toBe(2);
    expect(issues.every(({ at }) => /^acme\.yaml:17:\d+$/.test(at))).toBe(true);
  });

  test('is raised for each field that reads the same bad value', () => {
    const { issues } = readWith(
      { stageLastChangedAt: 'made', dateStageChanged: 'made' },
      { id: 1, made: 'x' },
    );

    expect(issues.map(({ field, code }) => [field, code])).toEqual([
      ['stageLastChangedAt', 'not-a-datetime'],
      ['dateStageChanged', 'not-a-datetime'],
    ]);
  });

  test('of one record is not seen in the next', () => {
    const bound = compiled({ monetaryAmount: 'amount' }).bind(contextOf());
    const first = bound.read({ id: 1, amount: 'x' });
    bound.explain({ id: 2, amount: 'y' });

    expect(bound.read({ id: 3, amount: '1' }).issues).toEqual([]);
    expect(first.issues).toMatchObject([{ record: '1', native: 'x' }]);
  });
});

describe('fields that mean the same native one', () => {
  const pairs = [
    ['primaryContactId', 'contactId', "{ from: 'people[].id', pick: lowest, heuristic: x }"],
    ['stageLastChangedAt', 'dateStageChanged', 'moved'],
    ['lossReason', 'wonReason', '{ from: name, when: { won: true }, because: x }'],
  ] as const;

  test.each(pairs)(
    '%s and %s agree on every record, with and without issues elsewhere',
    (one, other, rule) => {
      const bound = compiled({ [one]: rule, [other]: rule, monetaryAmount: 'amount' }).bind(contextOf());
      const natives = [
        {},
        { people: [{ id: 2 }, { id: 1 }], moved: '2026-01-01T00:00:00Z', name: 'n', won: 'true' },
        { people: 'x', moved: 'x', name: {}, won: 'true' },
        { people: [{ id: 2 }], moved: '2026-01-01T00:00:00Z', name: 'n', won: 'false', amount: 'x' },
      ].map((native) => ({ id: 1, ...native }));

      for (const native of natives) {
        const { record } = bound.read(native);
        expect(record?.[one]).toEqual(record?.[other]);
        expect(record).toHaveProperty(one);
      }
    },
  );
});

describe('a lookup with folded keys', () => {
  const rule = "{ from: name, lookup: reasons, take: id, access: read, because: 'x' }";
  const surroundings: Surroundings = {
    lookups: { reasons: { 'Zu  Teuer ': { id: 1 }, 'caf\u00E9': { id: 2 } } },
  };

  test.each([
    ['zu teuer', '1'],
    ['\tZU\u00A0TEUER\n', '1'],
    ['CAFE\u0301', '2'],
    ['zuteuer', null],
  ])('finds %j', (name, id) => {
    expect(readField('lossReasonId', rule, { name }, surroundings).value).toBe(id);
  });
});

test('a table that is folded in one place is exact in the others', () => {
  const rule = '{ from: stage, lookup: firms, take: name, else: none }';

  expect(
    readField('companyName', rule, { stage: 'A' }, { lookups: { firms: { a: { name: 'x' } } } }).value,
  ).toBeNull();
});

describe('a default', () => {
  test('stands for no value, not for one that could not be read, nor for a condition that does not hold', () => {
    const rule = '{ from: amount, default: 7 }';

    expect(readField('monetaryAmount', rule, {})).toEqual({ value: 7, issues: [] });
    expect(readField('monetaryAmount', rule, { amount: '0' })).toEqual({ value: 0, issues: [] });
    expect(readField('monetaryAmount', rule, { amount: 'x' })).toEqual({
      value: null,
      issues: ['not-a-number'],
    });
    const guarded = '{ from: amount, default: 7, when: { won: true }, because: x }';
    expect(readField('monetaryAmount', guarded, { won: 'false' }).value).toBeNull();
    expect(readField('monetaryAmount', guarded, { won: 'true' }).value).toBe(7);
  });

  test('of an alternative ends the search, that of the whole rule comes last', () => {
    expect(
      readField('description', '{ first: [{ from: note, default: a }, { from: name }] }', { name: 'b' })
        .value,
    ).toBe('a');
    expect(
      readField('description', '{ first: [{ from: note }, { from: name }], default: a }', { name: 'b' })
        .value,
    ).toBe('b');
  });
});

describe('a record that cannot be used', () => {
  test.each<[string, JsonValue]>([
    ['null', null],
    ['a list', []],
    ['a text', 'x'],
    ['an object without an id', { name: 'n' }],
    ['an id that is null', { id: null }],
    ['an id that is empty', { id: '' }],
    ['an id that is an object', { id: { id: 1 } }],
    ['an id that is not exact', { id: 2 ** 60 }],
  ])('%s: one issue about the id, and no other', (_name, native) => {
    const bound = compiled({ monetaryAmount: 'amount' }).bind(contextOf());
    // Anything can arrive where a record should.
    const { record, issues } = bound.read(native as never);

    expect(record).toBeNull();
    expect(issues).toMatchObject([{ record: null, field: 'id', at: 'acme.yaml:6:3' }]);
  });

  test('leaves the mapping as it was, and can still be explained', () => {
    const bound = compiled({}).bind(contextOf());
    bound.read({});

    expect(bound.read({ id: 1 }).record).toMatchObject({ id: '1', title: '' });
    expect(bound.explain({})).toHaveLength(Object.keys(opportunityFields).length);
  });
});
