import type { Colors } from './colors.ts';
import { oneLine } from './printable.ts';
import type { Table } from './table.ts';
import { padText, textWidth } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

/** Cells below which a table that cannot show all there is becomes blocks. */
export const narrowBelow = 80;

/** Less room than this makes no line of text. */
const fewestCells = 20;

/**
 * The rows of a table one below the other, `name: value` for each column: nothing is cut, nothing left out. A word that
 * is longer than the line, such as an address, stays in one piece.
 */
export function recordBlocks({ columns, rows }: Table, width: number, colors: Colors): string {
  const nameWidth = Math.max(0, ...columns.map(({ title }) => textWidth(title))) + 1;
  const room = Math.max(fewestCells, width - nameWidth - 1);
  const blocks = rows.map((row) =>
    columns.flatMap(({ title, style = asIs }, index) =>
      wrapText(oneLine(row[index] ?? ''), room).map((line, nth) => {
        const name = padText(nth === 0 ? `${title}:` : '', nameWidth, 'left');
        return `${colors.dim(name)} ${style(line)}`.trimEnd();
      }),
    ),
  );
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function asIs(text: string): string {
  return text;
}
