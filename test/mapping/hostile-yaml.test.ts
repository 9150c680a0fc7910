import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMapping, loadMapping, parseYaml, runExamples } from '../../src/mapping/index.ts';
import { acmeFiles, source } from './vendor/acme.ts';

const good = acmeFiles({ description: 'note' });

function codes(text: string): readonly string[] {
  const files = { ...good, mapping: source('acme.yaml', text) };
  expect(runExamples(files)).toEqual([]);
  expect(loadMapping(files).mapping).toBeUndefined();
  return checkMapping(files).map(({ code }) => code);
}

describe('a hostile file is one finding, quickly', () => {
  test.each<[string, string]>([
    ['twenty thousand open brackets', '['.repeat(20_000)],
    ['twenty thousand open braces', '{a: '.repeat(20_000)],
    [
      'lists nested ten thousand deep',
      Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth)}-`).join('\n'),
    ],
    [
      'aliases that multiply',
      `a: &a [${'x, '.repeat(50)}]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n`,
    ],
    ['an alias of itself', 'a: &a [*a]\n'],
    ['a tag', 'fields: !!js/function "x"\n'],
    ['repeated keys', 'mapping: 1\nmapping: 1\n'],
    ['a key that is a list', '? [a]\n: 1\n'],
    ['more than 256 KB', `# ${'x'.repeat(260_000)}\n`],
    ['a number that JSON does not have', 'mapping: .inf\n'],
    ['two documents', 'a: 1\n---\nb: 2\n'],
    ['a control character', 'a: "\u0000\n'],
    ['a text', 'just words'],
    ['nothing', ''],
  ])('%s', (_name, text) => {
    const found = codes(text);

    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((code) => code === 'E001').length).toBeLessThanOrEqual(1);
    expect(found.length).toBeLessThan(10);
  });

  test('and nesting is called that, whatever the parser gives up in', () => {
    const depths = Array.from({ length: 30 }, (_, index) => 250 * (index + 1));
    const told = depths.flatMap((depth) =>
      checkMapping({ ...good, mapping: source('acme.yaml', '['.repeat(depth)) }).map(
        ({ message }) => message,
      ),
    );

    expect(told).toContain('nested too deeply');
    expect(told.filter((message) => message.includes('regular expression'))).toEqual([]);
  });

  test('any text at all', () => {
    const pieces = fc.constantFrom(...'a: \n-[]{}"\'|>#?,%@\t', '&a', '*a', '!t', '__proto__');
    const texts = fc.sample(fc.oneof(fc.string({ unit: pieces, maxLength: 60 }), fc.string()), {
      numRuns: 500,
      seed: 3,
    });

    const findings = texts.flatMap((text) => [
      checkMapping({ ...good, mapping: source('acme.yaml', text) }),
      checkMapping({ ...good, descriptor: source('acme.native.yaml', text) }),
    ]);

    expect(findings.every((found) => found.length > 0)).toBe(true);
  });
});

test('keys that could reach a prototype stay plain keys', () => {
  const parsed = parseYaml(
    source('x.yaml', '__proto__: { polluted: true }\nconstructor: { prototype: 1 }\n'),
  );

  expect(
    'root' in parsed && parsed.root.kind === 'map' ? parsed.root.entries.map(({ key }) => key) : [],
  ).toEqual(['__proto__', 'constructor']);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
