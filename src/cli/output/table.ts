import type { Colors } from './colors.ts';
import { oneLine } from './printable.ts';
import { fitText, padText, textWidth } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

export interface Column {
  readonly title: string;
  /** @default 'left' */
  readonly align?: 'left' | 'right';
  /** Cells below which it is not cut. @default 6 */
  readonly minWidth?: number;
  /** True for texts that go on in the next line where there is no room, instead of being cut. */
  readonly wraps?: boolean;
  /** Columns with the highest number are cut first, then left out first. 0 is never cut nor left out. @default 1 */
  readonly yields?: number;
  /** Colours a cell, title excepted. */
  readonly style?: (text: string) => string;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /**
   * Where its rows are told one below the other, if columns cannot show all there is: on narrow terminals, wherever
   * that is so (rows that have to be read whole), or nowhere (rows that are only glanced at).
   * @default 'narrow'
   */
  readonly blocks?: 'narrow' | 'always' | 'never';
}

export interface RenderedTable {
  readonly text: string;
  /** False where something was cut or left out, or where the lines are longer than they were to be. */
  readonly isWhole: boolean;
  /** Titles of columns there was no room for. */
  readonly leftOut: readonly string[];
}

const gap = '  ';
const widestRule = 80;

/**
 * Lays a table out within so many cells; `undefined` gives every column what it needs. Whatever a cell holds, it
 * cannot act on the terminal.
 */
export function renderTable(given: Table, width: number | undefined, colors: Colors): RenderedTable {
  const table = { ...given, rows: given.rows.map((row) => row.map(oneLine)) };
  const { shown, leftOut, fits } = layOut(table, width ?? Infinity);
  const lines = [
    colors.bold(rowText(shown, (one) => fitted(one, one.column.title))),
    // A last column that nothing limits may be as wide as its longest text; its line need not be.
    colors.dim(
      rowText(shown, (one) => '─'.repeat(one === shown.at(-1) ? Math.min(one.width, widestRule) : one.width)),
    ),
    ...table.rows.flatMap((row) => linesOfRow(shown, row)),
  ];
  return {
    text: `${lines.join('\n')}\n`,
    isWhole: leftOut.length === 0 && fits && isUncut(shown, table),
    leftOut,
  };
}

function isUncut(shown: readonly ShownColumn[], table: Table): boolean {
  return shown.every((one) => one.column.wraps === true || one.width >= naturalWidth(table, one.index));
}

/** As many lines as the highest of its cells takes: one, unless a column wraps. */
function linesOfRow(shown: readonly ShownColumn[], row: readonly string[]): string[] {
  const cells = new Map(
    shown.map((one) => {
      const text = row[one.index] ?? '';
      return [one, one.column.wraps === true ? wrapText(text, one.width, 'break') : [text]];
    }),
  );
  const height = Math.max(1, ...[...cells.values()].map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    rowText(shown, (one) => (one.column.style ?? asIs)(fitted(one, cells.get(one)?.[line] ?? ''))),
  );
}

/** Chooses columns and their widths: cut first, left out where cutting is not enough. */
function layOut(table: Table, width: number): { shown: ShownColumn[]; leftOut: string[]; fits: boolean } {
  const shown = table.columns.map((column, index) => ({ column, index, width: naturalWidth(table, index) }));
  const leftOut: string[] = [];
  let fits = shrinkTo(shown, width);
  while (!fits) {
    const victim = shown.reduce((worst, one) => (yields(one.column) >= yields(worst.column) ? one : worst));
    if (shown.length === 1 || yields(victim.column) === 0) break;
    shown.splice(shown.indexOf(victim), 1);
    leftOut.push(victim.column.title);
    for (const one of shown) one.width = naturalWidth(table, one.index);
    fits = shrinkTo(shown, width);
  }
  return { shown, leftOut, fits };
}

function rowText(shown: readonly ShownColumn[], cell: (one: ShownColumn) => string): string {
  return shown.map(cell).join(gap).trimEnd();
}

function fitted({ column, width }: ShownColumn, text: string): string {
  return padText(fitText(text, width), width, column.align ?? 'left');
}

interface ShownColumn {
  readonly column: Column;
  readonly index: number;
  width: number;
}

function asIs(text: string): string {
  return text;
}

function yields(column: Column): number {
  return column.yields ?? 1;
}

function naturalWidth(table: Table, index: number): number {
  let widest = textWidth(table.columns[index]?.title ?? '');
  for (const row of table.rows) widest = Math.max(widest, textWidth(row[index] ?? ''));
  return widest;
}

/** Takes cells from the columns that yield most, widest first; false where that is not enough. */
function shrinkTo(shown: readonly ShownColumn[], width: number): boolean {
  const spare = (one: ShownColumn): number =>
    yields(one.column) === 0 ? 0 : Math.max(0, one.width - (one.column.minWidth ?? 6));
  let excess = shown.reduce((sum, one) => sum + one.width, gap.length * (shown.length - 1)) - width;
  const levels = [...new Set(shown.map((one) => yields(one.column)))].toSorted((a, b) => b - a);
  for (const level of levels) {
    while (excess > 0) {
      const candidates = shown.filter((one) => yields(one.column) === level && spare(one) > 0);
      if (candidates.length === 0) break;
      candidates.reduce((widest, one) => (one.width > widest.width ? one : widest)).width -= 1;
      excess -= 1;
    }
  }
  return excess <= 0;
}
