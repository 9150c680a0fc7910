import { describe, expect, test } from 'vitest';
import { compiled, contextOf, readField, readWith } from './vendor/acme.ts';

/** The record of one rule for contacts. */
function contacts(rule: string, native: object) {
  return readWith({ contactIds: rule }, { id: 1, ...native }).record;
}

describe('a list', () => {
  const nativePeople = { people: [{ id: 7 }, { id: 7 }, { id: '8' }, {}, { id: null }] };

  test('holds each item that has a value', () => {
    expect(readField('contactIds', "'people[].id'", nativePeople).value).toEqual(['7', '7', '8']);
  });

  test('holds each value once where that is wanted', () => {
    expect(readField('contactIds', "{ from: 'people[].id', unique: true }", nativePeople).value).toEqual([
      '7',
      '8',
    ]);
    const many = Array.from({ length: 100 }, (_, index) => ({ id: index % 40 }));
    expect(
      readField('contactIds', "{ from: 'people[].id', unique: true }", { people: many }).value,
    ).toHaveLength(40);
  });

  test('starts with another field’s value, once', () => {
    const rules = {
      primaryContactId: 'owner.id',
      contactIds: "{ from: 'people[].id', startWith: primaryContactId }",
    };
    const read = (native: object) => readWith(rules, { id: 1, ...native }).record?.contactIds;

    expect(read({ owner: { id: 8 }, people: [{ id: 7 }, { id: 8 }] })).toEqual(['8', '7']);
    expect(read({ owner: { id: 9 }, people: [{ id: 7 }] })).toEqual(['9', '7']);
    expect(read({ owner: { id: 9 } })).toEqual(['9']);
    expect(read({ people: [{ id: 7 }] })).toEqual(['7']);
  });

  test('is never null', () => {
    expect(readField('tags', "'tags[]'", {}).value).toEqual([]);
    expect(readField('tags', "'tags[]'", { tags: null }).value).toEqual([]);
    expect(
      readField('tags', "{ from: 'tags[]', when: { won: true }, because: x }", { tags: ['a'] }).value,
    ).toEqual([]);
  });

  test('that was not asked for is not there: only a list that was read can be empty', () => {
    for (const rule of [
      "'people[].id'",
      "{ first: [{ from: 'people[].id' }, { from: 'people[].id', unique: true }] }",
    ]) {
      expect(contacts(rule, {})).not.toHaveProperty('contactIds');
      expect(contacts(rule, { people: [] })).toHaveProperty('contactIds', []);
      expect(contacts(rule, { people: null })).toHaveProperty('contactIds', []);
    }
    expect(contacts("{ from: 'people[].id', default: [] }", {})).toHaveProperty('contactIds', []);
    expect(contacts("{ from: 'people[].id', startWith: primaryContactId }", {})).not.toHaveProperty(
      'contactIds',
    );
    expect(
      contacts(
        "{ first: [{ from: 'people[].id' }, { from: stage, list: true }], access: read, because: x }",
        {},
      ),
    ).toHaveProperty('contactIds', []);
    expect(
      compiled({ contactIds: "'people[].id'" }).bind(contextOf()).explain({ id: 1 }, 'contactIds'),
    ).toMatchObject([{ value: undefined, reason: 'not-requested' }]);
  });

  test('of something that is no list is empty, and an issue', () => {
    expect(readField('tags', "'tags[]'", { tags: 'a' })).toEqual({ value: [], issues: ['not-a-list'] });
  });

  test('leaves out items that cannot be converted, each with an issue', () => {
    expect(readField('contactIds', "'people[].id'", { people: [{ id: {} }, { id: 1 }, { id: [] }] })).toEqual(
      {
        value: ['1'],
        issues: ['not-an-id', 'not-an-id'],
      },
    );
  });

  test('can be made from text with semicolons, and from one value', () => {
    expect(readField('tags', 'labels', { labels: ';a;b' }).value).toEqual(['a', 'b']);
    const rule = "{ from: stage, list: true, access: read, because: 'x' }";
    expect(readField('contactIds', rule, { stage: 5 }).value).toEqual(['5']);
    expect(readField('contactIds', rule, {}).value).toEqual([]);
  });

  test('has a default where it has no item, and not where its items could not be read', () => {
    const rule = "{ from: 'tags[]', default: [none] }";
    const of = (native: object) => readField('tags', rule, { ...native });

    expect(of({})).toEqual({ value: ['none'], issues: [] });
    expect(of({ tags: [''] })).toEqual({ value: ['none'], issues: [] });
    expect(of({ tags: ['a'] })).toEqual({ value: ['a'], issues: [] });
    expect(of({ tags: [{}] })).toEqual({ value: [], issues: ['not-text'] });
    expect(of({ tags: 'a' })).toEqual({ value: [], issues: ['not-a-list'] });
  });

  test('that a mapping writes down belongs to each record alone', () => {
    for (const rule of ["{ from: 'tags[]', default: [none] }", '{ const: [none] }']) {
      const bound = compiled({ tags: rule }).bind(contextOf());
      const { tags } = bound.read({ id: 1 }).record ?? {};
      // Records are plain JSON: whoever gets one may change it.
      (tags as string[]).push('added');

      expect(bound.read({ id: 2 }).record?.tags).toEqual(['none']);
    }
  });

  test.each([
    [[{ id: 10 }, { id: 9 }], '9'],
    [[{ id: '100' }, { id: '99' }, { id: 'x' }], '99'],
    [[{ id: 'b' }, { id: 'a' }], 'a'],
    [[{ id: { toString: 1 } }, { id: 3 }], '3'],
    [[], null],
  ])('gives its lowest id where one is wanted: %j -> %s', (people, lowest) => {
    const rule = "{ from: 'people[].id', pick: lowest, heuristic: 'no other order' }";

    expect(readField('primaryContactId', rule, { people }).value).toBe(lowest);
  });

  test('of which one id is wanted is an issue, too, where it is no list', () => {
    const rule = "{ from: 'people[].id', pick: lowest, heuristic: 'no other order' }";

    expect(readField('primaryContactId', rule, { people: 'x' })).toEqual({
      value: null,
      issues: ['not-a-list'],
    });
  });

  test('stands beside single values where one id is wanted', () => {
    const rule = "{ from: [stage, 'people[].id'], pick: lowest, heuristic: 'no other order' }";
    const of = (native: object) => readField('primaryContactId', rule, { ...native });

    expect(of({ stage: 9, people: [{ id: 3 }] }).value).toBe('9');
    expect(of({ people: [{ id: 4 }, { id: 3 }] }).value).toBe('3');
  });
});
