import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emulatedVendor } from '../support/emulated-vendor.ts';
import { runCli, type Ran } from '../support/run-cli.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const vendor = emulatedVendor();
const folder = scratchFolder();
const token = 'sandbox-access-token-';
const key = (): string => randomBytes(32).toString('base64');

/** Runs a command that needs access, over an OAuth app's credentials. */
async function check(env: Readonly<Record<string, string>> = {}, argv: readonly string[] = []): Promise<Ran> {
  await folder.write(
    'opportune.yaml',
    [
      'connections:',
      '  acme:',
      '    connector: hubspot',
      `    baseUrl: ${vendor().running.baseUrl}`,
      '    credentials:',
      '      clientId: sandbox-client-id',
      '      clientSecret: sandbox-client-secret',
      '      refreshToken: ${REFRESH_TOKEN}',
      '',
    ].join('\n'),
  );
  const ran = await runCli(['connection', 'check', 'acme', '--debug', ...argv], {
    cwd: folder.path,
    env: { REFRESH_TOKEN: 'sandbox-refresh-token', ...env },
  });
  expect(ran.out + ran.err).not.toMatch(/sandbox-(?:access|refresh)-token/);
  return ran;
}

const savedFile = (): string => join(folder.path, '.opportune', 'acme.credentials.json');
const savedText = (): Promise<string> => readFile(savedFile(), 'utf8');
const renewed = ({ err }: Ran): boolean => err.includes('Access was renewed.');

describe('access that a command renewed', () => {
  test('is used by the next command', async () => {
    const [first, second] = [await check(), await check()];

    expect([first.code, second.code]).toEqual([0, 0]);
    expect([renewed(first), renewed(second)]).toEqual([true, false]);
  });

  test('is found from another folder too: it stands beside the configuration', async () => {
    await check();
    const { err, code } = await runCli(
      ['connection', 'check', 'acme', '--config', 'opportune.yaml', '--debug'],
      {
        cwd: folder.path,
        env: { REFRESH_TOKEN: 'sandbox-refresh-token' },
      },
    );
    const elsewhere = await runCli(
      ['connection', 'check', 'acme', '--config', join(folder.path, 'opportune.yaml'), '--debug'],
      { cwd: '/', env: { REFRESH_TOKEN: 'sandbox-refresh-token' } },
    );

    expect([code, elsewhere.code]).toEqual([0, 0]);
    expect(err + elsewhere.err).not.toContain('Access was renewed.');
  });

  test('is forgotten where other credentials are configured', async () => {
    await check();
    const { code, err } = await check({ REFRESH_TOKEN: 'from-a-new-installation' });

    expect(code).toBe(1);
    expect(err).not.toContain('from-a-new-installation');
  });

  test('by two commands at once is renewed by one of them', async () => {
    const both = await Promise.all([check(), check()]);

    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.filter(renewed)).toHaveLength(1);
  });
});

describe('without a key', () => {
  test('it can be read by its owner only, and a warning says that it can be read', async () => {
    const { err } = await check();

    expect(await savedText()).toContain(token);
    expect((await stat(savedFile())).mode & 0o777).toBe(0o600);
    expect(err.match(/stored unencrypted/g)).toHaveLength(1);
    expect((await check()).err).not.toContain('unencrypted');
  });
});

describe('with a key', () => {
  test('no token is to be seen in any file', async () => {
    const { code, err } = await check({ OPPORTUNE_KEY: key() });
    const files = await readdir(join(folder.path, '.opportune'));
    const texts = await Promise.all(
      files.map((file) => readFile(join(folder.path, '.opportune', file), 'latin1')),
    );

    expect(code).toBe(0);
    expect(err).not.toContain('unencrypted');
    expect(files).toContain('acme.credentials.json');
    expect(texts.join('\n')).not.toMatch(/sandbox-|clientSecret/);
  });

  test('a wrong one is an error that names both and overwrites nothing', async () => {
    await check({ OPPORTUNE_KEY: key() });
    const before = await savedText();
    const wrong = key();
    const ran = [await check({ OPPORTUNE_KEY: wrong }), await check()];

    for (const { code, out, err } of ran) {
      expect(code).toBe(1);
      expect(out).toContain('[credentials-sealed]');
      expect(out + err).not.toContain(wrong);
    }
    expect(await savedText()).toBe(before);
  });

  test('a new one reads what the previous one sealed', async () => {
    const [first, second] = [key(), key()];
    await check({ OPPORTUNE_KEY: first });
    const ran = await check({ OPPORTUNE_KEY: second, OPPORTUNE_KEY_PREVIOUS: first });

    expect({ code: ran.code, renewed: renewed(ran) }).toEqual({ code: 0, renewed: false });
  });

  test('what was kept without one is read, too', async () => {
    await check();

    expect(renewed(await check({ OPPORTUNE_KEY: key() }))).toBe(false);
  });

  test.each([
    [{ OPPORTUNE_KEY: 'my secret passphrase' }, 'OPPORTUNE_KEY is not 32 bytes'],
    [{ OPPORTUNE_KEY_PREVIOUS: key() }, 'OPPORTUNE_KEY is not 32 bytes'],
    [
      { OPPORTUNE_KEY: key(), OPPORTUNE_KEY_PREVIOUS: 'x'.repeat(43) },
      'OPPORTUNE_KEY_PREVIOUS is not random',
    ],
  ])('one that is none is said before anything is done: %#', async (env, message) => {
    const { code, out, err } = await check(env);

    expect(code).not.toBe(0);
    expect(out + err).toContain(message);
    expect(out + err).not.toContain('passphrase');
    expect(await readdir(folder.path)).toEqual(['opportune.yaml']);
  });
});

test('a connection called `key` does not take the previous key for a credential', async () => {
  const { running } = vendor();
  const token_ = String(running.credentials['accessToken']);
  await folder.write(
    'opportune.yaml',
    `connections:\n  key:\n    connector: hubspot\n    baseUrl: ${running.baseUrl}\n    credentials: { accessToken: ${token_} }\n`,
  );
  const { code } = await runCli(['connection', 'check', 'key'], {
    cwd: folder.path,
    env: { OPPORTUNE_KEY: key(), OPPORTUNE_KEY_PREVIOUS: key() },
  });

  expect(code).toBe(0);
});

test('a file that holds no saved credentials counts as none', async () => {
  await check();
  await writeFile(savedFile(), '{"origin":');

  expect(renewed(await check())).toBe(true);
});
