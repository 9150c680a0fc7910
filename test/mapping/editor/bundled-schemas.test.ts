import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SourceFile } from '../../../src/mapping/mapping-types.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { root } from '../../repository/source-files.ts';
import { bundledFiles } from '../../support/bundled-mapping.ts';
import { verdictFor, verdictOf, type Verdict } from './schema-verdict.ts';

const files = readdirSync(join(root, 'mappings'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .toSorted();

function read(file: string): SourceFile {
  return { file, text: readFileSync(join(root, 'mappings', file), 'utf8') };
}

const verdicts = new Map<string, Verdict>();

/** What the schema of this path has to say. */
function verdictBy(path: string): Verdict {
  const known = verdicts.get(path);
  if (known !== undefined) return known;
  const schema: JsonObject = JSON.parse(readFileSync(join(root, path), 'utf8'));
  const made = verdictOf(schema);
  verdicts.set(path, made);
  return made;
}

/** Where the first line of a file leads, from the root of the repository; from `dist` in the package. */
function schemaOf({ file, text }: SourceFile): string {
  const named = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1];
  if (named === undefined) throw new Error(`${file} does not begin with its schema`);
  return join(dirname(join('mappings', file)), named);
}

describe.each(files)('the bundled %s', (file) => {
  const source = read(file);

  test('begins with a schema that is there, and that has nothing to say about it', () => {
    const path = schemaOf(source);

    // In the package the folders mappings and schema stand beside each other as well.
    expect(path).toMatch(/^schema\/[a-z]+\.[a-z]+\.schema\.json$/);
    expect(verdictBy(path)(source)).toEqual([]);
  });

  test('is refused by the schema of every other vendor', () => {
    const others = [...new Set(files.map((other) => schemaOf(read(other))))].filter(
      (path) => path !== schemaOf(source),
    );

    expect(others.map((path) => verdictBy(path)(source).length > 0)).toEqual([true, true]);
  });
});

test('every vendor has a mapping and overlays here', () => {
  expect(files.length).toBeGreaterThanOrEqual(3 + 6);
});

test('the overlays in the documents are right', () => {
  const document = readFileSync(join(root, 'docs/mapping.md'), 'utf8');
  const overlays = [...document.matchAll(/```yaml\n((?:#.*\n)?overlay: 1\n[^`]*)```/g)].map(
    ([, text = '']) => text,
  );
  const verdict = verdictFor(bundledFiles('hubspot'));

  expect(overlays.map((text) => verdict({ file: 'overlay.yaml', text }))).toEqual(overlays.map(() => []));
  expect(overlays.length).toBeGreaterThanOrEqual(2);
});
