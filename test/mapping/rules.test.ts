import { describe, expect, test } from 'vitest';
import { compiled, readField, readWith } from './vendor/acme.ts';

describe('from', () => {
  test('reads the first path that has a value', () => {
    expect(readField('description', '[note, name]', { name: 'b' }).value).toBe('b');
    expect(readField('description', '[note, name]', { note: 'a', name: 'b' }).value).toBe('a');
  });

  test('takes a first value that cannot be converted for what it is, and says so', () => {
    const rule = '{ combine: sum, of: [fee, amount] }';

    expect(readField('monetaryAmount', 'amount', { amount: 'x' })).toEqual({
      value: null,
      issues: ['not-a-number'],
    });
    expect(readField('monetaryAmount', rule, { fee: 'x', amount: '2' })).toEqual({
      value: 2,
      issues: ['not-a-number'],
    });
  });

  test('finds the item that is marked, the item at a position, and nothing beyond', () => {
    const people = {
      people: [
        { id: 1, role: 'user' },
        { id: 2, role: 'buyer' },
      ],
    };

    expect(readField('leadId', "'people[role=buyer].id'", people).value).toBe('2');
    expect(readField('leadId', "'people[0].id'", people).value).toBe('1');
    expect(readField('leadId', "'people[2].id'", people).value).toBeNull();
    expect(readField('leadId', "'people[0].id'", { people: 'none' }).value).toBeNull();
  });

  test('treats what the vendor declares empty as no value, and keeps false and zero', () => {
    expect(readField('description', 'name', { name: '' }).value).toBeNull();
    expect(readField('monetaryAmount', 'fee', { fee: 0 }).value).toBe(0);
    expect(readField('deleted', 'open', { open: false }).value).toBe(false);
    expect(readField('ownerId', 'owner.id', { owner: { id: 0 } }).value).toBe('0');
  });

  test('trims text where the descriptor says so', () => {
    expect(readField('description', 'note', { note: '  a b ' }).value).toBe('a b');
    expect(readField('description', 'note', { note: '   ' }).value).toBeNull();
  });

  test('reads an account’s facts', () => {
    const rule = '{ from: [currency, $account.currency] }';

    expect(readField('currency', rule, {}, { currency: 'EUR' }).value).toBe('EUR');
    expect(readField('currency', rule, { currency: 'usd' }, { currency: 'EUR' }).value).toBe('USD');
    expect(readField('currency', rule, {}).value).toBeNull();
  });
});

describe('first', () => {
  test('takes the first alternative with a value and keeps the issues of those before', () => {
    const rule = '{ first: [{ from: amount }, { from: fee }] }';

    expect(readField('monetaryAmount', rule, { fee: 3 })).toEqual({ value: 3, issues: [] });
    expect(readField('monetaryAmount', rule, { amount: 'x', fee: 3 })).toEqual({
      value: 3,
      issues: ['not-a-number'],
    });
  });

  test('stands under the guards and before the default of the whole rule', () => {
    const rule =
      '{ first: [{ when: { won: true }, const: Won }, { from: state, map: { active: Open, won: Won, lost: Lost } }], default: Open, because: x }';

    expect(readField('status', rule, { won: 'true', state: 'lost' }).value).toBe('Won');
    expect(readField('status', rule, { state: 'lost' }).value).toBe('Lost');
    expect(readField('status', rule, {}).value).toBe('Open');
    expect(readField('status', rule, { state: 'odd' })).toEqual({ value: null, issues: ['unknown-value'] });
  });
});

describe('combine', () => {
  const rules = {
    monetaryAmount: 'amount',
    winProbability: 'chance',
    currency: 'currency',
    expectedRevenue:
      '{ combine: product, of: [$out.monetaryAmount, $out.winProbability], scale: 0.01, round: currency }',
  };
  const revenue = (native: object) => readWith(rules, { id: 1, ...native }).record?.expectedRevenue;

  test('multiplies what is there, rounded to the minor unit of the currency', () => {
    expect(revenue({ amount: '84200.55', chance: '0.35', currency: 'CHF' })).toBe(29_470.19);
    expect(revenue({ amount: '84200.5', chance: '0.35', currency: 'CHF' })).toBe(29_470.18);
    expect(revenue({ amount: '1001', chance: '0.3', currency: 'JPY' })).toBe(300);
    expect(revenue({ amount: '1.2345', chance: '1', currency: 'KWD' })).toBe(1.235);
    expect(revenue({ amount: '10.555', chance: '1' })).toBe(10.56);
    expect(revenue({ amount: '0', chance: '0.3' })).toBe(0);
  });

  test('has no product where a factor is missing', () => {
    expect(revenue({ amount: '5' })).toBeNull();
    expect(revenue({ chance: '0.5' })).toBeNull();
  });

  test('adds what is there', () => {
    const rule = '{ combine: sum, of: [calls, mails] }';

    expect(readField('interactionCount', rule, { calls: 2, mails: '3' }).value).toBe(5);
    expect(readField('interactionCount', rule, { calls: 0 }).value).toBe(0);
    expect(readField('interactionCount', rule, {}).value).toBeNull();
  });

  test('finds the latest and the earliest, whatever each is written like', () => {
    const native = { made: '2024-01-01T00:00:00Z', touched: 1_700_000_000 };

    expect(readField('updatedAt', '{ combine: latest, of: [made, touched] }', native).value).toBe(
      '2024-01-01T00:00:00.000Z',
    );
    expect(readField('updatedAt', '{ combine: earliest, of: [made, touched] }', native).value).toBe(
      '2023-11-14T22:13:20.000Z',
    );
    expect(readField('updatedAt', '{ combine: latest, of: [made, touched] }', {}).value).toBeNull();
  });
});

describe('dates and time zones', () => {
  const rule = "{ from: moved, access: read, because: 'x' }";

  test.each([
    ['America/New_York', '2024-03-01T03:59:59.999Z', '2024-02-29'],
    ['Europe/Berlin', '2026-06-30T23:30:00Z', '2026-07-01'],
    ['Asia/Kathmandu', '2026-06-30T18:15:00Z', '2026-07-01'],
    ['Asia/Kathmandu', '2026-06-30T18:14:59Z', '2026-06-30'],
    ['UTC', '2026-06-30T23:59:59Z', '2026-06-30'],
    ['Nowhere/None', '2026-06-30T23:59:59Z', '2026-06-30'],
  ])('an instant is a day of the account: %s', (timezone, moved, day) => {
    expect(readField('closeDate', rule, { moved }, { timezone }).value).toBe(day);
    expect(readField('closeDate', rule, { moved }, { timezone }).value).toBe(day);
  });
});

describe('first within first', () => {
  const rule = `{ first: [{ first: [{ from: name, when: { won: true } }, { from: note }], when: { open: true } }, { from: kind }], because: x }`;

  test.each([
    [{ won: 'true', open: true }, 'of name'],
    [{ won: 'false', open: true }, 'of note'],
    [{ won: 'true', open: false }, 'new'],
    [{}, 'new'],
  ])('holds its own conditions and those around it: %j', (flags, value) => {
    const native = { name: 'of name', note: 'of note', kind: 'new', ...flags };

    expect(readField('leadSource', rule, native)).toEqual({ value, issues: [] });
  });

  test('asks for rows only where all conditions around the lookup hold', () => {
    const deep = `{ first: [{ first: [{ first: [{ from: stage, lookup: firms, take: name }, { from: note }], when: { open: true } }, { from: name }], when: { won: true } }, { from: kind }], because: x }`;
    const mapping = compiled({ companyName: deep });
    const asked = (open: boolean, won: boolean): number =>
      mapping.lookupKeys({ id: 1, stage: 's', open, won }).size;

    expect([asked(true, true), asked(false, true), asked(true, false)]).toEqual([1, 0, 0]);
  });
});
