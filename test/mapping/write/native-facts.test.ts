import { describe, expect, test } from 'vitest';
import { byItem, byKey, create, write, type Setting } from './writing.ts';

describe('a field that every record needs', () => {
  const rules = { title: "{ from: name, default: '' }" };
  const setting: Setting = {
    descriptor: [
      ['name: { type: text, nullable: false }', 'name: { type: text, nullable: false, required: true }'],
    ],
  };

  test('is told to be missing, though a record without it can be read', () => {
    expect(create(rules, { title: 'n' }, setting)).toMatchObject({ patch: { name: 'n' }, issues: [] });
    expect(create(rules, { title: undefined as never }, setting).issues).toEqual(['title required']);
  });

  test('is not blank, unless it is so already', () => {
    expect(create(rules, { title: '' }, setting).issues).toEqual(['title cannot-clear']);
    expect(write(rules, { title: '' }, setting).issues).toEqual(['title cannot-clear']);
    const blank = { ...setting, current: { id: 1, name: '' } };
    expect(write(rules, { title: '' }, blank)).toMatchObject({ patch: {}, issues: [] });
  });
});

describe('a value that is an object', () => {
  const catalogue = [{ key: 'k1', label: 'Site', type: 'unknown', wire: 'json' }] as const;

  test.each([
    ['of an object of fields', byKey, { extra: { k1: { a: 1, b: 2 } } }],
    ['of a list of fields', byItem, { fields: [{ key: 'k1', value: { a: 1, b: 2 } }] }],
  ])('takes the place of the one before, %s', (_, customFields, before) => {
    const value = { a: 3 };
    const setting = { catalogue, current: { id: 1, name: 'n', ...before } };

    const { issues } = write({ customFields }, { customFields: [{ id: 'k1', value }] }, setting);

    expect(issues).toEqual([]);
  });
});

describe('a list of options without any', () => {
  const options = { '1': 'One' };

  test.each([
    ['what clears every field', {}, null],
    ['its own word', { clear: [] }, []],
  ])('is sent as %s', (_, more, sent) => {
    const catalogue = [{ key: 'k1', label: 'K', type: 'options', wire: 'id', options, ...more }] as const;
    const setting = { catalogue, current: { id: 1, name: 'n', extra: { k1: [1] } } };

    const { patch, issues } = write(
      { customFields: byKey },
      { customFields: [{ id: 'k1', value: [] }] },
      setting,
    );

    expect({ patch, issues }).toEqual({ patch: { extra: { k1: sent } }, issues: [] });
  });
});

describe('a value that is to stay', () => {
  const rules = {
    winProbability: '{ first: [odds, { from: stage, lookup: stages, take: chance, else: none }] }',
    pipelineStageId: 'stage',
  };
  const setting: Setting = {
    descriptor: [
      [
        'stages: { key: id, fields: { name: text, line: id, outcome: text }',
        'stages: { key: id, fields: { name: text, line: id, outcome: text, chance: percent }',
      ],
    ],
    lookups: { stages: { '1': { chance: 35 }, '2': { chance: 80 } } },
    current: { id: 1, name: 'n', odds: null, stage: '1' },
  };

  test('is sent where something else that is written would show through', () => {
    expect(write(rules, { winProbability: 35, pipelineStageId: '2' }, setting)).toMatchObject({
      patch: { odds: 35, stage: '2' },
      issues: [],
    });
  });

  test('is not sent where it stays by itself', () => {
    expect(write(rules, { winProbability: 35, pipelineStageId: '1' }, setting)).toMatchObject({
      patch: {},
      issues: [],
    });
  });
});

describe('an id that is of digits', () => {
  const setting: Setting = {
    descriptor: [['firm: { type: id }', 'firm: { type: id, whole: true }']],
    current: { id: 1, name: 'n', firm: '31' },
  };
  const rules = { companyId: 'firm' };

  test.each(['031', '31 ', '+31', '3.1e1', '0x1f', 'acme'])(
    'is not %s, which may mean another one',
    (companyId) => {
      expect(write(rules, { companyId }, setting)).toMatchObject({
        patch: {},
        issues: ['companyId wrong-type'],
      });
    },
  );

  test('is sent as it is, however long', () => {
    const companyId = '98765432109876543210';

    expect(write(rules, { companyId }, setting)).toMatchObject({ patch: { firm: companyId }, issues: [] });
  });
});
