import { mappingText } from '../vendor/acme.ts';
import type { GoldenCase } from './golden-case.ts';

/** Mistakes at the top of a mapping file. */
export const headerCases: readonly GoldenCase[] = [
  {
    says: 'fields that are missing',
    code: 'E100',
    mapping: [
      ['fields:', '▸fields:'],
      ['  createdBy: { unsupported: "not here" }\n', ''],
    ],
    message: 'not accounted for: createdBy',
    hint: 'map it, or write  createdBy: { unsupported: "why" }',
  },
  {
    says: 'another version',
    code: 'E101',
    mapping: [['mapping: 1', 'mapping: ▸2']],
    message: '"mapping" should be 1',
    hint: 'did you mean "1"?',
  },
  {
    says: 'another vendor',
    code: 'E101',
    mapping: [['vendor: acme', 'vendor: ▸acne']],
    message: '"vendor" should be acme',
    hint: 'did you mean "acme"?',
  },
  {
    says: 'a list for a header',
    code: 'E101',
    mapping: [['unified: opportunity', 'unified: ▸[opportunity]']],
    message: '"unified" should be opportunity',
    hint: 'allowed: opportunity',
  },
  {
    says: 'a header line that is missing',
    code: 'E101',
    mapping: [
      ['mapping: 1', '▸mapping: 1'],
      ['native: acme/deal\n', ''],
    ],
    message: 'the line "native" is missing',
    hint: 'add  native: acme/deal',
  },
  {
    says: 'no fields at all',
    code: 'E101',
    mapping: [[mappingText({}), '▸mapping: 1\nvendor: acme\nunified: opportunity\nnative: acme/deal\n']],
    message: 'a mapping needs "fields"',
    hint: 'fields:  with a rule for each unified field',
  },
  {
    says: 'an unknown key at the top',
    code: 'E105',
    tail: '▸exampels: []\n',
    message: 'a mapping has no key "exampels"',
    hint: 'did you mean "examples"?',
  },
];
