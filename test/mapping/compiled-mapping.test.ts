import { describe, expect, test } from 'vitest';
import { lookupTablesFromJson, LookupTablesError, loadMapping } from '../../src/mapping/index.ts';
import { acmeFiles, compiled, contextOf } from './vendor/acme.ts';

describe('a compiled mapping says what it needs', () => {
  test('native paths as the descriptor writes them, those of conditions and marks included', () => {
    const mapping = compiled({
      leadId: "'people[role=buyer].id'",
      ownerId: 'owner.id',
      lossReason: '{ from: note, when: { won: false }, because: x }',
      currency: '{ from: [currency, $account.currency] }',
      customFields: "{ collect: 'fields[]', item: { id: key, value: value } }",
    });

    expect(mapping.paths.toSorted()).toEqual([
      'currency',
      'fields[].key',
      'fields[].value',
      'id',
      'name',
      'note',
      'owner.id',
      'people[].id',
      'people[].role',
      'won',
    ]);
  });

  test('lookup tables, each once', () => {
    const mapping = compiled({
      companyName: '{ from: stage, lookup: firms, take: name }',
      leadSource:
        '{ first: [{ from: kind, lookup: stages, take: name }, { from: stage, lookup: stages, take: name }] }',
    });

    expect(mapping.lookups).toEqual(
      ['stages', 'firms'].toSorted((a, b) => mapping.lookups.indexOf(a) - mapping.lookups.indexOf(b)),
    );
    expect(mapping).toMatchObject({ vendor: 'acme', model: 'opportunity' });
  });

  test('the keys of tables that are asked by key, and of no others', () => {
    const mapping = compiled({
      companyName: '{ from: [stage, kind], lookup: firms, take: name }',
      leadSource: '{ from: kind, lookup: stages, take: name }',
      tags: '{ from: labels, lookup: firms, take: name, else: keep }',
      type: "{ from: 'people[].id', pick: lowest, lookup: firms, take: name, when: { won: true }, because: x }",
    });
    const keys = (native: object) =>
      Object.fromEntries(
        [...mapping.lookupKeys({ ...native })].map(([table, found]) => [table, [...found].toSorted()]),
      );

    expect(keys({ stage: 7, kind: 'k', labels: 'a;b' })).toEqual({ firms: ['7', 'a', 'b'] });
    expect(keys({ kind: 'k', people: [{ id: 12 }, { id: 3 }], won: 'true' })).toEqual({ firms: ['3', 'k'] });
    expect(keys({ people: [{ id: 3 }], won: 'false' })).toEqual({});
    expect(keys({ stage: { toString: 1 } })).toEqual({});
  });

  test('a hash that changes with each of its files', () => {
    const files = acmeFiles({});
    const hash = (changed: object) => loadMapping({ ...files, ...changed }).mapping?.hash;
    const comment = (file: 'mapping' | 'descriptor') => ({
      [file]: { ...files[file], text: `${files[file].text}# x\n` },
    });

    expect(new Set([hash({}), hash(comment('mapping')), hash(comment('descriptor'))]).size).toBe(3);
    expect(hash({})).toBe(hash({}));
  });

  test('nothing, where a finding is an error', () => {
    const { mapping, findings } = loadMapping(acmeFiles({ description: 'nam' }));

    expect(mapping).toBeUndefined();
    expect(findings).toHaveLength(1);
    expect(loadMapping(acmeFiles({ type: '{ unsupported: "" }' })).mapping).toBeDefined();
  });
});

test('a mapping can be bound to several accounts at once', () => {
  const mapping = compiled({ currency: '{ from: [currency, $account.currency] }' });
  const [europe, japan] = [
    mapping.bind(contextOf({ currency: 'EUR' })),
    mapping.bind(contextOf({ currency: 'JPY' })),
  ];

  expect(europe.read({ id: 1 }).record?.currency).toBe('EUR');
  expect(japan.read({ id: 1 }).record?.currency).toBe('JPY');
  expect(europe.read({ id: 1 }).record?.currency).toBe('EUR');
});

test('reading the same record twice gives the same result, and issues do not add up', () => {
  const bound = compiled({ monetaryAmount: 'amount' }).bind(contextOf());

  expect(bound.read({ id: 1, amount: 'x' })).toEqual(bound.read({ id: 1, amount: 'x' }));
  expect(bound.read({ id: 2 }).issues).toEqual([]);
});

describe('lookup tables from JSON', () => {
  test('become maps, so that no key reaches a prototype', () => {
    const tables = lookupTablesFromJson(JSON.parse('{ "stages": { "__proto__": { "name": "x" } } }'));

    expect(tables.get('stages')?.get('__proto__')).toEqual({ name: 'x' });
    expect(tables.get('constructor')).toBeUndefined();
  });

  test.each([null, [], 5, { stages: [] }, { stages: { s1: 'Offer' } }])('are refused as %j', (json) => {
    expect(() => lookupTablesFromJson(json)).toThrow(LookupTablesError);
  });
});
