import { describe, expect, test } from 'vitest';
import { findingsOf, readField, readWith } from './vendor/acme.ts';

function guarded(condition: string): string {
  return `{ from: name, when: { ${condition} }, because: x }`;
}

describe('when, of a unified field', () => {
  const status = '{ from: state, map: { won: Won, lost: Lost, active: null } }';
  test.each([
    ['$out.status: Won', { state: 'won' }, true],
    ['$out.status: [Won, Lost]', { state: 'lost' }, true],
    ['$out.status: Won', { state: 'lost' }, false],
    ['$out.status: $present', { state: 'active' }, false],
    ['$out.status: $absent', { state: 'active' }, true],
    ['$out.status: $absent', {}, true],
  ])('%s on %j', (condition, native, holds) => {
    // Declared before the field it looks at.
    const rules = { description: guarded(condition), status };
    const { record } = readWith(rules, { id: 1, name: 'x', ...native });

    expect(record?.description).toBe(holds ? 'x' : null);
  });

  test('takes values of that field only, and no circle', () => {
    const findings = findingsOf({ description: guarded('$out.status: won'), status });
    const circle = findingsOf({
      description: guarded('$out.type: a'),
      type: guarded('$out.description: a'),
    });

    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'E133', hint: expect.stringContaining('did you mean "Won"') }),
    );
    expect(circle).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('depends on itself') }),
    );
  });
});

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
    ['share: 0.4', { share: 0.4 }, true],
    ['share: 1', { share: 0.01 }, false],
    ['share: 1', { share: 1 }, true],
    ['chance: 0.4', { chance: '0.40000000000000002220446049250313080847263336181640625' }, true],
    ['odds: 40', { odds: 40 }, true],
    ['due: 2026-03-01', { due: 1772323200 }, true],
    ['moved: 2026-01-31T09:00:00Z', { moved: '2026-01-31T10:00:00+01:00' }, true],
    ['moved: 2026-01-31T10:00:00+01:00', { moved: '2026-01-31T09:00:00.000Z' }, true],
    ['touched: 2026-01-31T09:00:00Z', { touched: 1769850000 }, true],
    ['touched: 2026-01-31T09:00:00Z', { touched: 'soon' }, false],
  ])('%s on %j', (condition, native, holds) => {
    expect(readField('description', guarded(condition), { name: 'x', ...native })).toEqual({
      value: holds ? 'x' : null,
      issues: [],
    });
  });
});
