import { hash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { contentHash } from '../../src/store/content-hash.ts';

/** The definition, as plain as it can be said. */
function reference(value: unknown): string {
  return hash('sha256', JSON.stringify(sorted(value)), 'hex');
}

function sorted(value: unknown): unknown {
  return withKeys(value, (keys) => keys.toSorted());
}

/** The same value with the keys of each object in another order. */
function withKeys(value: unknown, order: (keys: readonly string[]) => readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => withKeys(item, order));
  if (typeof value !== 'object' || value === null) return value;
  const object: Readonly<Record<string, unknown>> = { ...value };
  const ordered = {};
  for (const key of order(Object.keys(value))) {
    const part = withKeys(object[key], order);
    Object.defineProperty(ordered, key, {
      value: part,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return ordered;
}

it('a fingerprint is that of the value with all keys in order, whatever came before', () => {
  const values = fc.array(fc.jsonValue({ maxDepth: 4 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(values, (several) => {
      for (const value of several) {
        expect(contentHash(value)).toBe(reference(value));
        expect(contentHash(withKeys(value, (keys) => keys.toReversed()))).toBe(reference(value));
      }
    }),
    { numRuns: 300 },
  );
});

it('keys in any order, of the same number or not, in lists and under each other make no difference', () => {
  const one = { b: 1, a: { d: [{ z: 1, y: 2 }], c: null } };
  const same = { a: { c: null, d: [{ y: 2, z: 1 }] }, b: 1 };
  const other = { c: 1, a: { d: [{ z: 1, y: 2 }], c: null } };

  expect(contentHash(one)).toBe(contentHash(same));
  expect(contentHash(other)).not.toBe(contentHash(one));
  expect(contentHash({ 10: 1, 2: 1, a: 1 })).toBe(contentHash({ a: 1, 2: 1, 10: 1 }));
  expect(contentHash([1, 2])).not.toBe(contentHash([2, 1]));
});

it('changes nothing of what it is given', () => {
  const value = { b: [{ d: 1, c: 2 }], a: 1 };
  contentHash(value);

  expect(JSON.stringify(value)).toBe('{"b":[{"d":1,"c":2}],"a":1}');
});
