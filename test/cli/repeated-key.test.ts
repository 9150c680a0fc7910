import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { repeatedKey } from '../../src/cli/input/repeated-key.ts';

test.each([
  ['{"title":"a","title":"b"}', 'title', 13],
  ['{"a":[{"b":1},{"b":2,"c":{"d":"{","d":1}}]}', 'd', 34],
  ['{"\\u0061":1, "a":2}', 'a', 13],
  ['[{"a":1},{"a":{"a":1},"a":0}]', 'a', 22],
  ['{"":1,"":2}', '', 6],
  ['{"__proto__":1,"__proto__":2}', '__proto__', 15],
])('%s has %j twice', (text, key, offset) => {
  expect(repeatedKey(text)).toEqual({ key, offset });
});

test.each([
  '{"a":"a","b":"a"}',
  '["a","a"]',
  '"a"',
  '7',
  '{"a":{"a":["a","a"]}}',
  '{"x":"\\"","y":"{\\"x\\":"}',
  '{}',
])('%s has no key twice', (text) => {
  expect(repeatedKey(text)).toBeUndefined();
});

test('what was an object has no key twice, whatever is in it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(repeatedKey(JSON.stringify(JSON.parse(text)))).toBeUndefined();
    }),
  );
});
