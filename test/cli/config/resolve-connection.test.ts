import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resolveConnection } from '../../../src/cli/config/resolve-connection.ts';
import { Options } from '../../../src/cli/options.ts';
import { Terminal } from '../../../src/cli/output/terminal.ts';
import { capturedIo } from '../support/captured-io.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opportune-config-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

interface Given {
  readonly config?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly asked?: string;
}

const none = async () => [];
const vendors = async () => ['copper', 'hubspot'].map((id) => ({ id, descriptor: new URL('file:///x') }));

async function resolve({ config, options = {}, env = {}, asked }: Given) {
  if (config !== undefined) await writeFile(join(folder, 'opportune.yaml'), config);
  const { io, err } = capturedIo({ cwd: folder, env });
  const terminal = new Terminal(io, { json: false, color: false, debug: false });
  const bundle = { vendors, connectors: none, sandboxes: none, version: '0.0.0' };
  const resolved = await resolveConnection(
    { args: [], options: new Options(options), io, terminal, bundle },
    asked,
  );
  return { resolved, warnings: err() };
}

const two = `
to: sqlite:all.db
connections:
  acme:
    connector: hubspot
    credentials:
      accessToken: \${ACME_TOKEN}
    account: { currency: EUR }
    overlays: [pipeline-labels]
  globex:
    connector: copper
    credentials: { apiKey: "\${GLOBEX_KEY}", userEmail: ann@globex.example }
    to: jsonl:globex.jsonl
`;

describe('a connection of the configuration', () => {
  test('has its variables filled in, its paths made absolute, and the common destination', async () => {
    const { resolved } = await resolve({ config: two, asked: 'acme', env: { ACME_TOKEN: 'tkn' } });

    expect(resolved).toMatchObject({
      name: 'acme',
      connector: 'hubspot',
      credentials: { accessToken: 'tkn' },
      overlays: ['pipeline-labels'],
      account: { currency: 'EUR' },
      allowCustomOrigin: false,
      to: `sqlite:${join(folder, 'all.db')}`,
    });
  });

  test('needs no variable of the others', async () => {
    const { resolved } = await resolve({ config: two, asked: 'globex', env: { GLOBEX_KEY: 'key' } });

    expect(resolved.credentials).toEqual({ apiKey: 'key', userEmail: 'ann@globex.example' });
    expect(resolved.to).toBe(`jsonl:${join(folder, 'globex.jsonl')}`);
  });

  test('is the one that is meant where it is the only one', async () => {
    const { resolved } = await resolve({ config: 'connections: { only: { connector: copper } }' });

    expect(resolved.name).toBe('only');
  });

  test('keeps a literal ${ that is written $${', async () => {
    const config = 'connections: { a: { connector: copper, credentials: { apiKey: "$${x}" } } }';

    expect((await resolve({ config })).resolved.credentials).toEqual({ apiKey: '${x}' });
  });

  test('gives way to flags', async () => {
    const { resolved } = await resolve({
      config: two,
      asked: 'acme',
      env: { ACME_TOKEN: 'tkn' },
      options: {
        baseUrl: 'http://127.0.0.1:9',
        accountCurrency: 'USD',
        to: 'sqlite:mine.db',
        overlay: ['expected-close-date'],
      },
    });

    expect(resolved).toMatchObject({
      baseUrl: 'http://127.0.0.1:9',
      account: { currency: 'USD' },
      overlays: ['pipeline-labels', 'expected-close-date'],
      to: `sqlite:${join(folder, 'mine.db')}`,
    });
  });

  test('finds its files beside the configuration, wherever the command is run', async () => {
    await mkdir(join(folder, 'etc'));
    await writeFile(join(folder, 'etc', 'own.yaml'), 'overlay: 1');
    await writeFile(
      join(folder, 'etc', 'crm.yaml'),
      'connections: { a: { connector: copper, overlays: [./own.yaml], to: "sqlite:a.db" } }',
    );
    const { resolved } = await resolve({ options: { config: 'etc/crm.yaml' } });

    expect(resolved.overlays).toEqual([{ file: './own.yaml', text: 'overlay: 1' }]);
    expect(resolved.to).toBe(`sqlite:${join(folder, 'etc', 'a.db')}`);
  });
});

describe('credentials', () => {
  test('come from variables named after connection and credential', async () => {
    const { resolved, warnings } = await resolve({
      options: { connector: 'copper' },
      env: {
        OPPORTUNE_COPPER_API_KEY: 'key',
        OPPORTUNE_COPPER_USER_EMAIL: 'ann@acme.example',
        OPPORTUNE_OTHER_KEY: 'x',
      },
    });

    expect(resolved).toMatchObject({ name: 'copper', connector: 'copper' });
    expect(resolved.credentials).toEqual({ apiKey: 'key', userEmail: 'ann@acme.example' });
    expect(warnings).toBe('');
  });

  test('of a connection whose name begins like another’s stay apart', async () => {
    const config = 'connections: { acme: { connector: hubspot }, acme-eu: { connector: hubspot } }';
    const env = { OPPORTUNE_ACME_ACCESS_TOKEN: 'us', OPPORTUNE_ACME_EU_ACCESS_TOKEN: 'eu' };

    expect((await resolve({ config, env, asked: 'acme' })).resolved.credentials).toEqual({
      accessToken: 'us',
    });
    expect((await resolve({ config, env, asked: 'acme-eu' })).resolved.credentials).toEqual({
      accessToken: 'eu',
    });
  });

  test('come from a file', async () => {
    await writeFile(join(folder, 'secret.json'), '{"accessToken": "tkn"}');
    const { resolved } = await resolve({ options: { connector: 'hubspot', credentialsFile: 'secret.json' } });

    expect(resolved.credentials).toEqual({ accessToken: 'tkn' });
  });

  test('of the environment win over the configuration, whose variable then need not be set', async () => {
    const config =
      'connections: { a: { connector: copper, credentials: { apiKey: "${UNSET}", userEmail: "b" } } }';
    const { resolved } = await resolve({ config, env: { OPPORTUNE_A_API_KEY: 'key' } });

    expect(resolved.credentials).toEqual({ apiKey: 'key', userEmail: 'b' });
    await expect(resolve({ config })).rejects.toMatchObject({ code: 'config-variable' });
  });

  test('are renewed where the configuration or a flag says', async () => {
    const config = 'connections: { a: { connector: hubspot, tokenUrl: "http://127.0.0.1:9/token" } }';
    const flag = { tokenUrl: 'http://127.0.0.1:8' };

    expect((await resolve({ config })).resolved.tokenUrl).toBe('http://127.0.0.1:9/token');
    expect((await resolve({ config, options: flag })).resolved.tokenUrl).toBe('http://127.0.0.1:8');
  });

  test('on the command line are taken with a warning that names the variable to use', async () => {
    const { resolved, warnings } = await resolve({
      options: { connector: 'hubspot', credential: ['accessToken=a=b'] },
    });

    expect(resolved.credentials).toEqual({ accessToken: 'a=b' });
    expect(warnings).toContain('OPPORTUNE_HUBSPOT_ACCESS_TOKEN');
    expect(warnings).not.toContain('a=b');
  });

  test('of an emulated vendor need no warning', async () => {
    const options = { connector: 'hubspot', credential: ['accessToken=x'], baseUrl: 'http://127.0.0.1:8181' };

    expect((await resolve({ options })).warnings).toBe('');
  });
});

describe('a configuration that is wrong is refused at its place', () => {
  test.each([
    [
      'a misspelt key',
      'connections:\n  a:\n    conector: copper\n',
      'config-unknown-key',
      3,
      5,
      'did you mean "connector"?',
    ],
    ['a misspelt section', 'conections: {}\n', 'config-unknown-key', 1, 1, 'did you mean "connections"?'],
    ['a missing key', 'connections:\n  a:\n    to: x\n', 'config-value', 2, 3, undefined],
    [
      'a value of the wrong kind',
      'connections:\n  a:\n    connector: [1]\n',
      'config-value',
      3,
      16,
      undefined,
    ],
    [
      'a variable that is not set',
      'connections:\n  a:\n    connector: copper\n    credentials:\n      apiKey: ${COPER_KEY}\n',
      'config-variable',
      5,
      15,
      'did you mean "COPPER_KEY"?',
    ],
    [
      'a connector that does not exist',
      'connections:\n  a:\n    connector: coper\n',
      'config-value',
      3,
      16,
      'did you mean "copper"?',
    ],
    [
      'a number where text belongs',
      'connections:\n  a:\n    connector: copper\n    credentials: { apiKey: 12345 }\n',
      'config-value',
      4,
      28,
      'put it in quotes',
    ],
    [
      'a connection without anything',
      'connections:\n  a:\n',
      'config-value',
      2,
      5,
      'Write a connection as a: { connector: hubspot }.',
    ],
    [
      'a name that cannot be one',
      'connections:\n  a b: { connector: copper }\n',
      'config-value',
      2,
      3,
      'use letters, digits, . _ and - only',
    ],
    ['no YAML', 'connections:\n  a: {\n', 'config-syntax', 3, 1, expect.stringContaining('quote texts')],
  ])('%s', async (_, config, code, line, column, hint) => {
    const error: unknown = await resolve({ config, asked: 'a', env: { COPPER_KEY: 'k' } }).catch(
      (thrown: unknown) => thrown,
    );

    expect(error).toMatchObject({
      code,
      place: { file: 'opportune.yaml', line, column },
      ...(hint === undefined ? {} : { hint }),
    });
  });

  test.each([
    ['connections: []', 'connections has to be names with values, not a list'],
    ['connections: { a: copper }', 'connections.a has to be names with values, not text'],
    ['connections: { a: { connector: [x] } }', 'connections.a.connector has to be text, not a list'],
    ['connections: { a: { connector: "" } }', 'connections.a.connector is empty'],
    ['connections: { a: {} }', 'connections.a.connector is missing'],
    [
      'connections: { a: { connector: x, overlays: mine.yaml } }',
      'connections.a.overlays has to be a list, not text',
    ],
    [
      'connections: { a: { connector: x, allowCustomOrigin: "no" } }',
      'connections.a.allowCustomOrigin has to be true or false, not text',
    ],
    [
      'connections: { a: { connector: x, account: { currency: eur } } }',
      'connections.a.account.currency has to be three capital letters (ISO 4217)',
    ],
    ['- a', 'the configuration has to be names with values, not a list'],
  ])('in words of its own: %s', async (config, message) => {
    await expect(resolve({ config, asked: 'a' })).rejects.toMatchObject({
      code: 'config-value',
      message,
      hint: message.includes('configuration') ? undefined : expect.stringMatching(/\w/),
    });
  });

  test('without showing what may be a credential', async () => {
    const config =
      'connections:\n  a:\n    connector: copper\n    acessToken: canary-1\n    credentials: { apiKey: [canary-2] }\n';
    const error = await resolve({ config, asked: 'a' }).catch((thrown: unknown) =>
      JSON.stringify([thrown, { ...Object(thrown) }]),
    );

    expect(error).toContain('acessToken');
    expect(error).not.toContain('canary');
  });

  test('and a connection that is not there is answered with the ones that are', async () => {
    await expect(resolve({ config: two, asked: 'acne' })).rejects.toMatchObject({
      code: 'usage',
      hint: 'did you mean "acme"?',
    });
    await expect(resolve({ config: two })).rejects.toMatchObject({
      hint: 'Name one with --connection: acme, globex.',
    });
    await expect(resolve({ options: { config: 'none.yaml' } })).rejects.toMatchObject({ code: 'bad-input' });
  });
});
