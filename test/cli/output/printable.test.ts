import { describe, expect, test } from 'vitest';
import { cellText, jsonText, oneLine } from '../../../src/cli/output/printable.ts';

describe('text written by strangers', () => {
  test('cannot act on the terminal', () => {
    const hostile = 'Deal\x1b[2J\x1b]0;title\x07\u202egnp.exe\r\nnext';

    expect(oneLine(hostile)).toBe('Deal�[2J�]0;title��gnp.exe next');
  });

  test('keeps every letter', () => {
    expect(oneLine('Ünïcode 株式会社 👩‍👩‍👧')).toBe('Ünïcode 株式会社 👩‍👩‍👧');
  });
});

describe('a value in a cell', () => {
  test.each([
    [null, '–'],
    [undefined, '–'],
    ['', '–'],
    [0, '0'],
    [false, 'false'],
    [['a', 'b'], 'a, b'],
    [[], '–'],
    [{ a: 1 }, '{"a":1}'],
  ])('%j is shown as %j', (value, text) => {
    expect(cellText(value)).toBe(text);
  });

  test('an explanation tells empty, null and absent apart', () => {
    expect([jsonText(''), jsonText(null), jsonText(undefined)]).toEqual(['""', 'null', 'absent']);
  });
});
