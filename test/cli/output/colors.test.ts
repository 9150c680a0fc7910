import { describe, expect, test } from 'vitest';
import { wantsColor } from '../../../src/cli/output/colors.ts';

describe('whether there is colour', () => {
  test.each([
    ['a terminal', {}, true, true, true],
    ['a pipe', {}, true, false, false],
    ['a terminal that can do nothing', { TERM: 'dumb' }, true, true, false],
    ['NO_COLOR', { NO_COLOR: '1' }, true, true, false],
    ['an empty NO_COLOR, which does not count', { NO_COLOR: '' }, true, true, true],
    ['FORCE_COLOR on a pipe', { FORCE_COLOR: '1' }, true, false, true],
    ['FORCE_COLOR against NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, true, false, true],
    ['FORCE_COLOR=0 on a terminal', { FORCE_COLOR: '0' }, true, true, false],
    ['--no-color against FORCE_COLOR', { FORCE_COLOR: '1' }, false, true, false],
  ])('%s', (_, env, flag, isTTY, expected) => {
    expect(wantsColor({ flag, env, isTTY })).toBe(expected);
  });
});
