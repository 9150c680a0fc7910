import { describe, expect, test } from 'vitest';
import { compiled, contextOf, readWith } from './vendor/acme.ts';

describe('a record', () => {
  test('without an id, or that is none, cannot be used, and says why', () => {
    expect(readWith({}, { name: 'x' })).toEqual({
      record: null,
      issues: [{ record: null, field: 'id', code: 'missing', native: null, at: 'acme.yaml:6:3' }],
    });
    expect(readWith({}, { id: {} }).issues.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'id not-an-id',
    ]);
  });

  test('without a title cannot be used unless the mapping gives one', () => {
    expect(readWith({ title: 'name' }, { id: 1 })).toMatchObject({
      record: null,
      issues: [{ record: '1', field: 'title', code: 'missing' }],
    });
    expect(readWith({}, { id: 1 }).record?.title).toBe('');
  });

  test('has its keys in the order of the model, and none of an unsupported field', () => {
    const { record } = readWith(
      { createdAt: 'made', ownerId: 'owner.id', deleted: '{ from: open, default: false }' },
      { id: 1 },
    );

    expect(Object.keys(record ?? {})).toEqual([
      'id',
      'title',
      'ownerId',
      'deleted',
      'customMappings',
      'createdAt',
    ]);
  });

  test('leaves out a field that is never null and has no value', () => {
    expect(readWith({ deleted: 'open' }, { id: 1 }).record).not.toHaveProperty('deleted');
    expect(readWith({ deleted: 'open' }, { id: 1, open: true }).record?.deleted).toBe(true);
  });

  test('tells of each issue: record, field, code, native value cut short, place of the rule', () => {
    const { issues } = readWith({ monetaryAmount: 'amount' }, { id: 5, amount: `€${'9'.repeat(100)}` });

    expect(issues).toEqual([
      {
        record: '5',
        field: 'monetaryAmount',
        code: 'not-a-number',
        native: `€${'9'.repeat(63)}`,
        at: 'acme.yaml:15:3',
      },
    ]);
  });

  test('is not changed by reading the next one, nor by records of another form in between', () => {
    const bound = compiled({ description: 'name', ownerId: 'owner.id', contactIds: "'people[].id'" }).bind(
      contextOf(),
    );
    const natives = [
      { id: 1, name: 'a', people: [{ id: 1 }], owner: { id: 9 } },
      { name: 'b', id: 2, people: [] },
      { owner: { name: 'x', id: 8 }, id: 3, name: 'c', other: 1 },
      { id: 4, name: 'd', people: [{ id: 1 }], owner: { id: 7 } },
      ...Array.from({ length: 12 }, (_, index) => ({ [`key${index}`]: index, id: 5 + index })),
      { id: 17, name: 'e', people: [{ id: 2 }], owner: { id: 6 } },
    ];

    const records = natives.map((native) => bound.read(native).record);

    expect(records.slice(0, 4)).toMatchObject([
      { id: '1', description: 'a', ownerId: '9', contactIds: ['1'] },
      { id: '2', description: 'b', ownerId: null, contactIds: [] },
      { id: '3', description: 'c', ownerId: '8' },
      { id: '4', description: 'd', ownerId: '7', contactIds: ['1'] },
    ]);
    expect(records.at(-1)).toMatchObject({ id: '17', description: 'e', ownerId: '6', contactIds: ['2'] });
    expect(records.slice(4, -1).every((record) => record?.description === null)).toBe(true);
  });

  test('reads no key that is not its own', () => {
    const native = JSON.parse(
      '{ "id": 1, "__proto__": { "name": "leaked" }, "constructor": { "name": "own" } }',
    );

    expect(readWith({ description: 'name' }, native).record?.description).toBeNull();
    expect(readWith({ description: 'name' }, Object.create({ name: 'inherited', id: 3 })).record).toBeNull();
  });
});
