import { assert, json, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstMistake } from '../../src/cli/input/json-mistake.ts';

describe('the first mistake in a JSON text', () => {
  test.each([
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ['{a: 1}', 1],
    ['[1, 2', 5],
    ['[1 2]', 3],
    ['{"a": "line\nbreak"}', 6],
    ['{"a": 01}', 7],
    ['', 0],
    ['{} {}', 3],
    ['[,]', 1],
    ["{'a': 1}", 1],
  ])('in %j is at %i', (text, offset) => {
    expect(firstMistake(text)).toBe(offset);
  });

  test('is at the end of every text that JSON.parse takes', () => {
    assert(
      property(json(), (text) => {
        expect(firstMistake(text)).toBe(text.length);
      }),
    );
  });
});
