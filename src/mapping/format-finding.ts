import type { Finding } from './mapping-types.ts';

export interface FormatOptions {
  /** The file's text; with it, the line itself is shown. */
  readonly text?: string;
  /** @default false */
  readonly color?: boolean;
}

const red = 31;
const yellow = 33;
const cyan = 36;

/** A finding as people read it: code, place, message, the line with a caret under the column, and what to do. */
export function formatFinding(finding: Finding, { text, color = false }: FormatOptions = {}): string {
  const { code, severity, file, line, column, message, hint } = finding;
  const paint = (number: number, words: string): string =>
    color ? `\u001B[${number}m${words}\u001B[0m` : words;
  const head = `${paint(severity === 'error' ? red : yellow, `${severity}[${code}]`)} ${file}:${line}:${column}`;
  const help = hint === undefined ? '' : ` ${paint(cyan, 'help:')} ${hint}`;
  const source = text?.split('\n')[line - 1]?.replace(/\r$/, '');
  if (source === undefined) return [head, `  ${message}`, ...(help === '' ? [] : [` ${help}`])].join('\n');
  const caret = `${' '.repeat(column - 1)}^${help}`;
  return [head, `  ${message}`, `${String(line).padStart(6)} | ${source}`, `       | ${caret}`].join('\n');
}
