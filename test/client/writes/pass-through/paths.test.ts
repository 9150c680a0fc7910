import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setAtPath } from '../../../../src/client/writes/pass-through/set-at-path.ts';
import {
  parseSingularPath,
  type PathSegment,
} from '../../../../src/client/writes/pass-through/singular-path.ts';
import type { JsonValue } from '../../../../src/model/json.ts';

const segment: fc.Arbitrary<PathSegment> = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 5 }), fc.nat(3));

/** The normalized path of RFC 9535, section 2.7. */
function normalized(segments: readonly PathSegment[]): string {
  const parts = segments.map((part) =>
    typeof part === 'number'
      ? `[${part}]`
      : `['${JSON.stringify(part).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}']`,
  );
  return `$${parts.join('')}`;
}

function at(value: unknown, segments: readonly PathSegment[]): unknown {
  return segments.reduce((within, part) => Object(within)[part], value);
}

describe('a singular path', () => {
  test.each<[string, readonly PathSegment[]]>([
    ['$.a', ['a']],
    ['$.a.b_2', ['a', 'b_2']],
    [`$['a']["b"][0]`, ['a', 'b', 0]],
    ['$ .a [ 0 ]', ['a', 0]],
    [String.raw`$['it\'s']["a\"b"]`, ["it's", 'a"b']],
    [String.raw`$["\u00e9\ud83d\ude00\n\/"]`, ['é😀\n/']],
    ['$.größe', ['größe']],
    ['$[""]', ['']],
    ['$.a["b.c"]', ['a', 'b.c']],
  ])('%s is read', (text, segments) => {
    expect(parseSingularPath(text)).toEqual(segments);
  });

  test.each([
    ['', 1],
    ['a', 1],
    ['$', 1],
    ['$a', 2],
    ['$..a', 2],
    ['$.*', 3],
    ['$[*]', 3],
    ['$[-1]', 3],
    ['$[01]', 4],
    ['$[1:2]', 4],
    ['$[:2]', 3],
    ['$[?@.a]', 3],
    ['$[0,1]', 4],
    [`$['a','b']`, 6],
    ['$.', 3],
    ['$.1', 3],
    ['$. a', 3],
    ['$.a-b', 4],
    [`$['a`, 3],
    [`$['a']x`, 7],
    ['$.a ', 4],
    [String.raw`$['\x']`, 4],
    [String.raw`$['\"']`, 4],
    [String.raw`$['\ud800']`, 3],
    [`$['\n']`, 4],
    ['$[9007199254740992]', 3],
  ])('%j is refused at position %d', (text, position) => {
    expect(parseSingularPath(text)).toEqual({ position, mistake: expect.stringMatching(/\w/) });
  });

  test('of any place is read back', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
        expect(parseSingularPath(normalized(segments))).toEqual(segments);
      }),
    );
  });

  test('any text is a path or a mistake with a place, never an exception', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'$.[]"\'\\au0-1*?:, @')), (chars) => {
        const found = parseSingularPath(chars.join(''));
        if ('mistake' in found) expect(found.position).toBeGreaterThan(0);
        else expect(found.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('setting a path', () => {
  const names = fc.constantFrom('a', 'b', 'c');
  const body = fc.dictionary(names, fc.jsonValue({ maxDepth: 2 })) as fc.Arbitrary<JsonValue>;

  test('shows the value there, changes nothing else, and not its argument', () => {
    fc.assert(
      fc.property(
        body,
        fc.array(names, { minLength: 1, maxLength: 3 }),
        fc.integer(),
        (before, path, value) => {
          const text = JSON.stringify(before);
          const set = setAtPath(before, path, value);
          expect(JSON.stringify(before)).toBe(text);
          if ('problem' in set) return;
          expect(at(set.body, path)).toBe(value);
          const [first] = path;
          for (const name of ['a', 'b', 'c'].filter((other) => other !== first)) {
            expect(at(set.body, [name])).toEqual(at(before, [name]));
          }
        },
      ),
    );
  });

  test('makes what is missing on the way, lists grow by one, and a value in the way is said', () => {
    expect(setAtPath(undefined, ['a', 0, 'b'], 1)).toEqual({ body: { a: [{ b: 1 }] } });
    expect(setAtPath({ a: null }, ['a', 'b'], 1)).toEqual({ body: { a: { b: 1 } } });
    expect(setAtPath({ a: [1] }, ['a', 1], 2)).toEqual({ body: { a: [1, 2] } });
    expect(setAtPath({ a: [1] }, ['a', 2], 2)).toEqual({ problem: 'the list has only 1 before 2' });
    expect(setAtPath({ a: 'text' }, ['a', 'b'], 1)).toEqual({ problem: '"b" is asked of a string' });
    expect(setAtPath({ a: [] }, ['a', 'b'], 1)).toEqual({ problem: '"b" is asked of a list' });
    expect(setAtPath({ a: {} }, ['a', 0], 1)).toEqual({ problem: 'position 0 is asked of an object' });
  });
});
