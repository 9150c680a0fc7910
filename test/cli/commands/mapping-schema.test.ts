import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../repository/source-files.ts';
import { emulatedVendor } from '../support/emulated-vendor.ts';
import { runCli } from '../support/run-cli.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const vendor = emulatedVendor();
const folder = scratchFolder();

/** How many native properties a schema names. */
function own(schema: string): number {
  return new Set(schema.match(/"properties\.\w+"/g)).size;
}

describe('mapping schema', () => {
  test.each(['hubspot.deal', 'pipedrive.deal', 'copper.opportunity'])(
    'prints that of %s as it is bundled',
    async (name) => {
      const { code, out } = await runCli(['mapping', 'schema', name.split('.')[0] ?? '']);
      const bundled: unknown = JSON.parse(await readFile(join(root, `schema/${name}.schema.json`), 'utf8'));

      expect(code).toBe(0);
      expect(JSON.parse(out)).toEqual(bundled);
    },
  );

  test('with a connection proposes the fields that the account added, by their labels', async () => {
    await folder.write('opportune.yaml', vendor().config);
    const bundled = await runCli(['mapping', 'schema', 'hubspot']);
    const { code, out, err } = await runCli(
      ['mapping', 'schema', 'hubspot', '--connection', 'acme', '--out', 'acme.schema.json'],
      { cwd: folder.path, env: vendor().env },
    );
    const text = await readFile(join(folder.path, 'acme.schema.json'), 'utf8');

    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain('# yaml-language-server: $schema=acme.schema.json');
    expect(own(text)).toBeGreaterThan(own(bundled.out));
    expect(JSON.parse(text)).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' });
  });

  test('refuses a connection to another vendor', async () => {
    const { code, err } = await runCli(['mapping', 'schema', 'copper', ...vendor().flags]);

    expect(code).toBe(2);
    expect(err).toContain('This connection is one to hubspot, not to copper.');
  });

  test('says where it cannot write', async () => {
    const { code, err } = await runCli(['mapping', 'schema', 'copper', '--out', 'no/such/folder.json'], {
      cwd: folder.path,
    });

    expect(code).toBe(2);
    expect(err).toContain('no/such/folder.json cannot be written (ENOENT).');
  });

  test('names the vendors there are', async () => {
    const { code, err } = await runCli(['mapping', 'schema', 'hubspt']);

    expect(code).toBe(2);
    expect(err).toContain('did you mean "hubspot"?');
  });
});
