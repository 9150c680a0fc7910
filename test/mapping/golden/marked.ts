import type { MappingFiles } from '../../../src/mapping/index.ts';
import { descriptorText, mappingText, source } from '../vendor/acme.ts';

/** Stands in a file directly before the place where a finding is expected. */
const mark = '▸';

/** Files, and the one place in them that carried the mark. */
export interface MarkedFiles {
  readonly files: MappingFiles;
  readonly place: { readonly file: string; readonly line: number; readonly column: number };
}

/** What differs from a mapping without a finding. */
export interface Deviation {
  /** Lines of `fields:`, each in the place of the line for the same field; unknown fields come last. */
  readonly lines?: string;
  /** What follows the fields: `examples:`. */
  readonly tail?: string;
  /** Parts of the mapping file, replaced as they stand. */
  readonly mapping?: readonly (readonly [from: string, to: string])[];
  /** Parts of the descriptor, replaced as they stand. */
  readonly descriptor?: readonly (readonly [from: string, to: string])[];
  readonly overlays?: readonly string[];
}

/** The files of the test vendor with what deviates, and the place of the mark. */
export function markedFiles(deviation: Deviation): MarkedFiles {
  const { lines = '', tail = '', mapping = [], descriptor = [], overlays = [] } = deviation;
  const sources = [
    source('acme.native.yaml', replaced(descriptorText, descriptor)),
    source('acme.yaml', replaced(withLines(mappingText({}), lines) + tail, mapping)),
    ...overlays.map((text, index) => source(`overlay-${index + 1}.yaml`, text)),
  ];
  const places = sources.flatMap(({ file, text }) =>
    text.includes(mark) ? [{ file, ...placeIn(text) }] : [],
  );
  const [place, ...more] = places;
  if (place === undefined || more.length > 0) throw new Error(`expected one mark, found ${places.length}`);
  const [native, base, ...layers] = sources.map(({ file, text }) => source(file, text.replaceAll(mark, '')));
  if (native === undefined || base === undefined) throw new Error('two files were made above');
  return { files: { descriptor: native, mapping: base, overlays: layers }, place };
}

function placeIn(text: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, text.indexOf(mark)).split('\n');
  if (text.split(mark).length !== 2) throw new Error('a file has more than one mark');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function replaced(text: string, edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((current, [from, to]) => {
    if (current.split(from).length !== 2) throw new Error(`"${from}" is not in the file exactly once`);
    return current.replace(from, () => to);
  }, text);
}

/** A line begins a field where it is indented by two spaces; deeper ones go on with it. */
function withLines(text: string, lines: string): string {
  const blocks = lines.split(/\n(?= {2}\S)/).filter((block) => block.trim() !== '');
  return blocks.reduce((current, block) => {
    const field = /^ +▸?(\w+)/.exec(block)?.[1] ?? '';
    const line = new RegExp(`^ {2}${field}: .*$`, 'm');
    return line.test(current)
      ? current.replace(line, () => block.trimEnd())
      : `${current}${block.trimEnd()}\n`;
  }, text);
}
