import { describe, expect, test } from 'vitest';
import { create, refusal, write, type Rules, type Setting } from './writing.ts';

/** The descriptor with other facts of one field. */
function fact(from: string, to: string): Setting {
  return { descriptor: [[from, to]] };
}

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
