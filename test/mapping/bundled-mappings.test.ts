import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkMapping, formatFinding, loadMapping, runExamples } from '../../src/mapping/index.ts';
import type { SourceFile } from '../../src/mapping/mapping-types.ts';
import { opportunityFields } from '../../src/model/opportunity-fields.ts';
import { bundledFiles, bundledMapping } from '../support/bundled-mapping.ts';
import { root } from '../repository/source-files.ts';
import { contextOf } from './vendor/acme.ts';

const vendors = readdirSync(join(root, 'mappings')).toSorted();

function overlaysOf(vendor: string): SourceFile[] {
  const folder = join('mappings', vendor, 'overlays');
  return readdirSync(join(root, folder))
    .toSorted()
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(root, folder, name), 'utf8') }));
}

const single = vendors.flatMap((vendor) =>
  overlaysOf(vendor).map((overlay) => ({ vendor, overlays: [overlay] })),
);
const sets = [...vendors.map((vendor) => ({ vendor, overlays: [] as SourceFile[] })), ...single].map(
  (set) => ({
    ...set,
    name: [set.vendor, ...set.overlays.map(({ file }) => file.split('/').at(-1))].join(' with '),
  }),
);

describe.each(sets)('the mapping of $name', ({ vendor, overlays }) => {
  const files = { ...bundledFiles(vendor), overlays };

  test('checks without a finding', () => {
    expect(checkMapping(files).map((finding) => formatFinding(finding))).toEqual([]);
  });

  test('does what its examples say', () => {
    const results = runExamples(files);

    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    expect(results.length).toBeGreaterThan(overlays.length * 2 + 10);
  });
});

test.each([
  ['copper', 37],
  ['pipedrive', 35],
  ['hubspot', 39],
])('%s fills at least %i of the 42 fields, and says why of the others', (vendor, least) => {
  const explanations = bundledMapping(vendor).bind(contextOf()).explain({});
  const lacking = explanations.filter(({ reason }) => reason === 'unsupported');

  expect(Object.keys(opportunityFields)).toHaveLength(42);
  expect(42 - lacking.length).toBeGreaterThanOrEqual(least);
  expect(lacking.every(({ because }) => (because ?? '').length > 10)).toBe(true);
});

test('the overlay that the documents show makes the labelled contact the primary one, else the mapping’s choice', () => {
  const document = readFileSync(join(root, 'docs/mapping.md'), 'utf8');
  const text =
    /```yaml\n(overlay: 1\nextends: hubspot\/opportunity\noverride:\n {2}primaryContactId:[^`]*)```/.exec(
      document,
    )?.[1] ?? '';
  const files = { ...bundledFiles('hubspot'), overlays: [{ file: 'overlay.yaml', text }] };
  const { mapping } = loadMapping(files);
  const primary = (...results: { id: string; type: string }[]) =>
    mapping?.bind(contextOf()).read({ id: '1', associations: { contacts: { results } } }).record;

  expect(checkMapping(files).filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(primary({ id: '3', type: 'deal_to_contact' }, { id: '9', type: 'Decision maker' })).toMatchObject({
    primaryContactId: '9',
    contactIds: ['9', '3'],
  });
  expect(primary({ id: '31', type: 'deal_to_contact' }, { id: '9', type: 'Buyer' })).toMatchObject({
    primaryContactId: '9',
  });
});
