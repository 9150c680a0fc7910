import { expect, test } from 'vitest';
import { comparedFields } from '../../bench/alternatives.ts';
import { comparedMapping } from '../../bench/compared-mapping.ts';

// The rest of `npm run bench` takes minutes; this part stands on the text of a bundled mapping.
test('the mapping that the benchmark compares with other libraries can be cut out of the bundled one', () => {
  const { record } = comparedMapping().read({ id: '1', properties: { dealname: 'Kite' } });

  expect(record?.title).toBe('Kite');
  expect(comparedFields.length).toBeGreaterThan(5);
});
