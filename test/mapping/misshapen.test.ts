import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/model/json.ts';
import { readWith } from './vendor/acme.ts';

const rules = {
  ownerId: 'owner.id',
  leadId: "'people[0].id'",
  contactId: '{ from: "people[role=buyer].id", access: read, because: x }',
  contactIds: "'people[].id'",
  description: 'note',
};

function issuesOf(native: Record<string, JsonValue>): readonly string[] {
  const { issues } = readWith(rules, { id: '1', name: 'x', ...native });
  return issues.map(({ field, code }) => `${field} ${code}`).toSorted();
}

describe('something else in the place of an object or a list', () => {
  test.each<[string, JsonValue]>([
    ['text', 'u-7'],
    ['a number', 7],
    ['a flag', false],
    ['a list', ['u-7']],
  ])('%s for an object is an issue of the field that looks into it', (_what, owner) => {
    expect(issuesOf({ owner })).toEqual(['ownerId not-an-object']);
  });

  test.each<[string, JsonValue]>([
    ['text', 'p-1'],
    ['a number', 0],
    ['an object', { id: 'p-1' }],
  ])('%s for a list is an issue of each field that looks into it', (_what, people) => {
    expect(issuesOf({ people })).toEqual([
      'contactId not-a-list',
      'contactIds not-a-list',
      'leadId not-a-list',
    ]);
  });

  test('null and absence are no value, and no issue', () => {
    for (const nothing of [null, undefined]) {
      const native = nothing === undefined ? {} : { owner: nothing, people: nothing };
      expect(issuesOf(native)).toEqual([]);
    }
  });

  test('the record after it is read as if nothing had been', () => {
    const people = [{ id: 'p-1', role: 'buyer' }];
    expect(issuesOf({ people: 5 })).toHaveLength(3);
    expect(issuesOf({ people, owner: { id: 'u-7' } })).toEqual([]);
  });
});
