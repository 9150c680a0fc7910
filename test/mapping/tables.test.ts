import { describe, expect, test } from 'vitest';
import { readField } from './vendor/acme.ts';

const stages = { stages: { s1: { name: 'Offer', chance: 0.4 }, s2: { name: '', chance: null } } };

function statusRule(more = ''): string {
  return `{ from: state, map: { active: Open, won: Won, lost: null }${more} }`;
}

function nameRule(more = ''): string {
  return `{ from: stage, lookup: stages, take: name${more} }`;
}

describe('map', () => {
  test('gives the unified value of a native one; null is one, too, and no issue', () => {
    expect(readField('status', statusRule(), { state: 'won' })).toEqual({ value: 'Won', issues: [] });
    expect(readField('status', statusRule(), { state: 'lost' })).toEqual({ value: null, issues: [] });
    expect(readField('status', statusRule(), {})).toEqual({ value: null, issues: [] });
  });

  test('never guesses: an unknown value is null and an issue, or what `else` says', () => {
    expect(readField('status', statusRule(), { state: 'Won' })).toEqual({
      value: null,
      issues: ['unknown-value'],
    });
    expect(readField('status', statusRule(', else: none'), { state: 'x' })).toEqual({
      value: null,
      issues: [],
    });
    expect(
      readField('priority', '{ from: kind, map: { new: Neu, old: Alt }, else: keep }', { kind: 'other' })
        .value,
    ).toBe('other');
  });

  test.each([{}, [], 5, true])('takes %j for an unknown value', (state) => {
    expect(readField('status', statusRule(), { state })).toEqual({ value: null, issues: ['unknown-value'] });
  });

  test('of several paths has the values of all of them', () => {
    const rule =
      '{ from: [state, kind], map: { active: Open, won: Won, lost: Lost, new: Open, old: Won }, reverse: { Open: active, Won: won } }';

    expect(readField('status', rule, { state: 'lost', kind: 'new' }).value).toBe('Lost');
    expect(readField('status', rule, { kind: 'new' }).value).toBe('Open');
  });

  test('knows flags by their text', () => {
    const flags = '{ from: open, map: { true: Open, false: Won } }';

    expect(readField('status', flags, { open: true }).value).toBe('Open');
    expect(readField('status', flags, { open: false }).value).toBe('Won');
  });
});

describe('lookup', () => {
  test('takes a column of the row that the value names, converted by its type', () => {
    expect(readField('companyName', nameRule(), { stage: 's1' }, { lookups: stages }).value).toBe('Offer');
    const chance = '{ from: stage, lookup: stages, take: chance }';
    expect(readField('winProbability', chance, { stage: 's1' }, { lookups: stages }).value).toBe(40);
  });

  test('finds numeric keys by their text', () => {
    expect(
      readField('companyName', nameRule(), { stage: 7 }, { lookups: { stages: { 7: { name: 'x' } } } }).value,
    ).toBe('x');
  });

  test('of what is not there is null and an issue, or what `else` says', () => {
    expect(readField('companyName', nameRule(), { stage: 'no' }, { lookups: stages })).toEqual({
      value: null,
      issues: ['unknown-reference'],
    });
    expect(readField('companyName', nameRule(', else: none'), { stage: 'no' }, { lookups: stages })).toEqual({
      value: null,
      issues: [],
    });
    expect(readField('companyName', nameRule(', else: keep'), { stage: 'no' }, { lookups: stages })).toEqual({
      value: 'no',
      issues: [],
    });
    expect(readField('companyName', nameRule(', else: none'), { stage: 's1' })).toEqual({
      value: null,
      issues: [],
    });
  });

  test('of a row with an empty column is null without an issue, or the value itself', () => {
    expect(readField('companyName', nameRule(), { stage: 's2' }, { lookups: stages })).toEqual({
      value: null,
      issues: [],
    });
    expect(
      readField('companyName', nameRule(', else: keep'), { stage: 's2' }, { lookups: stages }).value,
    ).toBe('s2');
  });

  test('compares keys without case and white space where the table says so', () => {
    const reason = "{ from: note, lookup: reasons, take: id, access: read, because: 'x' }";
    const lookups = { reasons: { 'Budget frozen': { id: 61 } } };

    expect(readField('lossReasonId', reason, { note: '  budget   FROZEN ' }, { lookups }).value).toBe('61');
  });

  test('reaches no prototype', () => {
    expect(
      readField('companyName', nameRule(', else: none'), { stage: '__proto__' }, { lookups: stages }).value,
    ).toBeNull();
    expect(
      readField('companyName', nameRule(', else: none'), { stage: 'constructor' }, { lookups: stages }).value,
    ).toBeNull();
  });

  test('converts each item of a list', () => {
    const tags = '{ from: labels, lookup: stages, take: name, else: keep }';

    expect(readField('tags', tags, { labels: 's1;zz' }, { lookups: stages }).value).toEqual(['Offer', 'zz']);
  });
});
