import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundledOverlays, isBundledOnly, readMappingFiles } from '../../src/client/mapping-files.ts';

let folder = '';
let descriptor: URL;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'opportune-mapping-'));
  writeFileSync(join(folder, 'deal.native.yaml'), 'native: x\n');
  writeFileSync(join(folder, 'own.yaml'), 'mapping: 1\n');
  descriptor = pathToFileURL(join(folder, 'deal.native.yaml'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function choice(connector: string) {
  return { connector, model: 'opportunity', descriptor };
}

it('the bundled mapping and its overlays are found by name, and shown by their place in the package', async () => {
  const sources = await readMappingFiles({ ...choice('hubspot'), overlays: ['pipeline-labels'] });

  expect(sources.descriptor).toEqual({ file: 'connectors/hubspot/deal.native.yaml', text: 'native: x\n' });
  expect(sources.mapping.file).toBe('mappings/hubspot/opportunity.yaml');
  expect(sources.mapping.text).toContain('vendor: hubspot');
  expect(sources.overlays.map(({ file }) => file)).toEqual([
    'mappings/hubspot/overlays/pipeline-labels.yaml',
  ]);
  expect(sources.overlays[0]?.text).toContain('overlay: 1');
  expect(await bundledOverlays('hubspot')).toContain('pipeline-labels');
});

it('files of one’s own are named by path or handed in as text, in the order given', async () => {
  const own = join(folder, 'own.yaml');
  const text = { file: 'inline.yaml', text: 'overlay: 1\n' };

  const sources = await readMappingFiles({ ...choice('acme'), mapping: own, overlays: [text, own] });

  expect(sources.mapping).toEqual({ file: own, text: 'mapping: 1\n' });
  expect(sources.overlays).toEqual([text, { file: own, text: 'mapping: 1\n' }]);
});

it('a text without a name is called by its place, and something without a text is refused', async () => {
  const overlays = [{ file: 'a.yaml', text: 'overlay: 1\n' }, { text: 'overlay: 1\n' }];

  const sources = await readMappingFiles({ ...choice('acme'), mapping: { text: 'mapping: 1\n' }, overlays });

  expect(sources.mapping.file).toBe('mapping');
  expect(sources.overlays.map(({ file }) => file)).toEqual(['a.yaml', 'overlay 2']);
  const parsed = JSON.parse('{ "overlay": 1, "extends": "hubspot/opportunity" }');
  await expect(readMappingFiles({ ...choice('hubspot'), overlays: [parsed] })).rejects.toMatchObject({
    code: 'bad-option',
    message: '"overlay 1" has no text.',
  });
});

it('a file that is not there is reported with what there is', async () => {
  await expect(
    readMappingFiles({ ...choice('hubspot'), overlays: ['pipeline-label'] }),
  ).rejects.toMatchObject({
    code: 'file-not-found',
    hint: expect.stringContaining('pipeline-labels'),
  });
  await expect(readMappingFiles(choice('acme'))).rejects.toMatchObject({
    code: 'file-not-found',
    hint: expect.stringContaining('pass `mapping`'),
  });
  await expect(readMappingFiles({ ...choice('hubspot'), mapping: './none.yaml' })).rejects.toMatchObject({
    code: 'file-not-found',
  });
});

it('only files of one’s own may name fields that an account added', () => {
  expect(isBundledOnly({ ...choice('hubspot'), overlays: ['pipeline-labels'] })).toBe(true);
  expect(isBundledOnly({ ...choice('hubspot'), overlays: ['./mine.yaml'] })).toBe(false);
  expect(isBundledOnly({ ...choice('hubspot'), mapping: 'mine.yaml' })).toBe(false);
});
