import type { Finding } from '../mapping-types.ts';

export interface FormatOptions {
  /** The file's text: shows the line the finding is on. */
  readonly text?: string;
  readonly color?: boolean;
}

/** A finding as people read it: code, place, message, the line with a caret, and what to do. */
export function formatFinding(finding: Finding, { text, color = false }: FormatOptions = {}): string {
  const { code, severity, file, line, column, message, hint } = finding;
  const paint = (codes: string, words: string): string =>
    color ? `\u001B[${codes}m${words}\u001B[0m` : words;
  const head = `${paint(severity === 'error' ? '31;1' : '33;1', `${severity}[${code}]`)} ${file}:${line}:${column}`;
  const source = text?.split('\n')[line - 1];
  const note = hint === undefined ? '' : ` ${paint('36', `help: ${hint}`)}`;
  if (source === undefined)
    return `${head}\n  ${message}${hint === undefined ? '' : `\n  ${paint('36', `help: ${hint}`)}`}`;
  const number = String(line).padStart(6);
  const gutter = ' '.repeat(6);
  return `${head}\n  ${message}\n${number} | ${source}\n${gutter} | ${' '.repeat(column - 1)}^${note}`;
}
