import { describe, expect, test } from 'vitest';
import { readField } from './vendor/acme.ts';

function guarded(condition: string): string {
  return `{ from: name, when: { ${condition} }, because: x }`;
}

describe('when', () => {
  test.each([
    ['won: true', { won: 'true' }, true],
    ['won: true', { won: true }, true],
    ['won: true', { won: 'false' }, false],
    ['won: false', {}, false],
    ['open: false', { open: false }, true],
    ['state: won', { state: 'won' }, true],
    ['state: [won, lost]', { state: 'lost' }, true],
    ['state: [won, lost]', { state: 'active' }, false],
    ['stage: 7', { stage: 7 }, true],
    ['mails: 3', { mails: '3' }, true],
    ['mails: 3', { mails: '4' }, false],
    ['day: 2017-08-07', { day: '8/7/2017' }, true],
    ['stage: $present', { stage: 0 }, true],
    ['stage: $present', { stage: '' }, false],
    ['stage: $absent', { stage: null }, true],
    ["'people[].id': $present", { people: [{}, { id: 1 }] }, true],
    ["'people[].id': $absent", { people: [{}] }, true],
    ['won: true, state: won', { won: 'true', state: 'won' }, true],
    ['won: true, state: won', { won: 'true', state: 'lost' }, false],
    ['calls: 3', { calls: {} }, false],
  ])('%s on %j', (condition, native, holds) => {
    expect(readField('description', guarded(condition), { name: 'x', ...native })).toEqual({
      value: holds ? 'x' : null,
      issues: [],
    });
  });
});
