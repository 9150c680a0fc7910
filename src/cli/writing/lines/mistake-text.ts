import type { LineMistake } from './line-item.ts';

/** `deals.jsonl:3:17: it is not JSON.` */
export function mistakeText(file: string, line: number, { message, column }: LineMistake): string {
  const at = column === undefined ? '' : `:${column}`;
  return `${file}:${line}${at}: ${message}.`;
}
