import { describe, expect, test } from 'vitest';
import { checkMapping, loadMapping, runExamples, type MappingFiles } from '../../src/mapping/index.ts';
import { acmeFiles, mappingText, source } from './vendor/acme.ts';

const good = acmeFiles({ description: 'note' });
const text = mappingText({ description: 'note' });
const head = 'overlay: 1\nextends: acme/opportunity\n';

function places(files: MappingFiles): readonly string[] {
  return checkMapping(files).map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
}

function placesOf(mapping: string): readonly string[] {
  return places({ ...good, mapping: source('acme.yaml', mapping) });
}

/** Ten names, each for ten of the one before. */
const laughs = [...'abcdefghij'].map((name, index, all) => {
  const items = index === 0 ? 'lol' : `*${all[index - 1] ?? ''}`;
  return `${name}: &${name} [${Array.from({ length: 10 }, () => items).join(', ')}]\n`;
});

describe('a hostile mapping is exactly one finding with a place', () => {
  test.each([
    ['a billion laughs', laughs.join(''), /^E001 acme\.yaml:2:8$/],
    ['20,000 open brackets', '['.repeat(20_000), /^E001 acme\.yaml:1:\d+$/],
    ['20,000 brackets in a rule', `${text}  x: ${'['.repeat(20_000)}`, /^E001 acme\.yaml:48:\d+$/],
    [
      '3,000 brackets that are closed',
      `a: ${'['.repeat(3000)}${']'.repeat(3000)}`,
      /^E001 acme\.yaml:1:\d+$/,
    ],
    ['20,000 dashes', '- '.repeat(20_000), /^E001 acme\.yaml:1:\d+$/],
    ['300 KB', `${text}# ${'x'.repeat(300_000)}`, /^E001 acme\.yaml:1:1$/],
    ['300 KB of few characters', `${text}# ${'€'.repeat(100_000)}`, /^E001 acme\.yaml:1:1$/],
    ['an empty file', '', /^E106 acme\.yaml:1:1$/],
    ['a comment', '# nothing\n', /^E106 acme\.yaml:1:1$/],
    ['a tag', text.replace('note', '!acme/path note'), /^E001 acme\.yaml:13:16$/],
    ['a tab', text.replace('  description', '\tdescription'), /^E001 acme\.yaml:13:1$/],
    ['a repeated field', text.replace('  type:', '  description: note\n  type:'), /^E001 acme\.yaml:14:3$/],
    ['a second document', `${text}---\nfields: {}\n`, /^E001 acme\.yaml:48:1$/],
    ['line ends of another age', text.replaceAll('\n', '\r'), /^E001 acme\.yaml:1:\d+$/],
    ['a field that reaches a prototype', `${text}  __proto__: name\n`, /^E104 acme\.yaml:48:3$/],
    [
      'a word that reaches a prototype',
      text.replace('note', '{ from: note, __proto__: x }'),
      /^E103 acme\.yaml:13:30$/,
    ],
    ['a path to a prototype', text.replace('note', 'owner.constructor'), /^E111 acme\.yaml:13:16$/],
    [
      'a table of a prototype',
      text.replace('note', '{ from: stage, lookup: __proto__, take: name }'),
      /^E140 acme\.yaml:13:39$/,
    ],
    ['a NUL', text.replace('note', 'no\u0000te'), /^E\d+ acme\.yaml:13:\d+$/],
  ])('%s', (_name, mapping, place) => {
    const files = { ...good, mapping: source('acme.yaml', mapping) };

    expect(placesOf(mapping)).toEqual([expect.stringMatching(place)]);
    expect(loadMapping(files).mapping).toBeUndefined();
    expect(runExamples(files)).toEqual([]);
  });

  test.each([
    ['an overlay', (file: string) => ({ ...good, overlays: [source('x.yaml', file)] })],
    ['a descriptor', (file: string) => ({ ...good, descriptor: source('x.yaml', file) })],
  ])('and so it is as %s', (_name, filesOf) => {
    for (const file of [laughs.join(''), '['.repeat(20_000), '', '!!js/function x', '\t', 'a: 1\na: 1\n']) {
      expect(places(filesOf(file))).toEqual([expect.stringMatching(/^E\d+ x\.yaml:[12]:\d+$/)]);
    }
  });
});

describe('what an editor adds to a file changes nothing', () => {
  test.each([
    ['a byte order mark', (clean: string) => `\uFEFF${clean}`],
    ['line ends of Windows', (clean: string) => clean.replaceAll('\n', '\r\n')],
    ['a document mark and a comment at the end', (clean: string) => `${clean}...\n# end\n`],
    ['blank lines at the end', (clean: string) => `${clean}\n\n`],
  ])('%s', (_name, edited) => {
    expect(placesOf(edited(text))).toEqual([]);
    expect(placesOf(edited(text.replace('description: note', 'description: nte')))).toEqual([
      'E113 acme.yaml:13:16',
    ]);
    expect(placesOf(edited(text.replace('mapping: 1', 'mapping: 2')))).toEqual(['E101 acme.yaml:1:10']);
  });
});

test('keys that could reach a prototype are ordinary keys of maps, and leave every object as it was', () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  const examples = `examples:
  - { name: a, native: { id: 1, kind: __proto__, __proto__: { name: leaked } }, unified: { priority: odd } }
  - { name: b, native: { id: 1, kind: new }, unified: { priority: a, title: '' } }
  - { name: c, native: { id: 1, kind: old } }
`;
  const files = acmeFiles(
    { priority: '{ from: kind, map: { new: a, old: b, __proto__: odd } }' },
    { examples },
  );

  expect(checkMapping(files)).toEqual([]);
  expect(runExamples(files).map(({ passed }) => passed)).toEqual([true, true, true]);
  expect(
    places({
      ...good,
      overlays: [source('x.yaml', `${head}nativeFields: { __proto__.a: { type: text } }\n`)],
    }),
  ).toEqual(['E111 x.yaml:3:17']);
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
});
