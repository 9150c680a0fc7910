import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { bound, create, refusal, write, type Rules, type Setting } from './writing.ts';

const current = { id: 1, name: 'n', memo: 'old', amount: '5', kind: 'new', state: 'active', day: '1/2/2024' };
const rules: Rules = {
  description: 'memo',
  monetaryAmount: 'amount',
  priority: '{ from: kind, map: { new: High, old: Low, none: None }, clear: none }',
  status: '{ from: state, map: { active: Open, won: Won, lost: Lost, gone: null } }',
  createdAt: 'made',
  lossReason: '{ from: cause, when: { state: lost }, because: "only on lost deals" }',
  expectedRevenue: '{ combine: product, of: [$out.monetaryAmount, $out.winProbability], scale: 0.01 }',
  winProbability: '{ from: odds, access: read, because: "the stage decides" }',
  ownerId: 'owner.id',
};

describe('a partial input', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['writes the keys it has and no other', { description: 'new' }, { memo: 'new' }],
    ['writes into objects without touching their other keys', { ownerId: '8' }, { owner: { id: '8' } }],
    ['writes nothing where it is empty', {}, {}],
    ['writes nothing for what is as it should be', { description: 'old', monetaryAmount: 5 }, {}],
    ['keeps zero and false apart from nothing', { monetaryAmount: 0 }, { amount: '0' }],
  ])('%s', (_name, input, patch) => {
    expect(write(rules, input, { current })).toMatchObject({ patch, issues: [] });
  });

  test('leaves alone what is undefined', () => {
    expect(write(rules, { description: undefined }, { current })).toMatchObject({ patch: {}, issues: [] });
  });

  test('tells what became of each field: where it goes, what is sent, and by which rule', () => {
    const { mapped } = write(rules, { description: 'new', monetaryAmount: 5 }, { current });

    expect(mapped.fields).toEqual([
      {
        field: 'description',
        value: 'new',
        path: 'memo',
        native: 'new',
        at: expect.stringMatching(/^acme\.yaml:\d+:\d+$/),
      },
      { field: 'monetaryAmount', value: 5, path: 'amount', at: expect.stringMatching(/^acme\.yaml:/) },
    ]);
  });

  test('of which a part is refused sends nothing at all', () => {
    const { patch, issues, mapped } = write(
      rules,
      { description: 'new', createdAt: null, title: 5 },
      { current },
    );

    expect({ patch, issues }).toEqual({ patch: {}, issues: ['title wrong-type'] });
    expect(mapped.fields.map(({ field }) => field)).toEqual(['description', 'createdAt']);
  });
});

describe('null', () => {
  const clearing: Setting = { current, descriptor: [["empty: ['']", "empty: ['']\nclear: ''"]] };

  test('clears with the word of the field', () => {
    expect(write(rules, { priority: null }, { current }).patch).toEqual({ kind: 'none' });
    expect(create(rules, { priority: null }).patch).toEqual({ name: 'n', kind: 'none' });
  });

  test('that the word of the field reads as is no change the second time', () => {
    expect(write(rules, { priority: null }, { current: { ...current, kind: 'none' } }).patch).toEqual({});
  });

  test('clears with the word of the vendor elsewhere', () => {
    expect(write(rules, { description: null }, { current }).patch).toEqual({ memo: null });
    expect(write(rules, { description: null }, clearing).patch).toEqual({ memo: '' });
  });

  test('is what blank text is to this vendor', () => {
    expect(write(rules, { description: '' }, { current }).patch).toEqual({ memo: null });
  });

  test('is not sent where there is nothing to take away', () => {
    expect(write(rules, { description: null }).patch).toEqual({});
    expect(create(rules, { description: null }).patch).toEqual({ name: 'n' });
  });

  test('is refused where the native field cannot be empty', () => {
    expect(write(rules, { status: null }, { current }).issues).toEqual(['status cannot-clear']);
    expect(create(rules, { status: null }).issues).toEqual(['status cannot-clear']);
  });

  test('is refused where the model has no record without it, and so is the blank text that means it', () => {
    const bare = { title: 'name' };

    expect(write(bare, { title: null }).issues).toEqual(['title cannot-clear']);
    expect(write(bare, { title: '' }).issues).toEqual(['title cannot-clear']);
    expect(create(bare, { title: '' }).issues).toEqual(['title cannot-clear']);
  });
});

describe('what cannot be written is refused', () => {
  test.each<[string, JsonObject, string, string]>([
    ['the model', { createdAt: '2024-01-01T00:00:00Z' }, 'createdAt read-only', 'it can only be read'],
    ['the mapping', { winProbability: 5 }, 'winProbability read-only', 'the stage decides'],
    ['the vendor', { type: 'x' }, 'type unsupported', 'not here'],
    ['the model’s names', { descripton: 'x' }, 'descripton unknown-field', 'did you mean "description"?'],
    ['the type', { description: 5 }, 'description wrong-type', '5 is not text – write text'],
    ['the closed set', { status: 'won' }, 'status unknown-value', 'did you mean "Won"?'],
  ])('by %s, with the reason and what to do instead', (_name, input, issue, words) => {
    const outcome = write(rules, input, { current });

    expect(outcome.issues).toEqual([issue]);
    expect(refusal(outcome)).toContain(words);
  });

  test('by the descriptor, in its own words', () => {
    const outcome = write(
      { leadId: 'made' },
      { leadId: 'x' },
      { descriptor: [['made: { type: datetime', 'made: { type: id']] },
    );

    expect(refusal(outcome)).toBe(
      'it cannot be written: the vendor does not let made be written – leave it out: the vendor sets it',
    );
  });

  test('but not where it is what the record has already: what was read may be written back', () => {
    const full = { ...current, made: '2024-01-01T00:00:00Z', odds: 40, amount: '100' };
    const input = { createdAt: '2024-01-01T00:00:00.000Z', winProbability: 40, expectedRevenue: 40, id: '1' };

    expect(write(rules, input, { current: full })).toMatchObject({ patch: {}, issues: [] });
  });
});

describe('a guarded field', () => {
  test('is written where its condition holds after the write', () => {
    expect(write(rules, { status: 'Lost', lossReason: 'price' }, { current }).patch).toEqual({
      state: 'lost',
      cause: 'price',
    });
    expect(write(rules, { lossReason: 'price' }, { current: { ...current, state: 'lost' } }).patch).toEqual({
      cause: 'price',
    });
  });

  test('is refused where it does not, with the condition and the reason', () => {
    const outcome = write(rules, { lossReason: 'price' }, { current });

    expect(outcome.issues).toEqual(['lossReason not-met']);
    expect(refusal(outcome)).toContain(
      'only while status is "Lost": only on lost deals – write status along with it',
    );
  });

  test('is refused where this very write takes the condition away', () => {
    const lost = { ...current, state: 'lost', cause: 'price' };

    expect(write(rules, { status: 'Won', lossReason: 'late' }, { current: lost }).issues).toEqual([
      'lossReason not-met',
    ]);
    expect(write(rules, { status: 'Won', lossReason: 'price' }, { current: lost }).issues).toEqual([
      'lossReason not-met',
    ]);
    expect(write(rules, { status: 'Won' }, { current: lost })).toMatchObject({
      patch: { state: 'won' },
      issues: [],
    });
  });

  test('may be cleared at any time: that is what it reads as', () => {
    expect(write(rules, { lossReason: null }, { current: { ...current, cause: 'old' } })).toMatchObject({
      patch: {},
      issues: [],
    });
  });
});

describe('a create', () => {
  test('needs what a record cannot be without', () => {
    const { issues, patch } = bound({ title: 'name' }).write({ description: null });

    expect(issues.map(({ field, code, hint }) => [field, code, hint])).toEqual([
      ['description', 'unsupported', 'leave it out, or keep it in a custom field of the account'],
      ['title', 'required', 'add it'],
    ]);
    expect(patch).toEqual({});
  });

  test('is written like a record that has nothing', () => {
    expect(create(rules, { monetaryAmount: 0, status: 'Won' }).patch).toEqual({
      name: 'n',
      amount: '0',
      state: 'won',
    });
  });

  test('meets conditions in its own input', () => {
    expect(create(rules, { lossReason: 'price' }).issues).toEqual(['lossReason not-met']);
    expect(create(rules, { lossReason: 'price', status: 'Lost' }).issues).toEqual([]);
  });
});
