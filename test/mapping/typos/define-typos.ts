import { beforeAll, describe, expect, test } from 'vitest';
import { checkMapping, runExamples, type Finding, type MappingFiles } from '../../../src/mapping/index.ts';
import { loadFiles } from '../../../src/mapping/load-files.ts';
import { opportunityShape } from '../../../src/mapping/opportunity-shape.ts';
import { bundledFiles } from '../../support/bundled-mapping.ts';
import { randomFrom } from '../../support/random.ts';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789.:[]{}$\'"';

/** One wrong character somewhere before the examples: replaced, left out, added, or swapped with the next. */
function withTypo(text: string, end: number, random: () => number): string {
  const at = Math.floor(random() * end);
  const letter = letters[Math.floor(random() * letters.length)] ?? 'x';
  switch (Math.floor(random() * 4)) {
    case 0:
      return text.slice(0, at) + letter + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + letter + text.slice(at);
    default:
      return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
  }
}

/** Places, and words that only people read. */
const meaningless = new Set(['at', 'because', 'heuristic', 'reason']);

/** Everything that the checked rules say to a machine. */
function meaning(files: MappingFiles): string {
  const { checked } = loadFiles(files, opportunityShape);
  return JSON.stringify([checked?.fields, checked?.order], (key, value: unknown) => {
    if (meaningless.has(key)) return undefined;
    return value instanceof Map || value instanceof Set ? [...value] : value;
  });
}

const perVendor = 340;

type Kind = 'checked' | 'examples' | 'harmless' | 'silent';

interface Outcome {
  readonly kind: Kind;
  /** The line that was changed. */
  readonly change: string;
  readonly findings: readonly Finding[];
}

function outcomesOf(vendor: string): readonly Outcome[] {
  const files = bundledFiles(vendor);
  const end = files.mapping.text.indexOf('\nexamples:');
  const original = meaning(withoutExamples(files));
  const random = randomFrom(20_261_123);
  return Array.from({ length: perVendor }, () => {
    const text = withTypo(files.mapping.text, end, random);
    const change = `${vendor}: ${differenceOf(files.mapping.text, text)}`;
    return { ...outcomeOf({ ...files, mapping: { ...files.mapping, text } }, original), change };
  });
}

/** The examples are four fifths of the text: they are read only where it takes them to tell. */
function outcomeOf(files: MappingFiles, original: string): Pick<Outcome, 'kind' | 'findings'> {
  const short = withoutExamples(files);
  const early = findingsIn(short);
  if (early.length > 0) return { kind: 'checked', findings: early };
  if (meaning(short) === original) return { kind: 'harmless', findings: [] };
  const findings = checkMapping(files);
  if (findings.length > 0) return { kind: 'checked', findings };
  const isSeen = runExamples(files).some(({ passed }) => !passed);
  return { kind: isSeen ? 'examples' : 'silent', findings };
}

function withoutExamples({ mapping, ...files }: MappingFiles): MappingFiles {
  const text = mapping.text.slice(0, mapping.text.indexOf('\nexamples:') + 1);
  return { ...files, mapping: { ...mapping, text } };
}

/** Without what is said of alternatives that no example takes. */
function findingsIn(short: MappingFiles): readonly Finding[] {
  return checkMapping(short).filter(({ code }) => code !== 'W301');
}

/** Tests of one vendor's mapping: a file for each, so that they run side by side. */
export function defineTypos(vendor: string): void {
  describe(`one-character typos in the bundled mapping of ${vendor}`, () => {
    let outcomes: readonly Outcome[] = [];
    const ofKind = (kind: Kind) => outcomes.filter((outcome) => outcome.kind === kind);
    beforeAll(() => {
      outcomes = outcomesOf(vendor);
    }, 300_000);

    test('stand in a text of which nothing is reported as it is', () => {
      expect(checkMapping(bundledFiles(vendor))).toEqual([]);
      expect(findingsIn(withoutExamples(bundledFiles(vendor)))).toEqual([]);
    });

    test('are reported by the checker in at least 98 of 100 cases that change anything', () => {
      const changing = outcomes.length - ofKind('harmless').length;

      expect(outcomes).toHaveLength(perVendor);
      expect(changing).toBeGreaterThan(perVendor / 2);
      expect(ofKind('checked').length / changing).toBeGreaterThanOrEqual(0.98);
    });

    test('never change what is read without a word', () => {
      expect(ofKind('silent').map(({ change }) => change)).toEqual([]);
    });

    test('are reported with line and column', () => {
      const places = ofKind('checked').flatMap(({ findings }) => findings);

      expect(places.length).toBeGreaterThan(0);
      expect(places.filter(({ line, column }) => !(line > 0 && column > 0))).toEqual([]);
    });
  });
}

/** The line that differs. */
function differenceOf(before: string, after: string): string {
  const [old, changed] = [before.split('\n'), after.split('\n')];
  const at = changed.findIndex((line, index) => line !== old[index]);
  return `${old[at] ?? ''} => ${changed[at] ?? ''}`;
}
