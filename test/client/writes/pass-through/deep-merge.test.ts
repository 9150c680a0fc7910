import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deepMerge } from '../../../../src/client/writes/pass-through/deep-merge.ts';
import type { JsonObject, JsonValue } from '../../../../src/model/json.ts';

const leaf: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.integer(),
  fc.constant(null),
  fc.array(fc.integer(), { maxLength: 2 }),
);

/** Objects in which a key always holds the same kind: capital letters objects, small ones everything else. */
const alike: fc.Arbitrary<JsonObject> = fc.letrec<{ node: JsonObject }>((tie) => ({
  node: fc
    .record(
      {
        a: leaf,
        b: leaf,
        c: leaf,
        A: fc.oneof({ maxDepth: 3 }, fc.constant({}), tie('node')),
        B: tie('node'),
      },
      { requiredKeys: [] },
    )
    .map((object) => object),
})).node;

const anything = fc.dictionary(
  fc.string({ maxLength: 2 }),
  fc.jsonValue({ maxDepth: 3 }),
) as fc.Arbitrary<JsonObject>;

describe('deepMerge', () => {
  test('the empty object changes nothing, on either side', () => {
    fc.assert(
      fc.property(anything, (object) => {
        expect(deepMerge(object, {})).toEqual(object);
        expect(deepMerge({}, object)).toEqual(object);
        expect(deepMerge(undefined, object)).toEqual(object);
      }),
    );
  });

  test('merging the same twice is merging it once', () => {
    fc.assert(
      fc.property(anything, anything, (base, extension) => {
        const once = deepMerge(base, extension);
        expect(deepMerge(once, extension)).toEqual(once);
      }),
    );
  });

  test('is associative where no key is an object here and something else there', () => {
    fc.assert(
      fc.property(alike, alike, alike, (one, two, three) => {
        expect(deepMerge(deepMerge(one, two), three)).toEqual(deepMerge(one, deepMerge(two, three)));
      }),
    );
  });

  test('leaves its arguments alone, and no object gets a property it did not have', () => {
    fc.assert(
      fc.property(anything, anything, (base, extension) => {
        const before = JSON.stringify([base, extension]);
        deepMerge(base, extension);
        expect(JSON.stringify([base, extension])).toBe(before);
      }),
    );
    deepMerge(
      {},
      JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
    );
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('lists and everything else replace', () => {
    expect(deepMerge({ a: { b: 1, c: [1, 2] } }, { a: { c: [3], d: null } })).toEqual({
      a: { b: 1, c: [3], d: null },
    });
    expect(deepMerge({ a: 1 }, { a: { b: 2 } })).toEqual({ a: { b: 2 } });
    expect(deepMerge({ a: { b: 2 } }, { a: 1 })).toEqual({ a: 1 });
  });
});
