import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SavedCredentials } from '../../../src/cli/config/saved-credentials.ts';

const configured = { clientId: 'app', refreshToken: 'first' };
const renewed = { ...configured, refreshToken: 'second', accessToken: 'fresh' };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opportune-credentials-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('renewed credentials', () => {
  test('are used by the next command', async () => {
    await new SavedCredentials(folder, 'acme', configured).save(renewed);

    expect(await new SavedCredentials(folder, 'acme', configured).current()).toEqual(renewed);
    expect(await new SavedCredentials(folder, 'other', configured).current()).toEqual(configured);
  });

  test('are forgotten when other ones are configured', async () => {
    await new SavedCredentials(folder, 'acme', configured).save(renewed);
    const changed = { ...configured, refreshToken: 'from a new installation' };

    expect(await new SavedCredentials(folder, 'acme', changed).current()).toEqual(changed);
  });

  test('can be read by their owner only, and no draft is left behind', async () => {
    await new SavedCredentials(folder, 'acme', configured).save(renewed);
    const [file = '', ...others] = await readdir(join(folder, '.opportune'));

    expect(others).toEqual([]);
    expect((await stat(join(folder, '.opportune', file))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(folder, '.opportune', file), 'utf8')).not.toContain('first');
  });

  test('that cannot be read as such count as none', async () => {
    const saved = new SavedCredentials(folder, 'acme', configured);
    await saved.save(renewed);
    const [file = ''] = await readdir(join(folder, '.opportune'));
    await writeFile(join(folder, '.opportune', file), '{"origin":');

    expect(await saved.current()).toEqual(configured);
  });
});
