import { describe, expect, test } from 'vitest';
import { bundledConnector } from '../../src/bundled.ts';

const spellings = [
  '04126',
  '4126/x',
  '..',
  '+4126',
  '4126.0',
  ' 4126',
  '4126 ',
  '0x101e',
  '1'.repeat(20),
  '',
];

describe.each(['copper', 'pipedrive'])('a deletion at %s', (vendor) => {
  const writes = bundledConnector(vendor).resources['opportunity']?.writes;

  test('is planned for the one spelling of an id alone', () => {
    expect(writes?.delete?.('4126')).toHaveLength(1);
    for (const id of spellings) expect(writes?.delete?.(id)).toEqual([]);
  });
});
