import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ourTables } from '../../src/store/sql/tables.ts';
import { root } from '../repository/source-files.ts';

it('docs/sync.md lists every table of a store', () => {
  const text = readFileSync(join(root, 'docs/sync.md'), 'utf8');
  const listed = [...text.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);

  expect(listed.toSorted()).toEqual(
    ['opportunities', 'opportune_meta', ...Object.keys(ourTables)].toSorted(),
  );
});
