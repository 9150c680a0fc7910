import { describe, expect, test } from 'vitest';
import { checkMapping } from '../../src/mapping/index.ts';
import { acmeFiles, descriptorText, findingsOf, source } from './vendor/acme.ts';

describe('the checker reports about the whole file', () => {
  const good = acmeFiles({});

  function codes(text: string): string[] {
    return checkMapping({ ...good, mapping: source('acme.yaml', text) }).map(
      ({ code, line, column }) => `${code} ${line}:${column}`,
    );
  }

  test('nothing, where nothing is wrong', () => {
    expect(checkMapping(good)).toEqual([]);
  });

  test('E001 with the first mistake only, where it is not YAML', () => {
    expect(codes('mapping: 1\nfields: { id: {id}, a: [ }\nx: [')).toEqual(['E001 2:26']);
  });

  test('E100 with all fields that are missing, in one finding', () => {
    const [finding, ...more] = checkMapping({
      ...good,
      mapping: source('acme.yaml', good.mapping.text.replace(/ {2}(?:createdBy|updatedBy): .*\n/g, '')),
    });

    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      code: 'E100',
      line: 5,
      column: 1,
      message: 'not accounted for: createdBy, updatedBy',
    });
  });

  test.each([
    ['E101 a vendor that is not the descriptor’s', /vendor: acme/, 'vendor: acne', 'E101 2:9'],
    ['E101 another version of the format', /mapping: 1/, 'mapping: 2', 'E101 1:10'],
    ['E101 a header line that is missing', /native: acme\/deal\n/, '', 'E101 1:1'],
    ['E105 an unknown key at the top', /fields:/, 'feilds:', 'E105 5:1'],
  ])('%s', (_name, from, to, code) => {
    expect(codes(good.mapping.text.replace(from, to))).toContain(code);
  });

  test('mistakes in the native descriptor at their place', () => {
    const descriptor = source('acme.native.yaml', descriptorText.replace('type: decimal', 'type: decimel'));

    expect(checkMapping({ ...good, descriptor })).toEqual([
      expect.objectContaining({
        file: 'acme.native.yaml',
        code: 'E109',
        line: 8,
        column: 19,
        hint: 'did you mean "decimal"?',
      }),
    ]);
  });

  test('mistakes in examples: unknown keys, fields, tables and columns', () => {
    const examples = `examples:
  - name: all wrong
    natve: {}
    native: { id: 1 }
    lookups: { stage: {}, stages: { s1: { nme: x } } }
    unified: { titel: x }
`;

    expect(findingsOf({}, { examples }).map(({ code, line }) => `${code} ${line}`)).toEqual([
      'E103 50',
      'E140 52',
      'E141 52',
      'E104 53',
    ]);
  });
});
