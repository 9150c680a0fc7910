import { describe, expect, test } from 'vitest';
import { create, refusal, write, type Rules, type Setting } from './writing.ts';

/** The descriptor with other facts of one field. */
function fact(from: string, to: string): Setting {
  return { descriptor: [[from, to]] };
}

describe('what the vendor keeps of a value is known before it is sent', () => {
  test('whole numbers only', () => {
    const whole = fact('odds: { type: percent }', 'odds: { type: percent, whole: true }');
    const outcome = write({ winProbability: 'odds' }, { winProbability: 33.5 }, whole);

    expect(outcome.issues).toEqual(['winProbability would-not-read-back']);
    expect(refusal(outcome)).toContain('write 33 or 34');
    expect(write({ winProbability: 'odds' }, { winProbability: 34 }, whole).patch).toEqual({ odds: 34 });
  });

  test('small letters only: that is how it is sent, and how it is compared', () => {
    const small = fact("'tags[]': { type: text }", "'tags[]': { type: text, lowerCase: true }");
    const tags = { tags: "'tags[]'" };

    expect(write(tags, { tags: ['New', 'NEW', 'Old'] }, small).patch).toEqual({ tags: ['new', 'old'] });
    expect(
      write(tags, { tags: ['NEW'] }, { ...small, current: { id: 1, name: 'n', tags: ['new'] } }),
    ).toMatchObject({ patch: {}, issues: [] });
  });

  test('so many characters', () => {
    const short = fact('memo: { type: text }', 'memo: { type: text, longest: 5 }');
    const outcome = write({ description: 'memo' }, { description: '123456' }, short);

    expect(outcome.issues).toEqual(['description would-not-read-back']);
    expect(refusal(outcome)).toContain('has 6 characters, and the vendor keeps 5');
    expect(write({ description: 'memo' }, { description: '12345' }, short).issues).toEqual([]);
  });
});

describe('what a new record begins with is known', () => {
  test('a value of the vendor’s choice, where null has to be said', () => {
    const prefilled = fact('firm: { type: id }', 'firm: { type: id, prefilled: true }');

    expect(create({ companyId: 'firm' }, { companyId: null }, prefilled).patch).toEqual({
      name: 'n',
      firm: null,
    });
    expect(create({ companyId: 'firm' }, { companyId: null }).patch).toEqual({ name: 'n' });
  });

  test('a value that the vendor needs, though a record without it can be read', () => {
    const needed = fact('firm: { type: id }', 'firm: { type: id, required: true }');

    expect(create({ companyId: 'firm' }, {}, needed).issues).toEqual(['companyId required']);
    expect(create({ companyId: 'firm' }, { companyId: '5' }, needed).issues).toEqual([]);
    expect(write({ companyId: 'firm' }, {}, needed).issues).toEqual([]);
  });
});

describe('what would not stay by itself is sent, though the record has it', () => {
  const rules: Rules = {
    pipelineStageId: 'stage',
    winProbability: 'odds',
    status: '{ from: state, map: { active: Open, won: Won, lost: Lost, gone: null } }',
    lossReason: '{ from: cause, when: { state: lost }, because: x }',
    wonReason: '{ from: memo, when: { closed: true }, write: { when: { status: Won } }, because: x }',
  };
  const moved = fact('odds: { type: percent }', 'odds: { type: percent, derivedFrom: [stage] }');
  const current = { id: 1, name: 'n', stage: 's1', odds: 40, state: 'active' };

  test('a value that the vendor works out anew from what is written', () => {
    expect(write(rules, { pipelineStageId: 's2', winProbability: 40 }, { ...moved, current }).patch).toEqual({
      stage: 's2',
      odds: 40,
    });
    expect(write(rules, { winProbability: 40 }, { ...moved, current }).patch).toEqual({});
    expect(write(rules, { pipelineStageId: 's2' }, { ...moved, current }).patch).toEqual({ stage: 's2' });
  });

  test('nothing, where an old value would show again', () => {
    const stale = { ...current, cause: 'price' };

    expect(write(rules, { status: 'Lost', lossReason: null }, { current: stale }).patch).toEqual({
      state: 'lost',
      cause: null,
    });
    expect(write(rules, { status: 'Won', lossReason: null }, { current: stale }).patch).toEqual({
      state: 'won',
    });
  });

  test('nothing, also where the vendor itself works out the condition', () => {
    const stale = { ...current, memo: 'old words', closed: 'false' };

    expect(write(rules, { status: 'Won', wonReason: null }, { current: stale }).patch).toEqual({
      state: 'won',
      memo: null,
    });
    expect(write(rules, { status: 'Lost', wonReason: null }, { current: stale }).patch).toEqual({
      state: 'lost',
    });
  });
});

describe('a list that was not read', () => {
  const attached = fact("'people[].id': { type: id }", "'people[].id': { type: id, attached: GET /people }");

  test('is not written: nobody knows what would be taken from it', () => {
    const outcome = write({ contactIds: "'people[].id'" }, { contactIds: ['5'] }, attached);

    expect(outcome.issues).toEqual(['contactIds read-only']);
    expect(refusal(outcome)).toContain('grant the permission to read it');
    expect(create({ contactIds: "'people[].id'" }, { contactIds: ['5'] }, attached).issues).toEqual([]);
  });

  test('is written where the mapping says what it is then', () => {
    const rules = { contactIds: "{ from: 'people[].id', default: [] }" };

    expect(write(rules, { contactIds: ['5'] }, attached)).toMatchObject({
      patch: { people: [{ id: '5' }] },
      issues: [],
    });
  });
});

test('a field that moves another one is changed with it only', () => {
  const rules = { pipelineId: '{ from: line, write: { with: pipelineStageId } }', pipelineStageId: 'stage' };

  expect(write(rules, { pipelineId: 'l2' }).issues).toEqual(['pipelineId not-met']);
  expect(write(rules, { pipelineId: 'l2', pipelineStageId: 's4' }).issues).toEqual([]);
  expect(create(rules, { pipelineId: 'l2' }).issues).toEqual([]);
});
