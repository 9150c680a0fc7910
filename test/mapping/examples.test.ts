import { describe, expect, test } from 'vitest';
import { formatFinding, runExamples, type ExampleResult, type Finding } from '../../src/mapping/index.ts';
import { acmeFiles } from './vendor/acme.ts';

const rules = {
  description: 'note',
  monetaryAmount: 'amount',
  tags: "'tags[]'",
  companyName: '{ from: stage, lookup: stages, take: name }',
  customFields: '{ collect: extra.*, catalogue: customFields, item: { id: $key, value: $value } }',
};

/** Runs one example; lines are counted from the line after `examples:`. */
function run(example: string): ExampleResult {
  const files = acmeFiles(rules, { examples: `examples:\n${example}` });
  const before = files.mapping.text.split('\n').indexOf('examples:') + 1;
  const [result] = runExamples(files);
  if (result === undefined) throw new Error('no example');
  const failures = result.failures.map((failure) => ({ ...failure, line: failure.line - before }));
  return { ...result, line: result.line - before, failures };
}

const native = 'native: { id: 1, name: n, note: x, tags: [a, b], amount: "1.5", extra: { k: 1 } }';

describe('an example passes', () => {
  test.each([
    ['where what it expects is so', `unified: { description: x, monetaryAmount: 1.5, tags: [a, b] }`],
    ['where it expects nothing', ''],
    ['where null is expected and is there', 'unified: { companyName: null }'],
    ['with objects that have more than is expected', 'unified: { customMappings: {} }'],
    ['with absent fields', 'absent: [type, createdBy]'],
  ])('%s', (_name, expectation) => {
    expect(run(`  - name: one\n    ${native}\n    ${expectation}\n`)).toMatchObject({
      name: 'one',
      passed: true,
      failures: [],
    });
  });

  test('with its own tables, account, catalogue and issues', () => {
    const result = run(`  - name: one
    lookups: { stages: { 7: { name: Offer } } }
    account: { timezone: UTC }
    catalogue: [{ key: k, label: K, type: number, wire: decimal }]
    native: { id: 1, stage: 7, amount: x, extra: { k: '2' } }
    unified: { companyName: Offer, customFields: [{ id: k, name: K, type: number, value: 2 }] }
    issues: [{ field: monetaryAmount, code: not-a-number }]
`);

    expect(result).toMatchObject({ passed: true, failures: [] });
  });

  test('for a record that cannot be used', () => {
    expect(
      run('  - { name: one, native: {}, unified: null, issues: [{ field: id, code: missing }] }\n').passed,
    ).toBe(true);
  });
});

describe('an example fails at the key that is not as expected', () => {
  test.each([
    ['a value', 'unified: { description: y }', 16, 'description is "x", expected "y"'],
    ['null', 'unified: { description: null }', 16, 'description is "x", expected null'],
    ['a list with another item', 'unified: { tags: [a] }', 16, 'tags is ["a","b"], expected ["a"]'],
    [
      'a custom field with more than expected',
      'unified: { customFields: [{ id: k, value: 1 }] }',
      16,
      'customFields is',
    ],
    ['a field that is there', 'absent: [description]', 14, 'description is "x", expected to be absent'],
    [
      'an issue that is not raised',
      'issues: [{ field: tags, code: not-a-list }]',
      5,
      'the issues are none, expected tags not-a-list',
    ],
    ['a record that can be used', 'unified: null', 5, 'the record can be used, and should not be'],
  ])('%s', (_name, expectation, column, message) => {
    const { passed, failures } = run(`  - name: one\n    ${native}\n    ${expectation}\n`);

    expect(passed).toBe(false);
    expect(failures).toMatchObject([{ line: 3, column }]);
    expect(failures[0]?.message).toContain(message);
  });

  test('an issue that is not expected', () => {
    expect(run('  - { name: one, native: { id: 1, amount: x } }\n').failures).toMatchObject([
      { line: 1, column: 5, message: 'the issues are monetaryAmount not-a-number, expected none' },
    ]);
  });

  test('a malformed one is a failure, not left out', () => {
    expect(run('  - { name: one, natve: { id: 1 } }\n')).toMatchObject({ passed: false });
  });
});

describe('an example of writing passes', () => {
  test.each([
    [
      'where what is sent is what it says',
      "{ name: one, write: create, unified: { title: n, monetaryAmount: 1.5 }, native: { name: n, amount: '1.5' } }",
    ],
    [
      'where nothing is to be sent',
      '{ name: one, write: update, current: { id: 1, name: n, note: x }, unified: { description: x }, native: {} }',
    ],
    ['where it says nothing of what is sent', '{ name: one, write: create, unified: { title: n } }'],
    [
      'where what it expects is refused',
      '{ name: one, write: create, unified: { title: n, companyName: x }, native: {}, issues: [{ field: companyName, code: read-only }] }',
    ],
  ])('%s', (_name, example) => {
    expect(run(`  - ${example}\n`)).toMatchObject({ passed: true, failures: [] });
  });

  test('with its own tables, account and catalogue', () => {
    const result = run(`  - name: one
    write: update
    catalogue: [{ key: k, label: K, type: option, wire: id, options: { '1': Gold } }]
    current: { id: 1, name: n, extra: { k: 2 } }
    unified: { customFields: [{ name: k, value: gold }] }
    native: { extra: { k: '1' } }
`);

    expect(result).toMatchObject({ passed: true, failures: [] });
  });
});

describe('an example of writing fails at the key that is not as expected', () => {
  const start = '  - name: one\n    write: update\n    current: { id: 1, name: n }\n';

  test.each([
    ['a value', 'native: { note: y }', 15, 'note is "x", expected "y"'],
    ['a key that is not sent', 'native: { note: x, name: n }', 24, 'name is absent, expected "n"'],
    ['a key that is sent and not named', 'native: {}', 5, 'note is "x", expected not to be written'],
    [
      'an issue that is not raised',
      'issues: [{ field: description, code: not-met }]',
      5,
      'the issues are none, expected description not-met',
    ],
  ])('%s', (_name, expectation, column, message) => {
    const { passed, failures } = run(`${start}    unified: { description: x }\n    ${expectation}\n`);

    expect(passed).toBe(false);
    expect(failures).toMatchObject([{ line: 5, column }]);
    expect(failures[0]?.message).toContain(message);
  });

  test('a key inside of another', () => {
    const result = run(`  - name: one
    write: create
    catalogue: [{ key: k, label: K, type: text, wire: text }]
    unified: { title: n, customFields: [{ id: k, value: x }] }
    native: { name: n, extra: { k: y } }
`);

    expect(result.failures).toMatchObject([{ line: 5, column: 33, message: 'extra.k is "x", expected "y"' }]);
  });

  test('an issue that is not expected, and with it nothing that is sent', () => {
    const { failures } = run(`${start}    unified: { description: 5 }\n    native: { note: '5' }\n`);

    expect(failures.map(({ message }) => message)).toEqual([
      'the issues are description wrong-type, expected none',
      'note is absent, expected "5"',
    ]);
  });
});

describe('a finding as people read it', () => {
  const finding: Finding = {
    code: 'E113',
    severity: 'error',
    file: 'a.yaml',
    line: 2,
    column: 7,
    message: 'no field',
    hint: 'did you mean "b"?',
  };

  test('shows the line with a caret under the column, and what to do', () => {
    expect(formatFinding(finding, { text: 'x: 1\ny: {  zz }\n' })).toBe(
      [
        'error[E113] a.yaml:2:7',
        '  no field',
        '     2 | y: {  zz }',
        '       |       ^ help: did you mean "b"?',
      ].join('\n'),
    );
  });

  test('does without the file’s text, and without a hint', () => {
    expect(formatFinding(finding)).toBe('error[E113] a.yaml:2:7\n  no field\n  help: did you mean "b"?');
    expect(formatFinding({ ...finding, severity: 'warning', hint: undefined })).toBe(
      'warning[E113] a.yaml:2:7\n  no field',
    );
  });

  test('has colours only where they are asked for', () => {
    expect(formatFinding(finding, { color: true })).toContain('\u001B[31merror[E113]\u001B[0m');
    expect(formatFinding(finding, { text: 'x' })).not.toContain('\u001B');
  });
});
