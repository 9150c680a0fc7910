import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { colors } from '../../../src/cli/output/colors.ts';
import { renderTable, type Table } from '../../../src/cli/output/table.ts';
import { textWidth } from '../../../src/cli/output/text-width.ts';

const deals: Table = {
  columns: [
    { title: 'ID', yields: 0 },
    { title: 'TITLE', minWidth: 8 },
    { title: 'AMOUNT', align: 'right', yields: 0 },
    { title: 'COMPANY', minWidth: 8, yields: 2 },
    { title: 'NOTE', minWidth: 20, yields: 3 },
  ],
  rows: [
    [
      '1',
      'Rocket fuel for the second stage',
      '1,250.50',
      'Raumfahrt Süd GmbH',
      'call again after the summer holidays',
    ],
    ['2', '株式会社サンプルの更新契約', '9,000', '株式会社サンプル', 'ok'],
    ['3', '', '0', '', ''],
  ],
};

describe('a table', () => {
  test.each([60, 80, 140])('never gets wider than a terminal of %i cells', (width) => {
    const { text } = renderTable(deals, width, colors(false));

    expect(Math.max(...text.split('\n').map(textWidth))).toBeLessThanOrEqual(width);
  });

  test('keeps its columns aligned, whatever characters are in them', () => {
    const { text } = renderTable(deals, 80, colors(false));
    const starts = text
      .split('\n')
      .filter((line) => /(?:AMOUNT|1,250\.50|9,000)/.test(line))
      .map((line) => textWidth(/^.*(?:AMOUNT|1,250\.50|9,000)/.exec(line)?.[0] ?? ''));

    expect(starts).toHaveLength(3);
    expect(new Set(starts).size).toBe(1);
  });

  test('shows everything where there is room, and cuts nothing without a width', () => {
    const wide = renderTable(deals, undefined, colors(false));

    expect(wide.text).toContain('call again after the summer holidays');
    expect(wide.text).not.toContain('…');
    expect(wide.leftOut).toEqual([]);
  });

  test('leaves out the columns that matter least, and says which', () => {
    const { text, leftOut } = renderTable(deals, 40, colors(false));

    expect(leftOut).toEqual(['NOTE']);
    expect(text).toContain('1,250.50');
    expect(text).not.toContain('call');
  });

  test('takes cells from the columns that yield most first', () => {
    const { text } = renderTable(deals, 90, colors(false));

    expect(text).toContain('Rocket fuel for the second stage');
    expect(text).toContain('Raumfahrt Süd GmbH');
    expect(text).toContain('call again after the…');
  });

  test('goes on in the next line in a column that wraps, and is whole then', () => {
    const table: Table = {
      columns: [{ title: 'FIELD', yields: 0 }, { title: 'VALUE', minWidth: 20, wraps: true }, { title: 'X' }],
      rows: [
        ['description', 'call again after the summer holidays', 'x'],
        ['link', 'https://example.com/a/very/long/path/to/somewhere', 'y'],
      ],
    };
    const { text, isWhole } = renderTable(table, 41, colors(false));

    expect(isWhole).toBe(true);
    expect(text.split('\n').slice(2)).toEqual([
      'description  call again after the       x',
      '             summer holidays',
      'link         https://example.com/a/ver  y',
      '             y/long/path/to/somewhere',
      '',
    ]);
  });

  test('knows whether anything was cut, left out or too wide', () => {
    const widths = [undefined, 140, 90, 40, 10];

    expect(widths.map((width) => renderTable(deals, width, colors(false)).isWhole)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('has no escape sequence without colour, and the same text with it', () => {
    const plain = renderTable(deals, 80, colors(false)).text;
    const colored = renderTable(deals, 80, colors(true)).text;

    expect(plain).not.toContain('\x1b');
    expect(colored).toContain('\x1b[1m');
    expect(stripVTControlCharacters(colored)).toBe(plain);
  });
});

test('no cell can act on the terminal', () => {
  const rows = [['\u001b[2J', 'a\u009b31mb\u202ec\nd', '', '', '']];
  const { text } = renderTable({ ...deals, rows }, undefined, colors(false));

  expect(text).toContain('\ufffd[2J');
  expect(text).toContain('a\ufffd31mb\ufffdc d');
});
