import { expect, test } from 'vitest';
import { wrapEntry, wrapText } from '../../../src/cli/output/wrap-text.ts';

test('text is broken between words, by cells', () => {
  expect(wrapText('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrapText('株式会社 株式会社', 10)).toEqual(['株式会社', '株式会社']);
});

test('a word that is too long keeps its line', () => {
  expect(wrapText('a incomprehensibilities b', 5)).toEqual(['a', 'incomprehensibilities', 'b']);
});

test('a word that is too long is broken where no line may be longer', () => {
  expect(wrapText('a incomprehensibilities b', 10, 'break')).toEqual([
    'a',
    'incomprehe',
    'nsibilitie',
    's b',
  ]);
});

test('an entry goes on where its text began', () => {
  expect(wrapEntry('  why  ', 'because it is a forecast until then', 30)).toBe(
    '  why  because it is a\n       forecast until then',
  );
});
