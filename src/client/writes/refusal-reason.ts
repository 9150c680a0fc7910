import type { WriteIssueCode } from '../../mapping/write-types.ts';

/** Why a field is not written, without any value: an error may end up in a log. */
export const refusalReasons: Readonly<Record<WriteIssueCode, string>> = {
  required: 'is missing',
  'unknown-field': 'no such field',
  'read-only': 'cannot be written',
  unsupported: 'the vendor has nothing like it',
  'not-met': 'its condition would not hold after this write',
  'cannot-clear': 'cannot be emptied',
  conflict: 'contradicts another part of the input',
  'wrong-type': 'not of the type of the field',
  'unknown-value': 'none of the values it can have',
  'unknown-reference': 'refers to something that does not exist',
  'ambiguous-reference': 'may refer to several things',
  'would-not-read-back': 'the vendor would show something else',
  unchecked: 'could not be checked',
  'bad-pass-through': 'cannot be applied',
  'unused-pass-through': 'is not used',
  overridden: 'is replaced by passThrough',
};
