import { describe, expect, test } from 'vitest';
import { MappingError } from '../../src/mapping/index.ts';
import { opportunityFields } from '../../src/model/opportunity-fields.ts';
import type { FieldExplanation } from '../../src/mapping/mapping-types.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { compiled, contextOf, type Surroundings } from './vendor/acme.ts';

const rules = {
  primaryContactId: "{ from: 'people[].id', pick: lowest, heuristic: 'the oldest one' }",
  contactIds: "{ from: 'people[].id', unique: true }",
  companyName: '{ from: stage, lookup: firms, take: name, else: none }',
  description: 'note',
  monetaryAmount: 'amount',
  currency: '{ from: [currency, $account.currency] }',
  winProbability: '{ first: [{ from: chance }, { from: stage, lookup: stages, take: chance, else: none }] }',
  expectedRevenue:
    '{ combine: product, of: [$out.monetaryAmount, $out.winProbability], scale: 0.01, round: currency }',
  closeDate: '{ from: day, when: { won: true }, because: "a forecast until then" }',
  lossReason: '{ from: name, when: { state: lost }, access: read, because: "only on lost deals" }',
  status: '{ from: state, map: { active: Open, won: Won, lost: null } }',
  deleted: '{ const: false, because: "never returned" }',
  customFields: '{ collect: extra.*, item: { id: $key, value: $value } }',
  passThrough: '{ merge: $body }',
};

function explain(field: string, native: JsonObject, surroundings: Surroundings = {}): FieldExplanation {
  const [explanation] = compiled(rules)
    .bind(contextOf(surroundings))
    .explain({ id: 1, name: 'n', ...native }, field);
  if (explanation === undefined) throw new Error('no explanation');
  return explanation;
}

describe('every field has exactly one explanation', () => {
  test.each([{}, { id: 1 }, { id: 1, note: 'x', state: 'won', people: [{ id: 1 }] }])('for %j', (native) => {
    const explanations = compiled(rules).bind(contextOf()).explain(native);

    expect(explanations.map(({ field }) => field)).toEqual(Object.keys(opportunityFields));
    expect(
      explanations.every(({ reason, rule }) => reason.length > 0 && /^acme\.yaml:\d+:\d+$/.test(rule)),
    ).toBe(true);
  });

  test('and a question about any other field is refused with the field that was probably meant', () => {
    const bound = compiled(rules).bind(contextOf());

    expect(() => bound.explain({}, 'closeDat')).toThrow(MappingError);
    expect(() => bound.explain({}, 'closeDat')).toThrow(
      expect.objectContaining({ code: 'unknown-field', hint: 'did you mean "closeDate"?' }),
    );
  });
});

describe('the reason is', () => {
  const stages = { stages: { s1: { chance: 0.4 } } };

  test.each<[FieldExplanation['reason'], string, JsonObject, unknown]>([
    ['mapped', 'description', { note: 'x' }, 'x'],
    ['mapped', 'status', { state: 'lost' }, null],
    ['derived', 'expectedRevenue', { amount: '10', chance: '0.5' }, 5],
    ['heuristic', 'primaryContactId', { people: [{ id: 5 }, { id: 4 }] }, '4'],
    ['constant', 'deleted', {}, false],
    ['default', 'title', { name: '' }, ''],
    ['empty-at-vendor', 'description', { note: ' ' }, null],
    ['empty-at-vendor', 'expectedRevenue', { amount: '10' }, null],
    ['empty-at-vendor', 'contactIds', { people: [] }, []],
    ['guard-not-met', 'closeDate', { day: '1/2/2024', won: 'false' }, null],
    ['guard-not-met', 'lossReason', { name: 'x', state: 'won' }, null],
    ['not-in-lookup', 'companyName', { stage: 's9' }, null],
    ['not-in-lookup', 'winProbability', { stage: 's9' }, null],
    ['failed', 'monetaryAmount', { amount: 'x' }, null],
    ['failed', 'status', { state: 'odd' }, null],
    ['failed', 'contactIds', { people: 'x' }, undefined],
    ['unsupported', 'type', {}, undefined],
    ['not-requested', 'contactIds', {}, undefined],
    ['not-requested', 'primaryContactId', {}, null],
    ['no-overlay', 'customMappings', {}, {}],
    ['write-only', 'passThrough', {}, undefined],
  ])('%s: %s of %j', (reason, field, native, value) => {
    const explanation = explain(field, native, { lookups: stages });

    expect(explanation.reason).toBe(reason);
    expect(explanation.value).toEqual(value);
    expect(explanation.layer).toBe('base');
  });

  test('given in the words of the mapping, where it gives some', () => {
    expect(explain('type', {}).because).toBe('not here');
    expect(explain('deleted', {}).because).toBe('never returned');
    expect(explain('closeDate', {}).because).toBe('a forecast until then');
    expect(explain('primaryContactId', { people: [{ id: 1 }] }).because).toBe('the oldest one');
  });
});

describe('the steps say what was looked at', () => {
  test('in the order in which it was, with the native value and the conversion', () => {
    const { from } = explain(
      'winProbability',
      { stage: 's1' },
      { lookups: { stages: { s1: { chance: 0.4 } } } },
    );

    expect(from).toEqual([
      { path: 'chance', native: null, steps: ['ratio-text -> percent'], value: null, used: false },
      {
        path: 'stage',
        native: 's1',
        steps: ['lookup stages.chance', 'ratio -> percent'],
        value: 40,
        used: true,
      },
    ]);
  });

  test('paths after the one that had a value are not looked at', () => {
    expect(explain('currency', { currency: 'eur' }).from.map(({ path }) => path)).toEqual(['currency']);
    expect(explain('currency', {}, { currency: 'USD' }).from.map(({ path, used }) => [path, used])).toEqual([
      ['currency', false],
      ['$account.currency', true],
    ]);
  });

  test('a condition is told with its outcome', () => {
    expect(explain('closeDate', { day: '1/2/2024', won: 'false' }).from).toEqual([
      {
        path: 'day',
        native: '1/2/2024',
        steps: ['when won is true: not met', 'date -> date'],
        value: null,
        used: false,
      },
    ]);
    expect(explain('closeDate', { day: '1/2/2024', won: 'true' }).from[0]).toMatchObject({
      steps: ['when won is true', 'date -> date'],
      used: true,
    });
  });

  test('an issue is attached to the field that raised it', () => {
    expect(explain('monetaryAmount', { amount: 'x' }).issue).toMatchObject({
      field: 'monetaryAmount',
      code: 'not-a-number',
      native: 'x',
      record: '1',
    });
    expect(explain('description', { amount: 'x', note: 'y' }).issue).toBeUndefined();
    expect(explain('lossReason', { name: {}, state: 'won' }).issue).toBeUndefined();
  });
});
