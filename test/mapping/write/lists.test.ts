import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { create, refusal, write, type Rules } from './writing.ts';

function ids(...all: string[]): { readonly id: string }[] {
  return all.map((id) => ({ id }));
}

/** A record with these people. */
function people(...all: string[]): JsonObject {
  return { id: 1, name: 'n', people: ids(...all) };
}

describe('a list is a set', () => {
  const tags = "'tags[]'";

  test('in any order it is the same; with another item, or without one, it is not', () => {
    const current = { id: 1, name: 'n', tags: ['a', 'b'] };

    expect(write({ tags }, { tags: ['b', 'a', 'b'] }, { current }).patch).toEqual({});
    expect(write({ tags }, { tags: ['a'] }, { current }).patch).toEqual({ tags: ['a'] });
    expect(write({ tags }, { tags: ['a', 'c'] }, { current }).patch).toEqual({ tags: ['a', 'c'] });
  });

  test('also where the vendor has an item twice', () => {
    const current = { id: 1, name: 'n', tags: ['a', 'a', 'b'] };

    expect(write({ tags }, { tags: ['a', 'b'] }, { current }).patch).toEqual({});
    expect(write({ tags }, { tags: ['a', 'b', 'c'] }, { current })).toMatchObject({
      patch: { tags: ['a', 'b', 'c'] },
      issues: [],
    });
  });

  test('is emptied by null and by []', () => {
    const current = { id: 1, name: 'n', tags: ['a'] };

    expect(write({ tags }, { tags: null }, { current }).patch).toEqual({ tags: [] });
    expect(write({ tags }, { tags: [] }, { current }).patch).toEqual({ tags: [] });
    expect(write({ tags }, { tags: null })).toMatchObject({ patch: {}, issues: [] });
    expect(create({ tags }, { tags: [] }).patch).toEqual({ name: 'n' });
  });

  test('is refused where it is none, or where an item is of another type', () => {
    expect(refusal(write({ tags }, { tags: 'a' }))).toBe('"a" is not a list – write a list: [text]');
    expect(write({ tags }, { tags: ['a', 1] }).issues).toEqual(['tags wrong-type']);
    expect(write({ tags }, { tags: ['a', null] }).issues).toEqual(['tags wrong-type']);
  });
});

describe('a list in one text', () => {
  test('is joined by semicolons, and emptied by the vendor’s word', () => {
    expect(write({ tags: 'labels' }, { tags: ['a', 'b'] }).patch).toEqual({ labels: 'a;b' });
    expect(
      write({ tags: 'labels' }, { tags: [] }, { current: { id: 1, name: 'n', labels: 'a;b' } }).patch,
    ).toEqual({ labels: null });
  });

  test('cannot hold an item with a semicolon', () => {
    expect(write({ tags: 'labels' }, { tags: ['a;b'] }).issues).toEqual(['tags would-not-read-back']);
  });
});

describe('items with an id', () => {
  const rules = { contactIds: "{ from: 'links[].id', unique: true }" };

  test('keep everything else they have', () => {
    const links = [
      { id: '1', kind: 'main', rank: 1 },
      { id: '2', kind: 'other' },
    ];

    expect(write(rules, { contactIds: ['1', '3'] }, { current: { id: 1, name: 'n', links } }).patch).toEqual({
      links: [{ id: '1', kind: 'main', rank: 1 }, { id: '3' }],
    });
  });

  test('stay as often as they are there', () => {
    const links = [
      { id: '1', kind: 'main' },
      { id: '1', kind: 'other' },
    ];

    expect(write(rules, { contactIds: ['1', '2'] }, { current: { id: 1, name: 'n', links } }).patch).toEqual({
      links: [...links, { id: '2' }],
    });
  });
});

describe('a marked item', () => {
  const current = {
    id: 1,
    name: 'n',
    links: [
      { id: '5', kind: 'main' },
      { id: '6', kind: 'other' },
    ],
  };
  const rules = { leadId: "'links[kind=main].id'" };

  test('is changed, and the others stay', () => {
    expect(write(rules, { leadId: '7' }, { current }).patch).toEqual({
      links: [
        { id: '6', kind: 'other' },
        { id: '7', kind: 'main' },
      ],
    });
    expect(write(rules, { leadId: '7' }).patch).toEqual({ links: [{ kind: 'main', id: '7' }] });
  });

  test('goes where it is cleared, whatever clears a field of this vendor', () => {
    const blank = [["empty: ['']", "empty: ['']\nclear: ''"]] as const;

    expect(write(rules, { leadId: null }, { current }).patch).toEqual({
      links: [{ id: '6', kind: 'other' }],
    });
    expect(write(rules, { leadId: null }, { current, descriptor: blank }).patch).toEqual({
      links: [{ id: '6', kind: 'other' }],
    });
  });

  test.each([
    ['main=true', { main: true }],
    ['left=true', { left: 'true' }],
    ['rank=2', { rank: 2 }],
    ['share=0.5', { share: '0.5' }],
  ])('carries its mark in the form of the wire: %s', (mark, native) => {
    expect(write({ leadId: `'links[${mark}].id'` }, { leadId: '7' })).toMatchObject({
      patch: { links: [{ ...native, id: '7' }] },
      issues: [],
    });
  });
});

describe('the lowest of a list', () => {
  const rules: Rules = {
    primaryContactId: "{ from: 'people[].id', pick: lowest, heuristic: 'the lowest id' }",
    contactIds: "{ from: 'people[].id', unique: true, startWith: primaryContactId }",
  };

  test('joins the others where it will be the lowest', () => {
    expect(write(rules, { primaryContactId: '3' }, { current: people('5', '7') }).patch).toEqual({
      people: [{ id: '5' }, { id: '7' }, { id: '3' }],
    });
    expect(write(rules, { primaryContactId: '3' }, { current: { id: 1, name: 'n' } }).patch).toEqual({
      people: [{ id: '3' }],
    });
  });

  test('is refused where another one is', () => {
    const outcome = write(rules, { primaryContactId: '9' }, { current: people('5', '7') });

    expect(outcome.issues).toEqual(['primaryContactId would-not-read-back']);
    expect(refusal(outcome)).toContain('it would read back as "5" instead of "9": the lowest id');
  });

  test('goes where it is the only one, and takes no other with it', () => {
    expect(write(rules, { primaryContactId: null }, { current: people('5') }).patch).toEqual({ people: [] });
    expect(write(rules, { primaryContactId: null }, { current: people('5', '7') }).issues).toEqual([
      'primaryContactId would-not-read-back',
    ]);
  });

  test('is one of the list that is given with it', () => {
    expect(
      write(rules, { primaryContactId: '3', contactIds: ['4', '3'] }, { current: people('9') }).patch,
    ).toEqual({ people: [{ id: '4' }, { id: '3' }] });
    expect(
      write(rules, { primaryContactId: '3', contactIds: ['4'] }, { current: people('9') }).issues,
    ).toEqual(['primaryContactId conflict']);
    // The list is what it was: what does not fit is still the other field.
    expect(
      write(rules, { primaryContactId: '3', contactIds: ['9'] }, { current: people('9') }).issues,
    ).toEqual(['primaryContactId conflict']);
  });
});

describe('a list that begins with a field of its own', () => {
  const rules: Rules = {
    primaryContactId: 'person',
    contactId: 'person',
    contactIds: "{ from: 'people[].id', unique: true, startWith: primaryContactId }",
  };
  const current = { id: 1, name: 'n', person: '9', people: [{ id: '9' }, { id: '4' }] };

  test.each<[string, object, object]>([
    ['keeps it where it is among them', { contactIds: ['7', '9'] }, { people: ids('7', '9') }],
    [
      'makes the first one it where it is not',
      { contactIds: ['7', '4'] },
      { people: ids('7', '4'), person: '7' },
    ],
    ['clears it where there is none', { contactIds: [] }, { people: [], person: null }],
    [
      'writes both where both are given',
      { contactIds: ['7', '4'], primaryContactId: '4' },
      { people: ids('7', '4'), person: '4' },
    ],
    ['may stay while it moves', { contactIds: ['9', '4'], contactId: '4' }, { person: '4' }],
    ['may stay, and then nothing happens', { contactIds: ['4', '9'] }, {}],
    [
      'may be without it where that is said',
      { contactIds: ['7'], primaryContactId: null },
      { people: ids('7'), person: null },
    ],
  ])('%s', (_name, input, patch) => {
    expect(write(rules, input, { current })).toMatchObject({ patch, issues: [] });
  });

  test('makes the first one it in a record that has none', () => {
    expect(write(rules, { contactIds: ['7', '4'] }).patch).toEqual({ people: ids('7', '4'), person: '7' });
    expect(create(rules, { contactIds: ['7'] }).patch).toEqual({ name: 'n', people: ids('7'), person: '7' });
    expect(create(rules, { contactIds: [] }).patch).toEqual({ name: 'n' });
  });

  test.each([
    ['primaryContactId', { contactIds: ['7'], primaryContactId: '8' }],
    ['contactId', { contactIds: ['7'], contactId: '9' }],
    ['primaryContactId', { contactIds: ['9', '4'], primaryContactId: '8' }],
  ])('is a conflict with a %s that is not among them: %j', (field, input) => {
    const outcome = write(rules, input, { current });

    expect(outcome.issues).toEqual([`${field} conflict`]);
    expect(refusal(outcome)).toBe(
      `${field} is not among the contactIds that are to be written – add it to contactIds, or leave one of them out`,
    );
  });

  test('is refused where its first cannot be it', () => {
    const known = { ...rules, primaryContactId: '{ from: person, write: { in: lines } }' };
    const lookups = { lines: { '7': { name: 'Seven' } } };

    expect(write(known, { contactIds: ['7', '8'] }, { current, lookups }).patch).toEqual({
      people: ids('7', '8'),
      person: '7',
    });
    expect(write(known, { contactIds: ['8', '7'] }, { current, lookups }).issues).toEqual([
      'contactIds unknown-reference',
    ]);
    const never = [['person: { type: id }', 'person: { type: id, nullable: false }']] as const;
    expect(write(rules, { contactIds: [] }, { current, descriptor: never }).issues).toEqual([
      'contactIds cannot-clear',
    ]);
  });
});
