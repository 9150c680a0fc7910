import { describe, expect, test } from 'vitest';
import { checkMapping, runExamples, type Finding, type MappingFiles } from '../../src/mapping/index.ts';
import { loadFiles } from '../../src/mapping/load-files.ts';
import { opportunityShape } from '../../src/mapping/opportunity-shape.ts';
import { bundledFiles } from '../support/bundled-mapping.ts';
import { randomFrom } from '../support/random.ts';

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

const vendors = ['copper', 'hubspot', 'pipedrive'];
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
  const original = meaning(files);
  const random = randomFrom(20_261_123);
  return Array.from({ length: perVendor }, () => {
    const text = withTypo(files.mapping.text, end, random);
    const mutated = { ...files, mapping: { ...files.mapping, text } };
    const findings = checkMapping(mutated);
    const kind = findings.length > 0 ? 'checked' : kindOf(mutated, original);
    return { kind, findings, change: `${vendor}: ${differenceOf(files.mapping.text, text)}` };
  });
}

/** What becomes of a typo that the checker has nothing to say about. */
function kindOf(files: MappingFiles, original: string): Kind {
  if (runExamples(files).some(({ passed }) => !passed)) return 'examples';
  return meaning(files) === original ? 'harmless' : 'silent';
}

describe('one-character typos in the bundled mappings', () => {
  const outcomes = vendors.flatMap(outcomesOf);
  const ofKind = (kind: Kind) => outcomes.filter((outcome) => outcome.kind === kind);

  test('are reported by the checker in at least 98 of 100 cases that change anything', () => {
    const changing = outcomes.length - ofKind('harmless').length;

    expect(outcomes.length).toBeGreaterThanOrEqual(1000);
    expect(changing).toBeGreaterThan(500);
    expect(ofKind('checked').length / changing).toBeGreaterThanOrEqual(0.98);
  });

  test('never change what is read without a word', () => {
    expect(ofKind('silent').map(({ change }) => change)).toEqual([]);
  });

  test('are reported with line and column', () => {
    const places = ofKind('checked').flatMap(({ findings }) => findings);

    expect(places.filter(({ line, column }) => !(line > 0 && column > 0))).toEqual([]);
  });
});

/** The line that differs. */
function differenceOf(before: string, after: string): string {
  const [old, changed] = [before.split('\n'), after.split('\n')];
  const at = changed.findIndex((line, index) => line !== old[index]);
  return `${old[at] ?? ''} => ${changed[at] ?? ''}`;
}
