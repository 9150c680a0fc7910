import { expect, test } from 'vitest';
import { colors } from '../../../src/cli/output/colors.ts';
import { explanationText } from '../../../src/cli/output/explanation-text.ts';
import { textWidth } from '../../../src/cli/output/text-width.ts';
import type { FieldExplanation } from '../../../src/mapping/mapping-types.ts';

const closeDate: FieldExplanation = {
  field: 'closeDate',
  value: '2026-01-03',
  reason: 'mapped',
  rule: 'mappings/acme/opportunity.yaml:64:3',
  layer: 'base',
  because: undefined,
  issue: undefined,
  from: [
    {
      path: 'properties.closedate',
      native: '2026-01-03T00:00:00Z',
      value: '2026-01-03',
      used: true,
      steps: ['when $out.status is "Won" or "Lost"', 'datetime -> date'],
    },
  ],
};

test('a step is one line where the terminal is wide enough', () => {
  expect(explanationText(closeDate, colors(false), 140)).toContain(
    '  1.  properties.closedate  when $out.status is "Won" or "Lost"; datetime -> date  "2026-01-03T00:00:00Z" -> "2026-01-03"  <- used\n',
  );
});

test('a step is a line for each of its parts where it is not', () => {
  const text = explanationText(closeDate, colors(false), 60);

  expect(text).toContain(
    [
      '  1.  properties.closedate',
      '      when $out.status is "Won" or "Lost"; datetime -> date',
      '      "2026-01-03T00:00:00Z" -> "2026-01-03"  <- used',
    ].join('\n'),
  );
  expect(Math.max(...text.split('\n').map(textWidth))).toBeLessThanOrEqual(60);
});
