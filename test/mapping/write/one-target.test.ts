import { describe, expect, test } from 'vitest';
import { byItem, byKey, create, refusal, write, type Rules } from './writing.ts';

const overlay = (line: string): string =>
  `overlay: 1\nextends: acme/opportunity\ncustomMappings:\n  tier: ${line}\n`;

describe('two fields on one native field', () => {
  const rules: Rules = { contactId: 'person', primaryContactId: 'person', ownerId: 'firm' };
  const current = { id: 1, name: 'n', person: '5' };

  test('may want the same', () => {
    expect(write(rules, { contactId: '7', primaryContactId: '7' }, { current })).toMatchObject({
      patch: { person: '7' },
      issues: [],
    });
    expect(write(rules, { contactId: null, primaryContactId: null }, { current }).patch).toEqual({
      person: null,
    });
  });

  test.each([
    ['two values', { contactId: '7', primaryContactId: '8' }],
    ['a value, and nothing', { contactId: null, primaryContactId: '8' }],
    ['nothing, and a value', { contactId: '8', primaryContactId: null }],
    ['another value, and what is there', { contactId: '5', primaryContactId: '8' }],
    ['what is there, and another value', { contactId: '8', primaryContactId: '5' }],
  ])('may not want different things: %s', (_name, input) => {
    const outcome = write(rules, input, { current });

    expect(outcome.issues).toEqual(['contactId conflict']);
    expect(refusal(outcome)).toMatch(
      /^contactId and primaryContactId want different things of person: .* – write one of them/,
    );
    expect(create(rules, { contactId: null, primaryContactId: '8' }).issues).toEqual(['contactId conflict']);
  });

  test('may want the same in two forms', () => {
    const both = {
      status: '{ from: state, map: { active: Open, won: Won, lost: Lost, gone: null } }',
      statusId: "{ from: state, map: { active: '0', won: '1', lost: '2', gone: '9' } }",
    };

    expect(write(both, { status: 'Won', statusId: '1' }).patch).toEqual({ state: 'won' });
    expect(write(both, { status: 'Won', statusId: '2' }).issues).toEqual(['statusId conflict']);
  });
});

describe('a custom mapping beside the fields of the mapping', () => {
  const rules = { description: 'memo' };
  const overlays = [overlay('memo')];

  test('writes like one of them', () => {
    expect(write(rules, { customMappings: { tier: 'x' } }, { overlays }).patch).toEqual({ memo: 'x' });
    expect(
      write(rules, { customMappings: { tier: null } }, { overlays, current: { id: 1, name: 'n', memo: 'x' } })
        .patch,
    ).toEqual({ memo: null });
    expect(
      write(rules, { customMappings: {} }, { overlays, current: { id: 1, name: 'n', memo: 'x' } }).patch,
    ).toEqual({});
  });

  test('has to agree with the one that shares its native field', () => {
    expect(write(rules, { description: 'x', customMappings: { tier: 'x' } }, { overlays }).issues).toEqual(
      [],
    );
    expect(write(rules, { description: 'x', customMappings: { tier: 'y' } }, { overlays }).issues).toEqual([
      'customMappings.tier conflict',
    ]);
  });

  test('is one of those that the overlays add', () => {
    const outcome = write(rules, { customMappings: { teir: 'x' } }, { overlays });

    expect(outcome.issues).toEqual(['customMappings.teir unknown-field']);
    expect(refusal(outcome)).toContain('did you mean "tier"?');
    expect(refusal(write(rules, { customMappings: { tier: 'x' } }))).toContain('add it in an overlay');
    expect(write(rules, { customMappings: ['x'] }, { overlays }).issues).toEqual([
      'customMappings wrong-type',
    ]);
  });

  test('is read-only where its line cannot be turned round', () => {
    const computed = [overlay('{ from: firm, lookup: sources, take: label, to: text }')];

    expect(write(rules, { customMappings: { tier: 'x' } }, { overlays: computed }).issues).toEqual([
      'customMappings.tier read-only',
    ]);
  });
});

describe.each([
  ['keys of an object', byKey, 'extra.k1', { extra: { k1: 'a' } }, { extra: { k1: 'b' } }],
  [
    'entries of a list',
    byItem,
    "'fields[key=k1].value'",
    {
      fields: [
        { key: 'k1', value: 'a' },
        { key: 'k2', value: 'z' },
      ],
    },
    { fields: [{ key: 'k1', value: 'b' }] },
  ],
])('a custom mapping of a custom field, among %s', (_name, rule, path, native, patch) => {
  const catalogue = [{ key: 'k1', label: 'Tier', type: 'text', wire: 'text' }] as const;
  const rules = { customFields: rule };
  const setting = { catalogue, overlays: [overlay(path)], current: { id: 1, name: 'n', ...native } };
  const both = (field: string | null, mapped: string | null) =>
    write(rules, { customFields: [{ id: 'k1', value: field }], customMappings: { tier: mapped } }, setting);

  test('writes just that one', () => {
    expect(write(rules, { customMappings: { tier: 'b' } }, setting)).toMatchObject({ patch, issues: [] });
    expect(write(rules, { customFields: [{ id: 'k1', value: 'b' }] }, setting).patch).toEqual(patch);
  });

  test('has to agree with the field itself, also where one of them is as it was', () => {
    expect(both('b', 'b')).toMatchObject({ patch, issues: [] });
    expect(both('b', 'c').issues).toEqual(['customMappings.tier conflict']);
    expect(both('a', 'c').issues).toEqual(['customMappings.tier conflict']);
    expect(both('c', 'a').issues).toEqual(['customMappings.tier conflict']);
    expect(both('a', 'a')).toMatchObject({ patch: {}, issues: [] });
  });
});

test('entries are named by numbers where the vendor’s ids are numbers, and cleared by the word of their field', () => {
  const catalogue = [{ key: '7', label: 'Tier', type: 'text', wire: 'text', clear: '-' }] as const;
  const { patch } = write(
    { customFields: byItem },
    { customMappings: { tier: null } },
    {
      catalogue,
      overlays: [overlay("'fields[key=7].value'")],
      descriptor: [["empty: ['']", "empty: ['', '-']\nids: number"]],
      current: { id: 1, name: 'n', fields: [{ key: 7, value: 'a' }] },
    },
  );

  expect(patch).toEqual({ fields: [{ key: 7, value: '-' }] });
});
