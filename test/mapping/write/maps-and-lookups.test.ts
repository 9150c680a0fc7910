import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { create, refusal, write, type Outcome } from './writing.ts';

const lookups = {
  labels: {
    '7': { label: 'Key account' },
    '8': { label: 'Renewal' },
    '9': { label: 'renewal' },
    '10': { label: '' },
  },
  causes: { 'Too dear': { id: 61, label: 'Too dear' }, 'Too late': { id: 62, label: 'Too late' } },
  sources: { a: { label: 'Fair' } },
};
const numeric = [["empty: ['']", "empty: ['']\nids: number"]] as const;

function priority(rule: string, value: unknown, current: JsonObject = {}): Outcome {
  return write({ priority: rule }, { priority: value }, { current: { id: 1, name: 'n', ...current } });
}

describe('a map is turned round', () => {
  test('by `reverse` where several native values become one', () => {
    const rule = '{ from: kind, map: { new: High, old: High, none: None }, reverse: { High: old } }';

    expect(priority(rule, 'High').patch).toEqual({ kind: 'old' });
    expect(priority(rule, 'High', { kind: 'new' }).patch).toEqual({});
  });

  test('never for null, whatever becomes it', () => {
    const rules = { status: '{ from: state, map: { active: Open, won: Won, lost: Lost, gone: null } }' };
    const nullable = [[', nullable: false }\n  stage', ' }\n  stage']] as const;

    expect(write(rules, { status: null }, { current: { id: 1, name: 'n', state: 'active' } }).issues).toEqual(
      ['status cannot-clear'],
    );
    expect(
      write(rules, { status: null }, { current: { id: 1, name: 'n', state: 'active' }, descriptor: nullable })
        .patch,
    ).toEqual({ state: null });
    // What is null already stays as it is: the deal is not deleted over again.
    expect(write(rules, { status: null }, { current: { id: 1, name: 'n', state: 'gone' } })).toMatchObject({
      patch: {},
      issues: [],
    });
  });

  test('in any case of its labels, and to the wire form of the native type', () => {
    expect(priority('{ from: kind, map: { new: High, old: Low, none: None } }', ' HIGH ').patch).toEqual({
      kind: 'new',
    });
    expect(priority('{ from: open, map: { true: High, false: Low } }', 'Low').patch).toEqual({ open: false });
    expect(priority('{ from: seats, map: { 1: High, 2: Low } }', 'Low').patch).toEqual({ seats: 2 });
    expect(priority('{ from: calls, map: { 1: High, 2: Low } }', 'Low').patch).toEqual({ calls: '2' });
  });

  test('but not in two at once', () => {
    const rule = '{ from: kind, map: { new: Hot, old: HOT, none: None } }';

    expect(priority(rule, 'HOT').patch).toEqual({ kind: 'old' });
    expect(priority(rule, 'hot').issues).toEqual(['priority unknown-value']);
  });

  test('as far as it goes: an unknown value is refused with the nearest, or kept where `else` says so', () => {
    expect(refusal(priority('{ from: kind, map: { new: High, old: Low, none: None } }', 'Hihg'))).toContain(
      'did you mean "High"?',
    );
    expect(
      priority('{ from: kind, map: { new: High, old: Low, none: None }, else: keep }', 'Urgent').patch,
    ).toEqual({ kind: 'Urgent' });
    // What would be read as something else is not kept.
    expect(
      priority('{ from: kind, map: { new: High, old: Low, none: None }, else: keep }', 'old').issues,
    ).toEqual(['priority would-not-read-back']);
  });
});

describe('a lookup is turned round', () => {
  const tags = "{ from: 'label_ids[]', lookup: labels, take: label, else: keep }";

  test.each([
    ['by the label', ['Key account'], [7]],
    ['by the label in any case and spacing', [' key  ACCOUNT'], [7]],
    ['by the exact label where others differ in case only', ['Renewal', 'renewal'], [8, 9]],
    ['by the key, where no label is the same', ['7'], [7]],
    ['each row once', ['Key account', 'Key account'], [7]],
  ])('%s', (_name, given, native) => {
    expect(write({ tags }, { tags: given }, { lookups, descriptor: numeric })).toMatchObject({
      patch: { label_ids: native },
      issues: [],
    });
  });

  test('not by a guess: several rows are refused with their keys', () => {
    const outcome = write({ tags }, { tags: ['RENEWAL'] }, { lookups });

    expect(outcome.issues).toEqual(['tags ambiguous-reference']);
    expect(refusal(outcome)).toContain('name one of them by its id: 8, 9');
  });

  test('not by dropping what it does not know: the nearest are named', () => {
    const outcome = write({ tags }, { tags: ['Key account', 'Renewl'] }, { lookups });

    expect(outcome.issues).toEqual(['tags unknown-reference']);
    expect(refusal(outcome)).toContain(
      'there is no "Renewl" among the labels – nearest: Renewal (8), renewal (9)',
    );
  });

  test('keeps what the record has and no table knows, where it was read as it stands', () => {
    const current = { id: 1, name: 'n', label_ids: [999] };

    expect(
      write({ tags }, { tags: ['999', 'Key account'] }, { lookups, current, descriptor: numeric }).patch,
    ).toEqual({ label_ids: [999, 7] });
    expect(write({ tags }, { tags: ['998', 'Key account'] }, { lookups, current }).issues).toEqual([
      'tags unknown-reference',
    ]);
  });

  test('sends nothing for a label in another case, or for the key, of what is there', () => {
    const current = { id: 1, name: 'n', label_ids: ['7'] };

    for (const given of ['Key account', 'KEY ACCOUNT', '7'])
      expect(write({ tags }, { tags: [given] }, { lookups, current })).toMatchObject({
        patch: {},
        issues: [],
      });
  });

  test('only where the column is declared unique', () => {
    const rules = { leadSource: '{ from: firm, lookup: sources, take: label, because: "labels repeat" }' };

    expect(refusal(write(rules, { leadSource: 'Fair' }, { lookups }))).toBe(
      'it cannot be written: labels repeat – leave it out',
    );
  });

  test('to what its column is read as: a number is an id in text', () => {
    const rules = { lossReasonId: '{ from: cause, lookup: causes, take: id, else: none }' };

    expect(write(rules, { lossReasonId: '61' }, { lookups })).toMatchObject({
      patch: { cause: 'Too dear' },
      issues: [],
    });
    expect(
      write(rules, { lossReasonId: '61' }, { lookups, current: { id: 1, name: 'n', cause: 'too  DEAR' } })
        .patch,
    ).toEqual({});
  });

  test('without its table: kept with a warning where it is read as it stands, else refused', () => {
    const kept = write({ tags }, { tags: ['7'] });

    expect(kept).toMatchObject({ patch: { label_ids: ['7'] }, issues: ['tags unchecked'] });
    expect(kept.mapped.issues[0]?.severity).toBe('warning');
    const rules = { lossReasonId: '{ from: cause, lookup: causes, take: id, else: none }' };
    expect(write(rules, { lossReasonId: '61' }).issues).toEqual(['lossReasonId unknown-reference']);
  });

  test('says where an account has no row at all', () => {
    const outcome = write({ tags }, { tags: ['x'] }, { lookups: { labels: {} } });

    expect(refusal(outcome)).toContain('the account has none at all');
  });

  test('is free text where an account has no list of values, and the field holds text', () => {
    const rules = { type: '{ from: kind, lookup: labels, take: label, else: keep }' };

    expect(write(rules, { type: 'x' }, { lookups: { labels: {} } })).toMatchObject({
      patch: { kind: 'x' },
      issues: [],
    });
  });

  test('names five candidates at most', () => {
    const many = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`${index}`, { label: `tag ${index}` }]),
    );

    expect(refusal(create({ tags }, { tags: ['tag x'] }, { lookups: { labels: many } }))).toMatch(
      /nearest: (?:tag \d \(\d\), ){5}…$/,
    );
  });
});
