import type { FieldChange } from '../../client/writes/index.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Colors } from './colors.ts';
import { cellText } from './printable.ts';
import { breakText, fitText, padText, textWidth } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

/** Cells of a value beyond which it is cut: who wants all of it asks for JSON. */
const longestValue = 400;
/** Below this, two values beside each other are hard to read. */
const narrowest = 16;
const arrow = '  →  ';

export interface ChangeLayout {
  readonly colors: Colors;
  /** Infinity where nothing limits a line. */
  readonly width: number;
}

/**
 * Fields and what becomes of them: before and after beside each other where there is room, else below each other; of
 * a new record only the values.
 */
export function changeLines(
  changes: readonly FieldChange[],
  { isNew, colors, width }: ChangeLayout & { readonly isNew: boolean },
): string[] {
  const rows = changes.map(({ field, before, after }) => ({
    field,
    before: isNew ? '' : valueText(before),
    after: valueText(after),
  }));
  const fieldWidth = Math.max(0, ...rows.map(({ field }) => textWidth(field)));
  const room = width - 2 - fieldWidth - 2;
  const widths = isNew ? { before: 0, after: room } : sides(rows, room - arrow.length);
  if (widths === undefined || widths.after < narrowest)
    return rows.flatMap((row) => stacked(row, isNew, { colors, width }));
  return rows.flatMap((row) => {
    const before = isNew ? [] : cellLines(row.before, widths.before);
    const after = cellLines(row.after, widths.after);
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => {
      const isFirst = index === 0;
      const name = padText(isFirst ? row.field : '', fieldWidth, 'left');
      const old = isNew ? '' : colors.red(padText(before[index] ?? '', widths.before, 'left'));
      const gap = isNew ? '' : isFirst ? arrow : ' '.repeat(arrow.length);
      return `  ${colors.cyan(name)}  ${old}${gap}${colors.green(after[index] ?? '')}`.trimEnd();
    });
  });
}

interface Row {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** How wide each side is; undefined where there is no room for two. */
function sides(rows: readonly Row[], room: number): { before: number; after: number } | undefined {
  const before = Math.max(...rows.map((row) => textWidth(row.before)));
  const after = Math.max(...rows.map((row) => textWidth(row.after)));
  if (before + after <= room) return { before, after: Math.max(after, narrowest) };
  if (room < 2 * narrowest) return undefined;
  const half = Math.floor(room / 2);
  if (before <= half) return { before, after: room - before };
  return after <= half ? { before: room - after, after } : { before: half, after: room - half };
}

function stacked({ field, before, after }: Row, isNew: boolean, { colors, width }: ChangeLayout): string[] {
  const side = (sign: string, text: string, style: (line: string) => string): string[] =>
    cellLines(text, Math.max(narrowest, width - 6)).map(
      (line, index) => `    ${style(`${index === 0 ? sign : ' '} ${line}`)}`,
    );
  return [
    `  ${colors.cyan(field)}`,
    ...(isNew ? [] : side('-', before, colors.red)),
    ...side('+', after, colors.green),
  ];
}

function cellLines(text: string, cells: number): string[] {
  if (cells === Infinity) return [text];
  return wrapText(text, cells).flatMap((line) => breakText(line, cells));
}

/** A value for people, on one line; what is empty is a dash. */
export function valueText(value: JsonValue | undefined): string {
  if (value === '') return '""';
  return fitText(cellText(value), longestValue);
}
