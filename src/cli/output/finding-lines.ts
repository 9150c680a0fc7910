import type { Finding } from '../../mapping/mapping-types.ts';
import type { Colors } from './colors.ts';
import { oneLine } from './printable.ts';
import { sourceExcerpt } from './source-excerpt.ts';

/** A finding as people read it: where, what, the line itself, and what to do. */
export function findingLines(finding: Finding, text: string | undefined, colors: Colors): string[] {
  const { severity, code, file, line, column, message, hint } = finding;
  const paint = severity === 'error' ? colors.red : colors.yellow;
  const source = text?.split('\n')[line - 1]?.replace(/\r$/, '');
  return [
    `${paint(colors.bold(`${severity}[${code}]`))} ${colors.bold(`${file}:${line}:${column}`)}`,
    `  ${oneLine(message)}`,
    ...sourceExcerpt({ line, column, source }, hint, colors),
  ];
}
