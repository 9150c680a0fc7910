import { describe, expect, test } from 'vitest';
import { create, refusal, write, type Rules } from './writing.ts';

const lookups = {
  lines: { l1: { name: 'Sales' }, l2: { name: 'Renewals' } },
  stages: {
    s1: { name: 'New', line: 'l1', outcome: 'Open' },
    s2: { name: 'Talk', line: 'l1', outcome: 'Open' },
    s3: { name: 'Won', line: 'l1', outcome: 'Won' },
    s4: { name: 'Won', line: 'l2', outcome: 'Won' },
    s5: { name: 'Gone', line: 'l2', outcome: 'Lost' },
    s6: { name: 'Free' },
  },
};
const rules: Rules = {
  pipelineId: '{ from: line, write: { in: lines } }',
  pipelineStageId: '{ from: stage, write: { in: stages, along: { line: line } } }',
  status:
    `{ first: [{ when: { closed: false }, const: Open }, { from: stage, lookup: stages, take: outcome, else: none }],
    write: { to: stage, lookup: stages, match: outcome, within: { line: line } }, because: "it follows from the stage" }`.replaceAll(
      /\n\s*/g,
      ' ',
    ),
  lossReason:
    '{ from: cause, when: { closed: true }, write: { when: { status: Lost } }, because: "only on lost deals" }',
};
const current = { id: 1, name: 'n', line: 'l1', stage: 's1', closed: 'false' };

describe('write: in', () => {
  test('takes keys of the table only, and names the nearest', () => {
    expect(write(rules, { pipelineId: 'l2' }, { lookups }).patch).toEqual({ line: 'l2' });
    expect(refusal(write(rules, { pipelineId: 'l3' }, { lookups }))).toBe(
      'there is no "l3" among the lines – nearest: Sales (l1), Renewals (l2)',
    );
  });

  test('leaves it to the vendor where the table is not to be had', () => {
    const outcome = write(rules, { pipelineId: 'l3' });

    expect(outcome).toMatchObject({ patch: { line: 'l3' }, issues: ['pipelineId unchecked'] });
    expect(outcome.mapped.issues[0]?.severity).toBe('warning');
  });

  test('does not ask of what is there already', () => {
    expect(
      write(rules, { pipelineId: 'old' }, { lookups, current: { ...current, line: 'old' } }),
    ).toMatchObject({ patch: {}, issues: [] });
  });

  test('asks of each item of a list', () => {
    const listed = { tags: "{ from: 'tags[]', write: { in: lines } }" };

    expect(write(listed, { tags: ['l1', 'l2'] }, { lookups }).patch).toEqual({ tags: ['l1', 'l2'] });
    expect(write(listed, { tags: ['l1', 'l9'] }, { lookups }).issues).toEqual(['tags unknown-reference']);
    expect(write(listed, { tags: [] }, { lookups, current: { ...current, tags: ['l1'] } }).patch).toEqual({
      tags: [],
    });
  });
});

describe('write: along', () => {
  test('sends what the row says, where that is not there already', () => {
    expect(write(rules, { pipelineStageId: 's5' }, { lookups, current }).patch).toEqual({
      stage: 's5',
      line: 'l2',
    });
    expect(write(rules, { pipelineStageId: 's2' }, { lookups, current }).patch).toEqual({ stage: 's2' });
    expect(write(rules, { pipelineStageId: 's6' }, { lookups, current }).patch).toEqual({ stage: 's6' });
    expect(create(rules, { pipelineStageId: 's5' }, { lookups }).patch).toEqual({
      name: 'n',
      stage: 's5',
      line: 'l2',
    });
  });

  test('agrees with the field of its own, given or as it is', () => {
    expect(write(rules, { pipelineStageId: 's5', pipelineId: 'l2' }, { lookups, current })).toMatchObject({
      patch: { stage: 's5', line: 'l2' },
      issues: [],
    });
    expect(write(rules, { pipelineStageId: 's2', pipelineId: 'l1' }, { lookups, current })).toMatchObject({
      patch: { stage: 's2' },
      issues: [],
    });
    expect(write(rules, { pipelineStageId: 's5', pipelineId: 'l1' }, { lookups, current }).issues).toEqual([
      'pipelineStageId conflict',
    ]);
    expect(write(rules, { pipelineStageId: 's2', pipelineId: 'l2' }, { lookups, current }).issues).toEqual([
      'pipelineStageId conflict',
    ]);
  });

  test('holds for a value that stays, too', () => {
    expect(write(rules, { pipelineStageId: 's1', pipelineId: 'l2' }, { lookups, current }).issues).toEqual([
      'pipelineStageId conflict',
    ]);
    expect(write(rules, { pipelineStageId: 's1', pipelineId: 'l1' }, { lookups, current })).toMatchObject({
      patch: {},
      issues: [],
    });
    // The table is older than the record: what was read may be written back.
    expect(
      write(
        rules,
        { pipelineStageId: 's1', pipelineId: 'l2' },
        { lookups, current: { ...current, line: 'l2' } },
      ),
    ).toMatchObject({ patch: {}, issues: [] });
  });
});

describe('what goes along with a key, written alone', () => {
  const alone = { ...rules, status: '{ unsupported: "not here" }' };
  const derived = [['stage: { type: id }', 'stage: { type: id, derivedFrom: [line] }']] as const;

  test('has to fit the key that stays', () => {
    const outcome = write(alone, { pipelineId: 'l2' }, { lookups, current });

    expect(outcome.issues).toEqual(['pipelineId conflict']);
    expect(refusal(outcome)).toContain('"l2" does not go with pipelineStageId "s1", which goes with "l1"');
  });

  test('may be any where the vendor then chooses another key', () => {
    expect(write(alone, { pipelineId: 'l2' }, { lookups, current, descriptor: derived })).toMatchObject({
      patch: { line: 'l2' },
      issues: [],
    });
  });
});

describe('write: to the one row that has the value', () => {
  test('writes its key, and what goes along with that', () => {
    expect(write(rules, { status: 'Won' }, { lookups, current })).toMatchObject({
      patch: { stage: 's3' },
      issues: [],
    });
    expect(create(rules, { status: 'Lost' }, { lookups }).patch).toEqual({
      name: 'n',
      stage: 's5',
      line: 'l2',
    });
    expect(create(rules, { status: 'Won', pipelineId: 'l2' }, { lookups }).patch).toEqual({
      name: 'n',
      stage: 's4',
      line: 'l2',
    });
  });

  test('stays within what the record has, or will have', () => {
    expect(write(rules, { status: 'Won', pipelineId: 'l2' }, { lookups, current }).patch).toEqual({
      stage: 's4',
      line: 'l2',
    });
    // A pipeline that is taken away no longer limits the choice, but every stage has one.
    expect(write(rules, { status: 'Lost', pipelineId: null }, { lookups, current }).issues).toEqual([
      'status conflict',
    ]);
    const outcome = write(rules, { status: 'Lost' }, { lookups, current });
    expect(outcome.issues).toEqual(['status unknown-reference']);
    expect(refusal(outcome)).toBe(
      'none of the stages the record can have is "Lost" – write pipelineStageId instead',
    );
  });

  test('is no guess where several do: they are named', () => {
    const outcome = write(
      rules,
      { status: 'Open' },
      { lookups, current: { ...current, stage: 's3', closed: 'true' } },
    );

    expect(outcome.issues).toEqual(['status ambiguous-reference']);
    expect(refusal(outcome)).toContain('write pipelineStageId instead, one of New (s1), Talk (s2)');
  });

  test('changes nothing where the record is so already, and never for null', () => {
    expect(write(rules, { status: 'Open' }, { lookups, current })).toMatchObject({ patch: {}, issues: [] });
    expect(write(rules, { status: null }, { lookups, current }).issues).toEqual(['status cannot-clear']);
    const odd = { id: 1, name: 'n', stage: 's9' };
    expect(write(rules, { status: null }, { lookups, current: odd })).toMatchObject({
      patch: {},
      issues: [],
    });
  });

  test('agrees with the field that names the row itself', () => {
    expect(write(rules, { status: 'Won', pipelineStageId: 's3' }, { lookups, current })).toMatchObject({
      patch: { stage: 's3' },
      issues: [],
    });
    const outcome = write(rules, { status: 'Won', pipelineStageId: 's2' }, { lookups, current });
    expect(outcome.issues).toEqual(['status conflict']);
    expect(refusal(outcome)).toContain('what pipelineStageId names is "Open", not "Won"');
    expect(write(rules, { status: 'Won', pipelineStageId: 's1' }, { lookups, current }).issues).toEqual([
      'status conflict',
    ]);
    expect(write(rules, { status: 'Open', pipelineStageId: 's3' }, { lookups, current }).issues).toEqual([
      'status conflict',
    ]);
  });

  test('is refused without the table', () => {
    expect(write(rules, { status: 'Won' }, { current }).issues).toEqual(['status unknown-reference']);
  });
});

describe('derivedFrom', () => {
  test('takes away what the vendor will work out anew: it says nothing of the record after the write', () => {
    // With the old flag the deal would still read as open.
    expect(write(rules, { pipelineStageId: 's3', status: 'Won' }, { lookups, current }).issues).toEqual([]);
  });
});

describe('write: when', () => {
  test('takes the place of the conditions of reading, and is met by the record after the write', () => {
    expect(
      write(rules, { status: 'Lost', pipelineId: 'l2', lossReason: 'price' }, { lookups, current }).patch,
    ).toEqual({ stage: 's5', line: 'l2', cause: 'price' });
    expect(create(rules, { status: 'Lost', lossReason: 'price' }, { lookups }).issues).toEqual([]);
  });

  test('is refused where it is not, with what the record will be', () => {
    const outcome = write(rules, { lossReason: 'price' }, { lookups, current });

    expect(outcome.issues).toEqual(['lossReason not-met']);
    expect(refusal(outcome)).toBe(
      'it can be written only while status is "Lost", and after this write it is "Open": only on lost deals – write status along with it, or leave it out',
    );
    expect(create(rules, { lossReason: 'price' }, { lookups }).issues).toEqual(['lossReason not-met']);
  });

  test('does not stand in the way of null', () => {
    expect(write(rules, { lossReason: null }, { lookups, current })).toMatchObject({ patch: {}, issues: [] });
  });
});
