import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lookupTablesFromJson } from '../../src/mapping/index.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { Opportunity } from '../../src/model/opportunity.ts';
import { businessDeals } from '../equivalence/business-deals.ts';
import * as forms from '../equivalence/native-forms.ts';
import { bundledMapping } from '../support/bundled-mapping.ts';

const oddText = fc.constantFrom(
  '',
  ' ',
  '0',
  '-0',
  '1e400',
  'NaN',
  'true',
  'null',
  '__proto__',
  'constructor',
  '2026-02-30',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:60.999Z',
  '99/99/9999',
  '12345678901234567890',
  '\u0000',
  '\uD800',
  ';;;',
  '{"a":1}',
  'x'.repeat(5000),
);
const oddNumber = fc.constantFrom(
  0,
  -0,
  -1,
  0.1,
  1e21,
  1e308,
  -1e308,
  5e-324,
  2 ** 53,
  -8.64e15,
  253_402_300_800,
);
const oddKey = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'id',
  '',
  '0',
);
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  oddNumber,
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 3 }),
  fc.array(fc.oneof(oddText, oddNumber, fc.constant(null)), { maxLength: 3 }),
  fc.dictionary(oddKey, oddText, { maxKeys: 3 }),
);

/** A deal of the vendor with some of its values, at any depth, replaced by odd ones. */
function mutated(native: JsonObject): fc.Arbitrary<unknown> {
  return fc.array(fc.tuple(fc.nat(), oddValue), { minLength: 1, maxLength: 6 }).map((changes) => {
    const copy: unknown = JSON.parse(JSON.stringify(native));
    for (const [seed, value] of changes) replace(copy, seed, value);
    return copy;
  });
}

function replace(target: unknown, seed: number, value: unknown): void {
  if (typeof target !== 'object' || target === null) return;
  const keys = Object.keys(target);
  const key = keys[seed % Math.max(1, keys.length)];
  if (key === undefined) return;
  const inner: unknown = Reflect.get(target, key);
  if (typeof inner === 'object' && inner !== null && seed % 3 !== 0)
    replace(inner, Math.floor(seed / 7), value);
  else Reflect.set(target, key, value);
}

describe.each(Object.entries(forms))('%s', (vendor, form) => {
  const bound = bundledMapping(vendor, form.catalogue).bind({
    lookups: lookupTablesFromJson(form.lookups),
    account: { currency: 'EUR', timezone: 'Europe/Berlin' },
    catalogue: form.catalogue,
  });
  const prototypeKeys = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));

  /** Reads anything at all; throws unless an opportunity or a reason comes out. `expect` would cost more than reading. */
  function readAnything(native: unknown): void {
    // Whatever a vendor sends reaches the mapping as parsed JSON, typed as an object.
    const { record, issues } = bound.read(native as JsonObject);
    if (record === null && issues.length === 0) throw new Error('neither an opportunity nor a reason');
    if (record !== null) Opportunity.parse(record);
    const placeless = issues.filter((issue) => issue.field === '' || !/:\d+:\d+$/.test(issue.at));
    if (placeless.length > 0) throw new Error(`issues without a place: ${JSON.stringify(placeless)}`);
  }

  test('10,000 deals with odd values: an opportunity or a reason, never a throw', () => {
    const natives = Object.values(businessDeals).map((deal) => form.render(deal));
    fc.assert(fc.property(fc.constantFrom(...natives).chain(mutated), readAnything), {
      numRuns: 10_000,
      seed: 7,
    });

    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(prototypeKeys);
  });

  test('10,000 random JSON values: never a throw, never a changed prototype', () => {
    const anything = fc.oneof(fc.jsonValue({ maxDepth: 5 }), fc.dictionary(oddKey, fc.jsonValue()), oddValue);
    fc.assert(fc.property(anything, readAnything), { numRuns: 10_000, seed: 8 });

    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(prototypeKeys);
  });

  test('keys that reach a prototype, as JSON.parse makes them, stay what they are', () => {
    const native: unknown = JSON.parse(
      '{"id":"1","title":"x","name":"x","__proto__":{"polluted":true},"properties":{"dealname":"x","__proto__":{"polluted":true}},"custom_fields":{"__proto__":1,"constructor":2}}',
    );
    readAnything(native);

    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('every field of a record has exactly one explanation, also of an odd one', () => {
    const natives = Object.values(businessDeals).map((deal) => form.render(deal));
    fc.assert(
      fc.property(fc.constantFrom(...natives).chain(mutated), (native) => {
        const explained = bound.explain(native as JsonObject).map(({ field }) => field);
        expect(explained.length).toBe(42);
        expect(new Set(explained).size).toBe(42);
      }),
      { numRuns: 300, seed: 9 },
    );
  });
});
