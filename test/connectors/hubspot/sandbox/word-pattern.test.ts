import { expect, test } from 'vitest';
import { matchesWord } from '../../../../connectors/hubspot/sandbox/search/word-pattern.ts';

test.each([
  ['rocket', 'rocket', true],
  ['rocket', 'rockets', false],
  ['rock*', 'rocket', true],
  ['*ket', 'rocket', true],
  ['r*k*t', 'rocket', true],
  ['*', '', true],
  ['ab*ba', 'aba', false],
  ['a*b*b', 'ab', false],
  ['a.c', 'abc', false],
  ['株*', '株式会社', true],
])('the pattern %s and the word %s: %s', (pattern, word, fits) => {
  expect(matchesWord(pattern, word)).toBe(fits);
});

test('a pattern of many stars is answered, however little it fits', () => {
  expect(matchesWord(`${'*a'.repeat(2000)}*b`, 'a'.repeat(60_000))).toBe(false);
});
