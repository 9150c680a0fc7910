import { expect, test } from 'vitest';
import { recordRows } from '../../../src/cli/output/record-rows.ts';
import { Opportunity } from '../../../src/model/opportunity.ts';

const field = { type: 'text' } as const;

test('a record is a row for each field it carries, in the order of the model', () => {
  const rows = recordRows(
    Opportunity.parse({
      id: '1',
      title: 'Rocket',
      customMappings: { tier: 'Gold', score: null },
      customFields: [
        { ...field, id: 'a', name: 'Region', value: ['EMEA', 'APAC'] },
        { ...field, id: 'b', name: 'Note', value: 'one' },
        { ...field, id: 'c', name: 'Note', value: null },
        { ...field, id: 'd', name: null, value: 3 },
      ],
      closeDate: null,
      tags: [],
    }),
  );

  expect(rows).toEqual([
    ['id', '1'],
    ['title', 'Rocket'],
    ['closeDate', '–'],
    ['tags', '[]'],
    // A label of several fields says nothing without the id; one that is no longer known has only that.
    ['customFields', 'Region: EMEA, APAC'],
    ['', 'Note (b): one'],
    ['', 'Note (c): –'],
    ['', 'd: 3'],
    ['customMappings', 'tier: Gold'],
    ['', 'score: –'],
  ]);
});
