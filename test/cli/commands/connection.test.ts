import { describe, expect, test } from 'vitest';
import { emulatedVendor } from '../support/emulated-vendor.ts';
import { runCli } from '../support/run-cli.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const vendor = emulatedVendor();
const folder = scratchFolder();

describe('connection list', () => {
  test('shows the connections of the configuration without needing their secrets', async () => {
    await folder.write('opportune.yaml', vendor().config);
    const { code, out } = await runCli(['connection', 'list', '--json'], { cwd: folder.path });

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([
      { name: 'acme', connector: 'hubspot', credentials: ['accessToken'], to: 'sqlite:deals.db' },
    ]);
  });

  test('never shows a credential, even one that is written down', async () => {
    await folder.write(
      'opportune.yaml',
      'connections: { a: { connector: copper, credentials: { apiKey: canary-key } } }',
    );

    for (const flags of [[], ['--json']]) {
      expect((await runCli(['connection', 'list', ...flags], { cwd: folder.path })).out).not.toContain(
        'canary',
      );
    }
  });

  test.each([60, 80])('tells all of a connection on a terminal of %i cells', async (columns) => {
    const overlays = '    overlays: [pipeline-labels, expected-close-date]\n';
    await folder.write('opportune.yaml', vendor().config + overlays);
    const { out, err } = await runCli(['connection', 'list', '--no-color'], { cwd: folder.path, columns });

    expect(out).toContain('CREDENTIALS: accessToken\n');
    expect(out).toContain('OVERLAYS:    pipeline-labels, expected-close-date\n');
    expect(out).toContain('TO:          sqlite:deals.db\n');
    expect(out + err).not.toMatch(/…|No room/);
  });

  test('says where it looked when there is nothing', async () => {
    const { code, out, err } = await runCli(['connection', 'list'], { cwd: folder.path });

    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain('There is no opportune.yaml here.');
  });
});

describe('connection check', () => {
  test('names the account and its facts', async () => {
    await folder.write('opportune.yaml', vendor().config);
    const { code, out } = await runCli(['connection', 'check', 'acme', '--json'], {
      cwd: folder.path,
      env: vendor().env,
    });

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ connection: 'acme', ok: true, missingPermissions: [] }]);
  });

  test('warns once that days are those of UTC where the time zone cannot be read', async () => {
    const { config, env, running } = vendor();
    await folder.write('opportune.yaml', config);
    running.control.fault('status=403*always@account-info');
    try {
      const listing = ['opportunity', 'list', '--limit', '1', '--connection', 'acme'];
      const { code, err } = await runCli(listing, { cwd: folder.path, env });

      expect(code).toBe(0);
      expect(err.match(/warning: The time zone of the account is not known/g)).toHaveLength(1);
    } finally {
      running.control.clearFaults();
    }
  });

  test.each([
    [403, 'may not read', { missingPermissions: ['custom fields'], notFound: [] }],
    [404, 'the vendor has no', { missingPermissions: [], notFound: ['custom fields'] }],
  ])('tells what it has to do without, and why: %i', async (status, words, found) => {
    const { config, env, running } = vendor();
    await folder.write('opportune.yaml', config);
    running.control.fault(`status=${status}*always@/crm/properties`);
    try {
      const people = await runCli(['connection', 'check'], { cwd: folder.path, env });
      const program = await runCli(['connection', 'check', '--json'], { cwd: folder.path, env });

      expect(people.code).toBe(1);
      expect(people.out).toContain(`${words} custom fields`);
      expect(JSON.parse(program.out)).toMatchObject([{ ok: true, ...found }]);
    } finally {
      running.control.clearFaults();
    }
  });

  test('checks every connection, and a refused one is a finding', async () => {
    const { config, env, running } = vendor();
    const other = `  other:\n    connector: hubspot\n    baseUrl: ${running.baseUrl}\n    credentials: { accessToken: canary-token }\n`;
    await folder.write('opportune.yaml', config + other);
    const { code, out, err } = await runCli(['connection', 'check'], { cwd: folder.path, env });

    expect(code).toBe(1);
    expect(out).toMatch(/^ok +acme: /m);
    expect(out).toMatch(/^failed +other: .*\[auth\]/m);
    expect(out + err).not.toContain('canary');
  });

  test('with a variable that is not set says which and where', async () => {
    await folder.write('opportune.yaml', vendor().config);
    const { code, err } = await runCli(['connection', 'check'], { cwd: folder.path });

    expect(code).toBe(2);
    expect(err).toContain('error[config-variable] the environment variable ACME_TOKEN is not set');
    expect(err).toContain('at opportune.yaml:5:33');
  });
});

test('connection list shows where, and not the password in the address', async () => {
  const text =
    'to: postgres://me:canary@db.example/crm\nconnections:\n  acme:\n    connector: hubspot\n    baseUrl: https://me:canary@crm.example/v1\n';
  await folder.write('opportune.yaml', text);

  const table = await runCli(['connection', 'list'], { cwd: folder.path });
  const json = await runCli(['connection', 'list', '--json'], { cwd: folder.path });

  expect(table.out + json.out).not.toContain('canary');
  expect(JSON.parse(json.out)).toMatchObject([
    { baseUrl: 'https://[hidden]@crm.example/v1', to: 'postgres://me@db.example/crm' },
  ]);
});

describe('connector', () => {
  test('list names every bundled vendor', async () => {
    const { code, out } = await runCli(['connector', 'list', '--json']);
    const listed: readonly { readonly id: string }[] = JSON.parse(out);

    expect(code).toBe(0);
    expect(listed.map(({ id }) => id).toSorted()).toEqual(['copper', 'hubspot', 'pipedrive']);
  });

  test.each(['copper', 'hubspot', 'pipedrive'])(
    'show %s says how changes and deletions are seen',
    async (id) => {
      const { code, out } = await runCli(['connector', 'show', id]);
      const json = await runCli(['connector', 'show', id, '--json']);

      expect(code).toBe(0);
      expect(out).toMatch(/operations +list, get/);
      expect(out).toMatch(/deletions +\S/);
      expect(JSON.parse(json.out)).toMatchObject({
        id,
        models: { opportunity: { operations: expect.arrayContaining(['list', 'get']) } },
      });
    },
  );
});
