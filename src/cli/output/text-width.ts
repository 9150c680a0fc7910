import { stripVTControlCharacters } from 'node:util';

// Made on first use, since most texts are plain ASCII and loading the tables of Unicode takes a moment.
let segmenter: Intl.Segmenter | undefined;

// East Asian Width W and F of Unicode 16, blocks merged: https://www.unicode.org/reports/tr11/, read 2026-11-23.
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1aff0, 0x1b2fb],
  [0x20000, 0x3fffd],
];

const zeroWidth = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u;
const emoji = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{Regional_Indicator}{2}/u;
const printableAscii = /^[\x20-\x7e]*$/;

/** How many terminal cells a text takes; styles take none, wide characters take two, combining ones none. */
export function textWidth(text: string): number {
  if (printableAscii.test(text)) return text.length;
  let width = 0;
  for (const segment of graphemes(stripVTControlCharacters(text))) width += graphemeWidth(segment);
  return width;
}

/** The text cut to so many cells, with `…` as the last one where something was left out. Never splits a character. */
export function fitText(text: string, cells: number): string {
  if (textWidth(text) <= cells) return text;
  if (cells <= 0) return '';
  let kept = '';
  let width = 0;
  for (const segment of graphemes(text)) {
    const next = width + graphemeWidth(segment);
    if (next > cells - 1) break;
    kept += segment;
    width = next;
  }
  return `${kept.trimEnd()}…`;
}

/** The text in pieces of at most so many cells. Never splits a character. */
export function breakText(text: string, cells: number): string[] {
  if (textWidth(text) <= cells) return [text];
  const pieces: string[] = [];
  let piece = '';
  let width = 0;
  for (const segment of graphemes(text)) {
    const next = width + graphemeWidth(segment);
    if (piece !== '' && next > cells) {
      pieces.push(piece);
      piece = '';
      width = 0;
    }
    piece += segment;
    width += graphemeWidth(segment);
  }
  return [...pieces, piece];
}

export function padText(text: string, cells: number, align: 'left' | 'right'): string {
  const padding = ' '.repeat(Math.max(0, cells - textWidth(text)));
  return align === 'left' ? text + padding : padding + text;
}

function* graphemes(text: string): Generator<string> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(text)) yield segment;
}

function graphemeWidth(grapheme: string): number {
  if (zeroWidth.test(grapheme)) return 0;
  if (emoji.test(grapheme)) return 2;
  const point = grapheme.codePointAt(0) ?? 0;
  return wideRanges.some(([from, to]) => point >= from && point <= to) ? 2 : 1;
}
