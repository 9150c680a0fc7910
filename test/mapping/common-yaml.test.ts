import * as fc from 'fast-check';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SourceFile } from '../../src/mapping/index.ts';
import { readCommonYaml } from '../../src/mapping/yaml/common/read-common-yaml.ts';
import { readAnyYaml } from '../../src/mapping/yaml/read-any-yaml.ts';
import { root } from '../repository/source-files.ts';

const files: readonly SourceFile[] = globSync('{mappings,connectors}/**/*.yaml', { cwd: root }).map(
  (file) => ({
    file,
    text: readFileSync(join(root, file), 'utf8'),
  }),
);

test.each(files.map(({ file, text }) => [file, text]))(
  '%s is read as the full parser reads it',
  (file, text) => {
    const source = { file, text };

    expect({ root: readCommonYaml(source) }).toEqual(readAnyYaml(source));
  },
);

describe('whatever is read is read as the full parser reads it', () => {
  const lines = files.flatMap(({ text }) => text.split('\n'));
  const signs = [...' \n-[]{}:,#\'"|>?&*!%@`~\\.0179aetx=+_é🚧\u00a0\u2028\t\r'];
  const words = "null true No ~ 1.5 1e3 0x1 .inf -1 '' \\n --- ... [1] \ufeff".split(' ');
  const pieces = ['  ', '\n  ', '- ', '\n- ', ': ', ' #', ', ', '\n\n', '? ', '\n    - b', '{a: 1}', '<<: 1'];
  const piece = fc.constantFrom(...signs, ...words, ...pieces);

  /** A few lines of a file, moved to the margin, with a slip or two. */
  const texts = fc
    .record({
      from: fc.nat({ max: lines.length - 1 }),
      count: fc.integer({ min: 1, max: 12 }),
      slips: fc.array(fc.record({ at: fc.nat(), drop: fc.nat({ max: 2 }), piece }), { maxLength: 3 }),
    })
    .map(({ from, count, slips }) => {
      const text = toMargin(lines.slice(from, from + count)).join('\n');
      return slips.reduce((before, { at, drop, piece: added }) => {
        const offset = at % (before.length + 1);
        return before.slice(0, offset) + added + before.slice(offset + drop);
      }, text);
    });

  test.each<[string, fc.Arbitrary<string>, number]>([
    ['files with slips in them', texts, 1000],
    ['signs and words in any order', fc.array(piece, { maxLength: 12 }).map((all) => all.join('')), 20],
  ])('%s', (_name, arbitrary, atLeast) => {
    const sources = fc
      .sample(arbitrary, { numRuns: 4000, seed: 5 })
      .map((text) => ({ file: 'some.yaml', text }));
    const read = sources.flatMap((source) => {
      const common = readCommonYaml(source);
      return common === undefined ? [] : [{ source, common }];
    });

    expect(read.length).toBeGreaterThan(atLeast);
    for (const { source, common } of read)
      expect({ ...source, root: common }).toEqual({ ...source, ...readAnyYaml(source) });
  });
});

test.each<[string, string]>([
  ['nothing', ''],
  ['a comment', '# nothing\n'],
  ['a text', 'words'],
  ['a list', '- a\n'],
  ['a key without a value', 'a:\nb: 1\n'],
  ['a text that goes on in the next line', 'a: b\n  c\n'],
  ['a quoted text that goes on in the next line', "a: 'b\n  c'\n"],
  ['a block of text', 'a: |\n  b\n'],
  ['an anchor and an alias', 'a: &b 1\nc: *b\n'],
  ['a tag', 'a: !!str 1\n'],
  ['a key that is short only once it is unquoted', `'${"''".repeat(600)}': 1\n`],
  ['the same key twice', 'a: 1\na: 2\n'],
  ['the same key twice within braces', 'a: { b: 1, b: 2 }\n'],
  ['a second document', 'a: 1\n---\nb: 2\n'],
  ['a directive', '%YAML 1.1\n---\na: 1\n'],
  ['a tab', 'a:\tb\n'],
  ['the line ends of Windows', 'a: 1\r\nb: 2\r\n'],
  ['a mark of byte order', '\ufeffa: 1\n'],
  ['a number of many digits', 'a: 12345678901234567\n'],
  ['brackets that do not close', 'a: [b\n'],
  ['a line in brackets that is indented too little', 'a:\n  b: [c,\n  d]\n'],
  ['braces with a key alone', 'a: { b }\n'],
  ['an unquoted placeholder within braces', 'a: { b: {id}/x }\n'],
  ['a deep nest', `a: ${'['.repeat(60)}1${']'.repeat(60)}\n`],
])('%s is left to the full parser', (_name, text) => {
  expect(readCommonYaml({ file: 'some.yaml', text })).toBeUndefined();
});

function toMargin(lines: readonly string[]): readonly string[] {
  const margins = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  return lines.map((line) => line.slice(Math.min(...margins, 99)));
}
