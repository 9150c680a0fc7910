import type { Colors } from './colors.ts';
import { padText, textWidth } from './text-width.ts';
import { wrapEntry } from './wrap-text.ts';

/** Names and what they are, aligned; texts are broken between words where they are wider than the terminal. */
export function definitionList(
  entries: readonly (readonly [string, string])[],
  colors: Colors,
  width = Infinity,
): string {
  const nameWidth = Math.max(0, ...entries.map(([name]) => textWidth(name)));
  return entries
    .map(([name, text]) => wrapEntry(`  ${colors.dim(padText(name, nameWidth, 'left'))}  `, text, width))
    .join('\n');
}
