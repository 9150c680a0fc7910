import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkMapping, loadMapping } from '../../src/mapping/index.ts';
import { root } from '../repository/source-files.ts';
import { acmeFiles } from './vendor/acme.ts';
import { descriptorCases } from './golden/descriptor-cases.ts';
import { exampleCases } from './golden/example-cases.ts';
import { headerCases } from './golden/header-cases.ts';
import { markedFiles } from './golden/marked.ts';
import { overlayCases } from './golden/overlay-cases.ts';
import { pathCases } from './golden/path-cases.ts';
import { sideEffectCases } from './golden/side-effect-cases.ts';
import { shapeCases } from './golden/shape-cases.ts';
import { writeCases } from './golden/write-cases.ts';
import { valueCases } from './golden/value-cases.ts';

const cases = [
  ...headerCases,
  ...shapeCases,
  ...pathCases,
  ...valueCases,
  ...writeCases,
  ...sideEffectCases,
  ...descriptorCases,
  ...overlayCases,
  ...exampleCases,
];

/** Codes as they stand in the engine's source. */
function codesInSource(): readonly string[] {
  const folder = join(root, 'src/mapping');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  return [...new Set(texts.match(/(?<=['"`])[EW]\d{3}(?=['"`])/g))].toSorted();
}

test('a mapping without a mistake has no finding, so that each below comes from its own line', () => {
  expect(checkMapping(acmeFiles({}))).toEqual([]);
});

test('every code of the engine has a golden case, and no case is for a code it does not have', () => {
  expect([...new Set(cases.map(({ code }) => code))].toSorted()).toEqual(codesInSource());
  expect(codesInSource().length).toBeGreaterThan(30);
});

describe('one mistake is one finding, at its place, with what to do', () => {
  test.each(cases)('$code $says', (golden) => {
    const { code, message, hint } = golden;
    const { files, place } = markedFiles(golden);

    const found = checkMapping(files);

    expect(
      found.map((finding) => `${finding.code} ${finding.file}:${finding.line}:${finding.column}`),
    ).toEqual([`${code} ${place.file}:${place.line}:${place.column}`]);
    expect(found[0]?.message).toContain(message);
    expect(found[0]?.severity).toBe(code.startsWith('W') ? 'warning' : 'error');
    expect(found[0]?.hint).toEqual(hint === undefined ? undefined : expect.stringContaining(hint));
    expect(loadMapping(files).mapping === undefined).toBe(
      code.startsWith('E') && !isAboutExamples(place, files),
    );
  });
});

/** Mistakes in examples do not keep a mapping from being used. */
function isAboutExamples(
  { file, line }: { readonly file: string; readonly line: number },
  { mapping }: ReturnType<typeof acmeFiles>,
): boolean {
  const start = mapping.text.split('\n').indexOf('examples:');
  const inline = mapping.text.split('\n').findIndex((text) => text.startsWith('examples: '));
  const first = Math.max(start, inline);
  return file === mapping.file && first !== -1 && line > first;
}
