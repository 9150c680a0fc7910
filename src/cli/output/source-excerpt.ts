import type { Colors } from './colors.ts';
import { oneLine } from './printable.ts';

/** The line a report is about, with a caret under the column and what to do beside it. */
export function sourceExcerpt(
  place: { readonly line: number; readonly column: number; readonly source?: string | undefined },
  help: string | undefined,
  colors: Colors,
): string[] {
  const number = String(place.line).padStart(6);
  const advice = help === undefined ? '' : ` ${colors.cyan('help:')} ${oneLine(help)}`;
  if (place.source === undefined) return advice === '' ? [] : [`      ${advice}`];
  const { line, caret } = windowAround(place.source, place.column);
  return [
    `${colors.dim(`${number} |`)} ${oneLine(line)}`,
    `${colors.dim('       |')} ${' '.repeat(caret)}${colors.red('^')}${advice}`,
  ];
}

/** Long lines are shown around the column only: a file without line breaks is one line. */
function windowAround(source: string, column: number): { line: string; caret: number } {
  const before = 60;
  const length = 100;
  const start = column > length ? column - before : 0;
  const line = source.slice(start, start + length).trimEnd();
  return start === 0 ? { line, caret: column - 1 } : { line: `…${line}`, caret: column - start };
}
