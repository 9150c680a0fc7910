import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/model/json.ts';
import { compiled, contextOf, readWith } from './vendor/acme.ts';

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

  describe('gives no value that stands for one the vendor does not have', () => {
    const standIns = {
      description: '{ from: extra.known, default: "" }',
      currency: '{ from: [extra.known, $account.currency] }',
      status: '{ when: { owner.id: $absent }, const: Open }',
      leadId: '{ from: [stage, owner.id] }',
    };
    const native = { id: '1', name: 'x', stage: 's-1' };

    test('where all of it lies in what cannot be looked into', () => {
      const { record, issues } = readWith(
        standIns,
        { ...native, owner: 'u-7', extra: 5 },
        { currency: 'EUR' },
      );

      expect(record).toMatchObject({ description: null, currency: null, status: null, leadId: 's-1' });
      expect(issues.map(({ field, code }) => `${field} ${code}`).toSorted()).toEqual([
        'currency not-an-object',
        'description not-an-object',
        'status not-an-object',
      ]);
    });

    test('while a record that simply has nothing there takes it', () => {
      const { record, issues } = readWith(standIns, native, { currency: 'EUR' });

      expect(record).toMatchObject({ description: '', currency: 'EUR', status: 'Open' });
      expect(issues).toEqual([]);
    });
  });

  test('a title, which a record needs, is what the mapping says, with an issue', () => {
    const { record, issues } = readWith(
      { title: '{ from: extra.known, default: "" }' },
      { id: '1', extra: 5 },
    );

    expect(record).toMatchObject({ title: '' });
    expect(issues.map(({ field, code }) => `${field} ${code}`)).toEqual(['title not-an-object']);
  });

  test('is what the explanation says, too', () => {
    const native = { id: '1', name: 'x', owner: 'u-7', people: 5 };
    const explained = compiled({
      ...rules,
      status: '{ when: { owner.id: $absent }, const: Open }',
    })
      .bind(contextOf({}))
      .explain(native)
      .filter(({ field }) => ['ownerId', 'contactIds', 'status'].includes(field));

    expect(explained.map(({ field, value, reason, issue }) => [field, value, reason, issue?.code])).toEqual([
      // People take a request of their own: what came instead of them says nothing about how many there are.
      ['contactIds', undefined, 'failed', 'not-a-list'],
      ['ownerId', null, 'failed', 'not-an-object'],
      ['status', null, 'failed', 'not-an-object'],
    ]);
  });
});
