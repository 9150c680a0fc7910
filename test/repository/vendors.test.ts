import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectors } from '../../connectors/index.ts';
import { bundledVendors } from '../../src/cli/bundled-vendors.ts';
import { root } from './source-files.ts';

const vendors = readdirSync(join(root, 'connectors'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const everyVendorHas = [
  'connectors/<vendor>/index.ts',
  'connectors/<vendor>/opportunities.ts',
  'connectors/<vendor>/lookups.ts',
  'connectors/<vendor>/custom-fields.ts',
  'connectors/<vendor>/native-schema.ts',
  'connectors/<vendor>/README.md',
  'connectors/<vendor>/sandbox/index.ts',
  'mappings/<vendor>/opportunity.yaml',
  'mappings/<vendor>/overlays/expected-close-date.yaml',
  'mappings/<vendor>/overlays/pipeline-labels.yaml',
  // Every operation of its writes meets every fault there.
  'test/client/writes/faults/<vendor>.test.ts',
];

describe.each(vendors)('%s', (vendor) => {
  test('has every file that a vendor must have', () => {
    const missing = everyVendorHas
      .map((path) => path.replace('<vendor>', vendor))
      .filter((path) => !existsSync(join(root, path)));

    expect(missing).toEqual([]);
  });

  test('has a native descriptor and tests', () => {
    const descriptors = readdirSync(join(root, 'connectors', vendor)).filter((name) =>
      name.endsWith('.native.yaml'),
    );

    expect(descriptors).toHaveLength(1);
    expect(existsSync(join(root, 'test/connectors', vendor))).toBe(true);
  });

  test('is listed, with its sandbox, in the lists of bundled vendors', () => {
    const listed = readFileSync(join(root, 'connectors/index.ts'), 'utf8');
    const sandboxes = readFileSync(join(root, 'connectors/sandboxes.ts'), 'utf8');

    expect(listed).toContain(`./${vendor}/index.ts`);
    expect(sandboxes).toContain(`./${vendor}/sandbox/index.ts`);
  });
});

test('the command line finds the native descriptors that the connectors name', async () => {
  const named = Object.values(connectors).map(({ id, resources }) => ({
    id,
    descriptor: resources['opportunity']?.descriptor,
  }));

  expect(await bundledVendors()).toEqual(named);
});

test('there are vendors, and each mapping belongs to one', () => {
  expect(vendors.length).toBeGreaterThanOrEqual(3);
  expect(readdirSync(join(root, 'mappings')).filter((name) => !vendors.includes(name))).toEqual([]);
});
