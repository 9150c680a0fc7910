import { breakText, textWidth } from './text-width.ts';

/**
 * Lines of at most so many cells, broken between words; a word that is longer keeps its line to itself, or is broken
 * where no line may be longer.
 */
export function wrapText(text: string, cells: number, longWords: 'keep' | 'break' = 'keep'): string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.split(' ');
  for (const word of longWords === 'keep' ? words : words.flatMap((one) => breakText(one, cells))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer) > cells) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** As `wrapText` behind a name: the lines after the first are indented to where the text begins. */
export function wrapEntry(prefix: string, text: string, width: number): string {
  const indent = textWidth(prefix);
  return wrapText(text, Math.max(20, width - indent))
    .map((line, index) => (index === 0 ? prefix : ' '.repeat(indent)) + line)
    .join('\n');
}
