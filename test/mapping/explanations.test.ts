import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldExplanation } from '../../src/mapping/mapping-types.ts';
import { opportunityFields } from '../../src/model/opportunity-fields.ts';
import type { JsonObject, JsonValue } from '../../src/model/json.ts';
import { compiled, contextOf } from './vendor/acme.ts';

/** A rule of every kind. */
const rules = {
  primaryContactId: "{ from: 'people[].id', pick: lowest, heuristic: 'the oldest one' }",
  contactId: "{ from: 'people[].id', pick: lowest, heuristic: 'the oldest one' }",
  contactIds: "{ from: 'people[].id', unique: true, startWith: primaryContactId }",
  companyId: 'stage',
  companyName: '{ from: stage, lookup: firms, take: name, else: none }',
  description: '[note, name]',
  type: '{ from: stage, lookup: stages, take: name }',
  monetaryAmount: '{ from: amount, default: 7 }',
  currency: '{ from: [currency, $account.currency] }',
  winProbability:
    '{ first: [{ from: chance }, { from: stage, lookup: stages, take: chance, else: none }, { from: odds }] }',
  expectedRevenue:
    '{ combine: product, of: [$out.monetaryAmount, $out.winProbability], scale: 0.01, round: currency }',
  closeDate: '{ from: day, when: { won: true }, because: "a forecast until then" }',
  lossReason: '{ from: name, when: { state: lost }, access: read, because: "only on lost deals" }',
  lossReasonId:
    '{ from: name, lookup: reasons, take: id, else: none, when: { state: lost }, because: "the same" }',
  leadSource:
    '{ first: [{ from: kind, when: { won: true } }, { const: other }], access: read, because: "a guess" }',
  status: '{ from: state, map: { active: Open, won: Won, lost: null } }',
  tags: '{ from: labels, lookup: stages, take: name, else: keep }',
  interactionCount: '{ combine: sum, of: [calls, mails] }',
  customFields: '{ collect: extra.*, item: { id: $key, value: $value } }',
  updatedAt: '{ combine: latest, of: [moved, seen] }',
  createdAt: 'made',
  deleted: '{ from: open, default: false }',
  passThrough: '{ merge: $body }',
};
const lookups = {
  stages: { s1: { name: 'Offer', chance: 0.4 }, s2: { name: '', chance: 'x' } },
  firms: { s1: { name: 'Globex' } },
  reasons: { Price: { id: 3 } },
};
const overlay = `overlay: 1
extends: acme/opportunity
customMappings: { fee: fee, due: due }
`;
const bound = compiled(rules, { overlays: [overlay] }).bind(contextOf({ lookups, currency: 'KWD' }));

const odd = fc.constantFrom<JsonValue>(null, '', ' ', {}, [], true, 5, -1, 'x', '2024-02-30');
const or = (...good: readonly JsonValue[]) =>
  fc.option(fc.oneof(fc.constantFrom(...good), odd), { nil: undefined });
const natives: fc.Arbitrary<JsonObject> = fc
  .record({
    id: fc.constantFrom<JsonValue>(1, 'a'),
    name: or('n', 'price'),
    note: or('x'),
    amount: or('10', '1.2345'),
    fee: or(2),
    currency: or('EUR', 'jpy'),
    chance: or('0.5', '2'),
    odds: or(30, 101),
    won: or('true', 'false'),
    open: or(true, false),
    kind: or('new'),
    state: or('active', 'won', 'lost', 'odd'),
    stage: or('s1', 's2', 's3'),
    day: or('1/2/2024'),
    made: or('2024-01-01T00:00:00Z'),
    moved: or('2024-01-02T00:00:00Z'),
    seen: or(1_704_067_200_000),
    due: or(1_704_067_200),
    calls: or(1),
    mails: or('2'),
    labels: or('s1;s3', ';'),
    people: or([{ id: 7 }, { id: '6' }], [{ id: {} }]),
    extra: or({ a: 1, known: 2 }, {}),
  })
  .map((native) =>
    Object.fromEntries(
      Object.entries(native).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    ),
  );

type Reason = FieldExplanation['reason'];
const filled: readonly Reason[] = ['mapped', 'derived', 'heuristic', 'constant', 'default'];
const empty: readonly Reason[] = [
  'empty-at-vendor',
  'guard-not-met',
  'not-in-lookup',
  'failed',
  'not-requested',
  'no-overlay',
];
const never: readonly Reason[] = ['unsupported', 'write-only'];

function isEmpty(value: JsonValue | undefined): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

describe('of many records', () => {
  const all = { numRuns: 2500 };

  test('each field is explained exactly once, in the order of the model, with the value that is read', () => {
    fc.assert(
      fc.property(natives, (native) => {
        const told = bound.explain(native);
        const { record } = bound.read(native);

        expect(told.map(({ field }) => field)).toEqual(Object.keys(opportunityFields));
        const values = told.flatMap(({ field, value }) => (value === undefined ? [] : [[field, value]]));
        expect(Object.fromEntries(values)).toEqual(record);
      }),
      all,
    );
  });

  test('the reason fits the value: none that is empty is called mapped, unless a map says null', () => {
    fc.assert(
      fc.property(natives, (native) => {
        const unfit = bound.explain(native).filter(({ field, reason, value, from }) => {
          if (value === undefined) return !never.includes(reason) && !empty.includes(reason);
          if (field === 'status' && reason === 'mapped' && value === null) return from[0]?.native !== 'lost';
          if (field === 'customMappings') return false;
          return !(isEmpty(value) ? empty : filled).includes(reason);
        });

        expect(unfit).toEqual([]);
      }),
      all,
    );
  });

  test('every issue of the record is attached to its field, and what failed has one', () => {
    fc.assert(
      fc.property(natives, (native) => {
        const told = bound.explain(native);
        const raised = new Set(bound.read(native).issues.map(({ field }) => field.replace(/[.[].*$/, '')));
        const explained = told.filter(({ issue }) => issue !== undefined).map(({ field }) => field);

        expect(explained.toSorted()).toEqual([...raised].toSorted());
        expect(told.filter(({ reason, issue }) => reason === 'failed' && issue === undefined)).toEqual([]);
      }),
      all,
    );
  });

  test('a filled field says which native value it comes from, an empty one uses none', () => {
    fc.assert(
      fc.property(natives, (native) => {
        const told = bound.explain(native).filter(({ field }) => field !== 'customMappings');
        const sourced = told.filter(({ reason }) =>
          ['mapped', 'derived', 'heuristic', 'constant'].includes(reason),
        );
        const lacking = sourced.filter(
          ({ value, from }) => !isEmpty(value) && !from.some(({ used }) => used),
        );
        const claimed = told.filter(({ value, from }) => value === null && from.some(({ used }) => used));

        expect([lacking, claimed]).toEqual([[], []]);
      }),
      all,
    );
  });

  test('every reason occurs, so that none of the above is empty talk', () => {
    const seen = new Set(
      fc
        .sample(natives, { numRuns: 600, seed: 7 })
        .flatMap((native) => bound.explain(native).map(({ reason }) => reason)),
    );
    const plain = compiled({}).bind(contextOf()).explain({ id: 1 });
    for (const { reason } of plain) seen.add(reason);

    expect([...seen].toSorted()).toEqual([...filled, ...empty, ...never].toSorted());
  });
});
