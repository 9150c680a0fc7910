import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandbox } from '../../connectors/hubspot/sandbox/index.ts';
import type { RunningSandbox } from '../../src/sandbox-kit/index.ts';
import { root } from './source-files.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(
    ([, code = '']) => code,
  );
}

const isRow = (line = ''): boolean => line.startsWith('|');

// A table begins with names and a rule; rows that a blank line cuts off from it are shown as text.
test.each(['copper', 'hubspot', 'pipedrive'])('tables of the README of %s are whole', (vendor) => {
  const lines = readFileSync(join(root, 'connectors', vendor, 'README.md'), 'utf8').split('\n');
  const begins = lines.filter((line, at) => isRow(line) && !isRow(lines[at - 1]));
  const loose = begins.filter((line) => !/^\|[ :-]+\|/.test(lines[lines.indexOf(line) + 1] ?? ''));

  expect(begins.length).toBeGreaterThan(0);
  expect(loose).toEqual([]);
});

describe('the README', () => {
  let vendor: RunningSandbox;
  let folder = '';

  beforeAll(async () => {
    vendor = await sandbox.start({ deals: 40, seed: 3 });
    mkdirSync(join(root, '.results'), { recursive: true });
    folder = mkdtempSync(join(root, '.results', 'readme-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await vendor.close();
  });

  /** Runs in a process of its own while the emulated vendor goes on answering in this one. */
  async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      execFile(
        process.execPath,
        [...args],
        { cwd: folder, env: { ...process.env, ...env } },
        (error, stdout, stderr) => {
          if (error === null) resolve(stdout);
          else reject(new Error(`${args.join(' ')}: ${stderr}${stdout}`));
        },
      );
    });
  }

  function opportune(command: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
    return run([join(root, 'src/cli/bin.ts'), ...command.split(' ').slice(1)], env);
  }

  test('names the two commands exactly', () => {
    expect(blocks('sh')).toEqual(
      expect.arrayContaining(['npm ci && npm run demo\n', 'npm ci && npm test\n']),
    );
  });

  /** Runs one of the library examples. */
  function runExample(index: number): Promise<string> {
    const token = String(vendor.credentials['accessToken']);
    const code = (blocks('ts')[index] ?? '')
      .replace("'opportune'", `'${join(root, 'src/index.ts')}'`)
      .replace('process.env.HUBSPOT_TOKEN', `process.env['HUBSPOT_TOKEN']`)
      .replace("connector: 'hubspot',", `connector: 'hubspot', baseUrl: ${JSON.stringify(vendor.baseUrl)},`);
    writeFileSync(join(folder, 'example.ts'), code);
    return run(['example.ts'], { HUBSPOT_TOKEN: token });
  }

  test('has a library example that runs', async () => {
    const printed = await runExample(0);

    expect(printed.split('\n').length).toBeGreaterThan(40);
    expect(printed).toMatch(/mappings\/hubspot\/opportunity\.yaml:\d+:\d+/);
    expect(printed).toContain('timeZone');
  });

  test('has a configuration with which the commands beside it run', async () => {
    const [configuration = ''] = blocks('yaml');
    writeFileSync(
      join(folder, 'opportune.yaml'),
      configuration.replace('connector: hubspot', `connector: hubspot\n    baseUrl: ${vendor.baseUrl}`),
    );
    const orders = [
      { key: 'A-1001', title: 'Three' },
      { key: 'A-1002', title: 'Four' },
    ];
    writeFileSync(join(folder, 'orders.jsonl'), orders.map((order) => JSON.stringify(order)).join('\n'));
    const env = { HUBSPOT_TOKEN: String(vendor.credentials['accessToken']) };
    const commands = (blocks('sh').find((block) => block.includes('sync run')) ?? '').trim().split('\n');

    expect(commands).toHaveLength(3);
    for (const command of commands) await opportune(command, env);
    const status = await opportune('opportune sync status --to sqlite:deals.db --json');

    expect(status).toContain('completed');
  });

  test('has an example of writing that runs, and leaves nothing behind', async () => {
    const before = await vendor.control.ids();
    const printed = await runExample(1);

    expect(printed).toContain("operationId: 'deals.create'");
    expect(printed).toMatch(/^updated \[\]/m);
    expect(await vendor.control.ids()).toEqual(before);
  });

  test('has commands that write', async () => {
    writeFileSync(join(folder, 'deals.jsonl'), '{"title":"One"}\n{"title":"Two"}\n');
    const env = { HUBSPOT_TOKEN: String(vendor.credentials['accessToken']) };
    const commands = (blocks('sh').find((block) => block.includes('deals.jsonl')) ?? '').trim().split('\n');
    const printed: string[] = [];
    for (const command of commands) printed.push(await opportune(command, env));

    expect(printed[0]).toContain('planned, nothing was sent');
    expect(printed[1]).toContain('2 given = 2 created');
    expect(printed[2]).toContain('2 given = 2 created');
  });

  test('has an overlay with which the mapping commands run', async () => {
    writeFileSync(join(folder, 'tier.yaml'), blocks('yaml')[1] ?? '');
    const native = { id: '1', properties: { dealname: 'Pumps', acme_tier: 'Gold', acme_score: '7' } };
    writeFileSync(join(folder, 'deal.json'), JSON.stringify(native));

    for (const command of (blocks('sh').find((block) => block.includes('mapping check')) ?? '')
      .trim()
      .split('\n')) {
      await opportune(command);
    }
    const preview = await opportune(
      'opportune mapping preview hubspot --overlay tier.yaml --native deal.json --json',
    );

    expect(JSON.parse(preview)).toMatchObject({
      record: { leadSource: 'Gold', customMappings: { tier: 'Gold', score: 7 } },
    });
  });

  test('has a query that the table of a sync answers', async () => {
    const [query = ''] = blocks('sql');
    using database = new DatabaseSync(join(folder, 'deals.db'), { readOnly: true });

    expect(database.prepare(query).all().length).toBeGreaterThan(0);
  });
});

test('links of the documents lead somewhere', () => {
  const files = ['README.md', 'CONTRIBUTING.md', 'DESIGN.md', 'docs/mapping.md', 'docs/writing.md'];
  const broken = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)\)/g)]
      .map(([, target = '']) => join(root, file, '..', target))
      .filter((target) => !existsSync(target)),
  );

  expect(broken).toEqual([]);
});
