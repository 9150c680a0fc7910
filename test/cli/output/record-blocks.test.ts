import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { colors } from '../../../src/cli/output/colors.ts';
import { recordBlocks } from '../../../src/cli/output/record-blocks.ts';
import { Terminal } from '../../../src/cli/output/terminal.ts';
import type { Table } from '../../../src/cli/output/table.ts';
import { textWidth } from '../../../src/cli/output/text-width.ts';
import { capturedIo } from '../support/captured-io.ts';

const deals: Table = {
  columns: [
    { title: 'ID', yields: 0 },
    { title: 'TITLE', minWidth: 8 },
    { title: 'AMOUNT', align: 'right', yields: 0 },
    { title: 'NOTE', minWidth: 20, yields: 3 },
  ],
  rows: [
    ['1', 'Rocket fuel for the second stage', '1,250.50', 'call again after the summer holidays'],
    ['2', '株式会社サンプルの更新契約', '9,000', ''],
  ],
};

describe('blocks', () => {
  test('are one line for each column, and an empty line between records', () => {
    expect(recordBlocks(deals, 60, colors(false))).toBe(
      [
        'ID:     1',
        'TITLE:  Rocket fuel for the second stage',
        'AMOUNT: 1,250.50',
        'NOTE:   call again after the summer holidays',
        '',
        'ID:     2',
        'TITLE:  株式会社サンプルの更新契約',
        'AMOUNT: 9,000',
        'NOTE:',
        '',
      ].join('\n'),
    );
  });

  test('go on in the next line where a text is longer, in its style', () => {
    const columns = deals.columns.map((column) => ({ ...column, style: colors(true).cyan }));
    const text = recordBlocks({ columns, rows: deals.rows.slice(0, 1) }, 30, colors(true));

    expect(text).toContain('\x1b[36mcall again after the\x1b[39m\n');
    const plain = stripVTControlCharacters(text);
    expect(plain).toContain('NOTE:   call again after the\n        summer holidays\n');
    expect(Math.max(...plain.split('\n').map(textWidth))).toBeLessThanOrEqual(30);
  });

  test('hold nothing that acts on the terminal', () => {
    expect(recordBlocks({ ...deals, rows: [['\u001b[2J', 'a\nb', '', '']] }, 40, colors(false))).toMatch(
      /^ID: {5}\ufffd\[2J\nTITLE: {2}a b\n/,
    );
  });
});

describe('a table on a terminal', () => {
  test.each([
    { blocks: undefined, columns: 60, isBlocks: true },
    { blocks: undefined, columns: 79, isBlocks: true },
    { blocks: undefined, columns: 80, isBlocks: false },
    { blocks: 'never', columns: 60, isBlocks: false },
    { blocks: 'always', columns: 80, isBlocks: true },
    // Where all of it fits, it stays a table.
    { blocks: 'always', columns: 100, isBlocks: false },
    { blocks: 'always', columns: undefined, isBlocks: false },
  ] as const)('of $columns cells, with blocks $blocks: $isBlocks', ({ blocks, columns, isBlocks }) => {
    const { out, err } = shown({ ...deals, ...(blocks === undefined ? {} : { blocks }) }, columns);

    expect(out.includes('NOTE:   call again after the summer holidays')).toBe(isBlocks);
    expect(out.includes('───')).toBe(!isBlocks);
    if (isBlocks) expect(err).toBe('');
  });

  test('of whole columns that are wider than it becomes blocks as well', () => {
    const columns = ['FETCHED', 'WRITTEN', 'QUARANTINED'].map((title) => ({ title, yields: 0 }));

    expect(shown({ columns, rows: [['1', '2', '3']] }, 20).out).toContain('QUARANTINED: 3\n');
    expect(shown({ columns, rows: [['1', '2', '3']] }, 30).out).toContain('───');
  });
});

function shown(table: Table, columns: number | undefined): { out: string; err: string } {
  const captured = capturedIo(columns === undefined ? {} : { columns });
  new Terminal(captured.io, { json: false, color: false, debug: false }).table(table);
  return { out: captured.out(), err: captured.err() };
}
