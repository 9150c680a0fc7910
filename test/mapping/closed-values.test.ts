import { describe, expect, test } from 'vitest';
import { validateOpportunity } from '../../src/mapping/index.ts';
import { readField, readWith } from './vendor/acme.ts';

const outcome = { stages: { s1: { name: 'Won' }, s2: { name: 'Gewonnen' }, s3: { name: '' } } };

describe('a field of closed values has one of them, or null and an issue', () => {
  test.each([
    ['a path', 'verdict', { verdict: 'Won' }, { verdict: 'Gewonnen' }],
    ['the first of several', '{ from: [verdict, ruling] }', { ruling: 'Won' }, { ruling: 'won' }],
    ['a lookup', '{ from: stage, lookup: stages, take: name }', { stage: 's1' }, { stage: 's2' }],
    [
      'a text that people type, by a map',
      '{ from: note, map: { yes: Won, no: Lost } }',
      { note: 'yes' },
      { note: 'Won' },
    ],
    [
      'a value that is kept beside a map',
      '{ from: kind, map: { new: Open, old: Won }, else: keep }',
      { kind: 'Won' },
      { kind: 'other' },
    ],
    [
      'an alternative',
      '{ first: [{ from: ruling, when: { won: true } }, { from: verdict }], because: x }',
      { verdict: 'Won' },
      { verdict: 'x' },
    ],
  ])('%s', (_name, rule, known, unknown) => {
    const lookups = outcome;

    expect(readField('status', rule, known, { lookups })).toEqual({ value: 'Won', issues: [] });
    expect(readField('status', rule, unknown, { lookups })).toEqual({
      value: null,
      issues: ['unknown-value'],
    });
  });

  test('and no value stays no value', () => {
    const rule = '{ from: stage, lookup: stages, take: name }';

    expect(readField('status', rule, { stage: 's3' }, { lookups: outcome })).toEqual({
      value: null,
      issues: [],
    });
    expect(readField('status', 'verdict', { verdict: '' })).toEqual({ value: null, issues: [] });
  });

  test('so that the record is one of the model', () => {
    const { record } = readWith({ status: 'verdict' }, { id: 1, verdict: 'Gewonnen' });

    expect(validateOpportunity(record)).toBe(true);
  });
});
