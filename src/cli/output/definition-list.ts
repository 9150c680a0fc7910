import type { Colors } from './colors.ts';
import { padText, textWidth } from './text-width.ts';

/** Names and what they are, one a line, aligned. */
export function definitionList(entries: readonly (readonly [string, string])[], colors: Colors): string {
  const width = Math.max(0, ...entries.map(([name]) => textWidth(name)));
  return entries.map(([name, text]) => `  ${colors.dim(padText(name, width, 'left'))}  ${text}`).join('\n');
}
