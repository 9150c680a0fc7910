import { describe, expect, test } from 'vitest';
import { compiled, contextOf, readField, readWith } from './vendor/acme.ts';

const stages = { stages: { s1: { name: 'Offer', chance: 0.4 }, s2: { name: '', chance: null } } };

describe('from', () => {
  test('reads the first path that has a value', () => {
    expect(readField('description', '[note, name]', { name: 'b' }).value).toBe('b');
    expect(readField('description', '[note, name]', { note: 'a', name: 'b' }).value).toBe('a');
  });

  test('takes a first value that cannot be converted for what it is, and says so', () => {
    const rule = '{ combine: sum, of: [fee, amount] }';

    expect(readField('monetaryAmount', 'amount', { amount: 'x' })).toEqual({ value: null, issues: ['not-a-number'] });
    expect(readField('monetaryAmount', rule, { fee: 'x', amount: '2' })).toEqual({ value: 2, issues: ['not-a-number'] });
  });

  test('finds the item that is marked, the item at a position, and nothing beyond', () => {
    const people = { people: [{ id: 1, role: 'user' }, { id: 2, role: 'buyer' }] };

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

describe('a list', () => {
  const people = { people: [{ id: 7 }, { id: 7 }, { id: '8' }, {}, { id: null }] };

  test('holds each item that has a value', () => {
    expect(readField('contactIds', "'people[].id'", people).value).toEqual(['7', '7', '8']);
  });

  test('holds each value once where that is wanted', () => {
    expect(readField('contactIds', "{ from: 'people[].id', unique: true }", people).value).toEqual(['7', '8']);
    const many = Array.from({ length: 100 }, (_, index) => ({ id: index % 40 }));
    expect(readField('contactIds', "{ from: 'people[].id', unique: true }", { people: many }).value).toHaveLength(40);
  });

  test('starts with another field’s value, once', () => {
    const rules = { primaryContactId: 'owner.id', contactIds: "{ from: 'people[].id', startWith: primaryContactId }" };
    const read = (native: object) => readWith(rules, { id: 1, ...native }).record?.contactIds;

    expect(read({ owner: { id: 8 }, people: [{ id: 7 }, { id: 8 }] })).toEqual(['8', '7']);
    expect(read({ owner: { id: 9 }, people: [{ id: 7 }] })).toEqual(['9', '7']);
    expect(read({ owner: { id: 9 } })).toEqual(['9']);
    expect(read({ people: [{ id: 7 }] })).toEqual(['7']);
  });

  test('is never null', () => {
    expect(readField('tags', "'tags[]'", {}).value).toEqual([]);
    expect(readField('tags', "'tags[]'", { tags: null }).value).toEqual([]);
    expect(readField('tags', "{ from: 'tags[]', when: { won: true }, because: x }", { tags: ['a'] }).value).toEqual([]);
  });

  test('of something that is no list is empty, and an issue', () => {
    expect(readField('tags', "'tags[]'", { tags: 'a' })).toEqual({ value: [], issues: ['not-a-list'] });
  });

  test('leaves out items that cannot be converted, each with an issue', () => {
    expect(readField('contactIds', "'people[].id'", { people: [{ id: {} }, { id: 1 }, { id: [] }] })).toEqual({
      value: ['1'],
      issues: ['not-an-id', 'not-an-id'],
    });
  });

  test('can be made from text with semicolons, and from one value', () => {
    expect(readField('tags', 'labels', { labels: ';a;b' }).value).toEqual(['a', 'b']);
    const rule = "{ from: stage, list: true, access: read, because: 'x' }";
    expect(readField('contactIds', rule, { stage: 5 }).value).toEqual(['5']);
    expect(readField('contactIds', rule, {}).value).toEqual([]);
  });

  test.each([
    [[{ id: 10 }, { id: 9 }], '9'],
    [[{ id: '100' }, { id: '99' }, { id: 'x' }], '99'],
    [[{ id: 'b' }, { id: 'a' }], 'a'],
    [[{ id: { toString: 1 } }, { id: 3 }], '3'],
    [[], null],
  ])('gives its lowest id where one is wanted: %j -> %s', (people, lowest) => {
    const rule = "{ from: 'people[].id', pick: lowest, heuristic: 'no other order' }";

    expect(readField('primaryContactId', rule, { people }).value).toBe(lowest);
  });
});

describe('map', () => {
  const rule = (more = '') => `{ from: state, map: { active: Open, won: Won, lost: null }${more} }`;

  test('gives the unified value of a native one; null is one, too, and no issue', () => {
    expect(readField('status', rule(), { state: 'won' })).toEqual({ value: 'Won', issues: [] });
    expect(readField('status', rule(), { state: 'lost' })).toEqual({ value: null, issues: [] });
    expect(readField('status', rule(), {})).toEqual({ value: null, issues: [] });
  });

  test('never guesses: an unknown value is null and an issue, or what `else` says', () => {
    expect(readField('status', rule(), { state: 'Won' })).toEqual({ value: null, issues: ['unknown-value'] });
    expect(readField('status', rule(', else: none'), { state: 'x' })).toEqual({ value: null, issues: [] });
    expect(readField('priority', '{ from: kind, map: { new: Neu, old: Alt }, else: keep }', { kind: 'other' }).value).toBe('other');
  });

  test.each([{}, [], 5, true])('takes %j for an unknown value', (state) => {
    expect(readField('status', rule(), { state })).toEqual({ value: null, issues: ['unknown-value'] });
  });

  test('knows flags by their text', () => {
    const flags = '{ from: open, map: { true: Open, false: Won } }';

    expect(readField('status', flags, { open: true }).value).toBe('Open');
    expect(readField('status', flags, { open: false }).value).toBe('Won');
  });
});

describe('lookup', () => {
  const rule = (more = '') => `{ from: stage, lookup: stages, take: name${more} }`;

  test('takes a column of the row that the value names, converted by its type', () => {
    expect(readField('companyName', rule(), { stage: 's1' }, { lookups: stages }).value).toBe('Offer');
    const chance = '{ from: stage, lookup: stages, take: chance }';
    expect(readField('winProbability', chance, { stage: 's1' }, { lookups: stages }).value).toBe(40);
  });

  test('finds numeric keys by their text', () => {
    expect(readField('companyName', rule(), { stage: 7 }, { lookups: { stages: { 7: { name: 'x' } } } }).value).toBe('x');
  });

  test('of what is not there is null and an issue, or what `else` says', () => {
    expect(readField('companyName', rule(), { stage: 'no' }, { lookups: stages })).toEqual({ value: null, issues: ['unknown-reference'] });
    expect(readField('companyName', rule(', else: none'), { stage: 'no' }, { lookups: stages })).toEqual({ value: null, issues: [] });
    expect(readField('companyName', rule(', else: keep'), { stage: 'no' }, { lookups: stages })).toEqual({ value: 'no', issues: [] });
    expect(readField('companyName', rule(', else: none'), { stage: 's1' })).toEqual({ value: null, issues: [] });
  });

  test('of a row with an empty column is null without an issue, or the value itself', () => {
    expect(readField('companyName', rule(), { stage: 's2' }, { lookups: stages })).toEqual({ value: null, issues: [] });
    expect(readField('companyName', rule(', else: keep'), { stage: 's2' }, { lookups: stages }).value).toBe('s2');
  });

  test('compares keys without case and white space where the table says so', () => {
    const reason = "{ from: note, lookup: reasons, take: id, access: read, because: 'x' }";
    const lookups = { reasons: { 'Budget frozen': { id: 61 } } };

    expect(readField('lossReasonId', reason, { note: '  budget   FROZEN ' }, { lookups }).value).toBe('61');
  });

  test('reaches no prototype', () => {
    expect(readField('companyName', rule(', else: none'), { stage: '__proto__' }, { lookups: stages }).value).toBeNull();
    expect(readField('companyName', rule(', else: none'), { stage: 'constructor' }, { lookups: stages }).value).toBeNull();
  });

  test('converts each item of a list', () => {
    const tags = '{ from: labels, lookup: stages, take: name, else: keep }';

    expect(readField('tags', tags, { labels: 's1;zz' }, { lookups: stages }).value).toEqual(['Offer', 'zz']);
  });
});

describe('when', () => {
  const guarded = (condition: string) => `{ from: name, when: { ${condition} }, because: x }`;

  test.each([
    ['won: true', { won: 'true' }, true],
    ['won: true', { won: true }, true],
    ['won: true', { won: 'false' }, false],
    ['won: false', {}, false],
    ['open: false', { open: false }, true],
    ['state: won', { state: 'won' }, true],
    ['state: [won, lost]', { state: 'lost' }, true],
    ['state: [won, lost]', { state: 'active' }, false],
    ['stage: 7', { stage: 7 }, true],
    ['mails: 3', { mails: '3' }, true],
    ['mails: 3', { mails: '4' }, false],
    ['day: 2017-08-07', { day: '8/7/2017' }, true],
    ['stage: $present', { stage: 0 }, true],
    ['stage: $present', { stage: '' }, false],
    ['stage: $absent', { stage: null }, true],
    ["'people[].id': $present", { people: [{}, { id: 1 }] }, true],
    ["'people[].id': $absent", { people: [{}] }, true],
    ['won: true, state: won', { won: 'true', state: 'won' }, true],
    ['won: true, state: won', { won: 'true', state: 'lost' }, false],
    ['calls: 3', { calls: {} }, false],
  ])('%s on %j', (condition, native, holds) => {
    expect(readField('description', guarded(condition), { name: 'x', ...native })).toEqual({
      value: holds ? 'x' : null,
      issues: [],
    });
  });
});

describe('first', () => {
  test('takes the first alternative with a value and keeps the issues of those before', () => {
    const rule = '{ first: [{ from: amount }, { from: fee }] }';

    expect(readField('monetaryAmount', rule, { fee: 3 })).toEqual({ value: 3, issues: [] });
    expect(readField('monetaryAmount', rule, { amount: 'x', fee: 3 })).toEqual({ value: 3, issues: ['not-a-number'] });
  });

  test('stands under the guards and before the default of the whole rule', () => {
    const rule = '{ first: [{ when: { won: true }, const: Won }, { from: state, map: { active: Open, won: Won, lost: Lost } }], default: Open, because: x }';

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
    expectedRevenue: '{ combine: product, of: [$out.monetaryAmount, $out.winProbability], scale: 0.01, round: currency }',
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

    expect(readField('updatedAt', '{ combine: latest, of: [made, touched] }', native).value).toBe('2024-01-01T00:00:00.000Z');
    expect(readField('updatedAt', '{ combine: earliest, of: [made, touched] }', native).value).toBe('2023-11-14T22:13:20.000Z');
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

describe('a record', () => {
  test('without an id, or that is none, cannot be used, and says why', () => {
    expect(readWith({}, { name: 'x' })).toEqual({
      record: null,
      issues: [{ record: null, field: 'id', code: 'missing', native: null, at: 'acme.yaml:6:3' }],
    });
    expect(readWith({}, { id: {} }).issues.map(({ field, code }) => `${field} ${code}`)).toEqual(['id not-an-id']);
  });

  test('without a title cannot be used unless the mapping gives one', () => {
    expect(readWith({ title: 'name' }, { id: 1 })).toMatchObject({ record: null, issues: [{ record: '1', field: 'title', code: 'missing' }] });
    expect(readWith({}, { id: 1 }).record?.title).toBe('');
  });

  test('has its keys in the order of the model, and none of an unsupported field', () => {
    const { record } = readWith({ createdAt: 'made', ownerId: 'owner.id', deleted: '{ from: open, default: false }' }, { id: 1 });

    expect(Object.keys(record ?? {})).toEqual(['id', 'title', 'ownerId', 'deleted', 'customMappings', 'createdAt']);
  });

  test('leaves out a field that is never null and has no value', () => {
    expect(readWith({ deleted: 'open' }, { id: 1 }).record).not.toHaveProperty('deleted');
    expect(readWith({ deleted: 'open' }, { id: 1, open: true }).record?.deleted).toBe(true);
  });

  test('tells of each issue: record, field, code, native value cut short, place of the rule', () => {
    const { issues } = readWith({ monetaryAmount: 'amount' }, { id: 5, amount: `€${'9'.repeat(100)}` });

    expect(issues).toEqual([
      { record: '5', field: 'monetaryAmount', code: 'not-a-number', native: `€${'9'.repeat(63)}`, at: 'acme.yaml:15:3' },
    ]);
  });

  test('is not changed by reading the next one, nor by records of another form in between', () => {
    const bound = compiled({ description: 'name', ownerId: 'owner.id', contactIds: "'people[].id'" }).bind(contextOf());
    const natives = [
      { id: 1, name: 'a', people: [{ id: 1 }], owner: { id: 9 } },
      { name: 'b', id: 2 },
      { owner: { name: 'x', id: 8 }, id: 3, name: 'c', other: 1 },
      { id: 4, name: 'd', people: [{ id: 1 }], owner: { id: 7 } },
      ...Array.from({ length: 12 }, (_, index) => ({ [`key${index}`]: index, id: 5 + index })),
      { id: 17, name: 'e', people: [{ id: 2 }], owner: { id: 6 } },
    ];

    const records = natives.map((native) => bound.read(native).record);

    expect(records.slice(0, 4)).toMatchObject([
      { id: '1', description: 'a', ownerId: '9', contactIds: ['1'] },
      { id: '2', description: 'b', ownerId: null, contactIds: [] },
      { id: '3', description: 'c', ownerId: '8', contactIds: [] },
      { id: '4', description: 'd', ownerId: '7', contactIds: ['1'] },
    ]);
    expect(records.at(-1)).toMatchObject({ id: '17', description: 'e', ownerId: '6', contactIds: ['2'] });
    expect(records.slice(4, -1).every((record) => record?.description === null)).toBe(true);
  });

  test('reads no key that is not its own', () => {
    const native = JSON.parse('{ "id": 1, "__proto__": { "name": "leaked" }, "constructor": { "name": "own" } }');

    expect(readWith({ description: 'name' }, native).record?.description).toBeNull();
    expect(readWith({ description: 'name' }, Object.create({ name: 'inherited', id: 3 })).record).toBeNull();
  });
});
