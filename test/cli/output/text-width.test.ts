import { describe, expect, test } from 'vitest';
import { fitText, padText, textWidth } from '../../../src/cli/output/text-width.ts';

describe('the width of a text', () => {
  test.each([
    ['plain', 5],
    ['Grüße', 5],
    ['株式会社', 8],
    ['한국', 4],
    ['ﾊﾝｶｸ', 4],
    ['e\u0301', 1],
    ['👍', 2],
    ['👩‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['☎', 1],
    ['\x1b[1mbold\x1b[22m', 4],
    ['', 0],
  ])('%j takes %i cells', (text, cells) => {
    expect(textWidth(text)).toBe(cells);
  });
});

describe('cutting', () => {
  test('leaves alone what fits', () => {
    expect(fitText('株式', 4)).toBe('株式');
  });

  test('ends in one cell of ellipsis and never takes more than it may', () => {
    expect(fitText('Rocket fuel', 7)).toBe('Rocket…');
    expect(textWidth(fitText('株式会社', 4))).toBeLessThanOrEqual(4);
    expect(fitText('株式会社', 4)).toBe('株…');
  });

  test('never parts a character from its accents', () => {
    expect(fitText('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
  });

  test('pads by cells, not by code units', () => {
    expect(padText('株', 4, 'left')).toBe('株  ');
    expect(padText('12', 4, 'right')).toBe('  12');
  });
});
