import type { GoldenCase } from './golden-case.ts';

/** Mistakes in examples, and rules that none of them uses. */
export const exampleCases: readonly GoldenCase[] = [
  {
    says: 'an example without a record',
    code: 'E102',
    tail: 'examples:\n  - ▸{ name: x }\n',
    message: 'an example needs "native"',
  },
  {
    says: 'a definition without a label',
    code: 'E102',
    tail: 'examples:\n  - { native: { id: 1 }, catalogue: [▸{ key: a, type: text, wire: text }] }\n',
    message: 'a definition needs "label"',
  },
  {
    says: 'an unknown key of an example',
    code: 'E103',
    tail: 'examples:\n  - { native: { id: 1 }, ▸unifed: {} }\n',
    message: 'an example has no key "unifed"',
    hint: 'did you mean "unified"?',
  },
  {
    says: 'an unknown field of an example',
    code: 'E104',
    tail: 'examples:\n  - { native: { id: 1 }, unified: { ▸titel: x } }\n',
    message: 'there is no unified field "titel"',
    hint: 'did you mean "title"?',
  },
  {
    says: 'examples that are no list',
    code: 'E106',
    tail: 'examples: ▸{}\n',
    message: 'the examples should be a list, not a map',
  },
  {
    says: 'issues that are no list',
    code: 'E106',
    tail: 'examples:\n  - { native: { id: 1 }, issues: ▸none }\n',
    message: '"issues" should be a list, not text',
  },
  {
    says: 'an unknown table of an example',
    code: 'E140',
    tail: 'examples:\n  - { native: { id: 1 }, lookups: { ▸stage: {} } }\n',
    message: 'there is no lookup table "stage"',
    hint: 'did you mean "stages"?',
  },
  {
    says: 'an unknown column of an example',
    code: 'E141',
    tail: 'examples:\n  - { native: { id: 1 }, lookups: { stages: { s: { ▸nam: x } } } }\n',
    message: 'the lookup table stages has no column "nam"',
    hint: 'did you mean "name"?',
  },
  {
    says: 'a line of a map that no example uses',
    code: 'W301',
    lines: '  status: { from: state, map: { active: Open, won: Won, ▸lost: Lost } }',
    tail: 'examples:\n  - { native: { id: 1, state: won } }\n  - { native: { id: 1, state: active } }\n',
    message: 'no example takes status from "lost"',
    hint: 'add one to  examples:',
  },
  {
    says: 'an alternative that no example uses',
    code: 'W301',
    lines: '  leadSource: { first: [{ from: name }, ▸{ from: note }] }',
    tail: 'examples:\n  - { native: { id: 1, name: x } }\n',
    message: 'no example takes leadSource from this alternative',
    hint: 'add one to  examples:',
  },
];
