import { describe, expect, test } from 'vitest';
import { unaccounted } from '../../../src/store/counts.ts';
import { postgresStores } from '../../store/stores.ts';
import { emulatedVendor } from '../support/emulated-vendor.ts';
import { runCli, startCli } from '../support/run-cli.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const vendor = emulatedVendor();
const folder = scratchFolder();

async function sync(...args: readonly string[]) {
  await folder.write('opportune.yaml', vendor().config);
  return runCli(['sync', ...args], { cwd: folder.path, env: vendor().env });
}

describe('sync run', () => {
  test('fills a database, with an account that adds up, and says where it is', async () => {
    const { code, out } = await sync('run', 'acme');

    expect(code).toBe(0);
    expect(out).toMatch(/^acme: completed \(full pass\), \d+ requests in /m);
    expect(out).toMatch(/^ {2}(\d+) fetched = /m);
    expect(out).toContain(`in sqlite:${folder.path}/deals.db`);
    const [, fetched = '', parts = ''] = /(\d+) fetched = (.*)/.exec(out) ?? [];
    const sum = [...parts.matchAll(/(?:^|\+ )(\d+) /g)].reduce((total, [, part]) => total + Number(part), 0);
    expect(sum).toBe(Number(fetched));
  });

  test('tells a program the same, and the second run finds nothing new', async () => {
    const first: Record<string, never> = JSON.parse((await sync('run', 'acme', '--json')).out);
    const second: Record<string, never> = JSON.parse((await sync('run', 'acme', '--json')).out);

    expect(first).toMatchObject({
      status: 'completed',
      passes: [{ kind: 'backfill' }],
      name: 'acme',
      connector: 'hubspot',
    });
    expect(second).toMatchObject({
      status: 'completed',
      passes: [{ kind: 'incremental' }],
      counts: { written: 0 },
    });
    expect(unaccounted(Object(first)['counts'])).toBe(0);
  });

  test('writes records to standard output and its report to standard error', async () => {
    const { code, out, err } = await sync('run', 'acme', '--to', 'jsonl:-');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));

    expect(code).toBe(0);
    expect(lines.length).toBeGreaterThan(100);
    expect(err).toMatch(/\d+ fetched = /);
    expect(err).toContain('in jsonl:- (at least once');
    expect(lines.at(-1)).toMatchObject({ type: 'state', delivery: 'at-least-once' });
  });

  test('that is stopped keeps its pages, says how to go on, and goes on there', async () => {
    const { config, env, running } = vendor();
    await folder.write('opportune.yaml', config);
    // The second page never comes, so the run is where it is to be stopped.
    running.control.fault('stall#2@GET /crm/objects');
    const { captured, ended } = startCli(['sync', 'run', 'acme', '--no-color'], {
      cwd: folder.path,
      env,
      columns: 80,
    });
    while (!captured.err().includes('acme  1 page ')) await new Promise((resolve) => setImmediate(resolve));
    captured.stop(new DOMException('Stopped by SIGINT.', 'AbortError'));

    expect(await ended).toBe(4);
    expect(captured.out()).toMatch(/^acme: stopped \(full pass\)/m);
    expect(captured.out()).toMatch(/^ {2}\d+ fetched = 100 written/m);
    expect(captured.out()).toContain('run the same command again to go on from here');

    running.control.clearFaults();
    const { code, out } = await sync('run', 'acme');
    expect(code).toBe(0);
    expect(out).toMatch(/^acme: completed \(full pass, continued\)/m);
    expect(Number(/(\d+) fetched/.exec(out)?.[1])).toBeLessThan(100);
  });

  test.each([
    [['run', 'acme', '--to', 'mysql:x'], 'sqlite:FILE'],
    [['run', 'acme', '--to', 'sqlite:no/such/folder/x.db'], 'no/such/folder'],
    [['run', 'acne'], 'did you mean "acme"?'],
  ])('%j is refused', async (args, hint) => {
    const { code, err } = await sync(...args);

    expect(code).toBe(2);
    expect(err).toContain(hint);
  });
});

describe('sync run with spans of time', () => {
  test.each([
    [['--overlap', '1s'], 'Leave it out, which reads 600 s again, or give more.'],
    [['--overlap', 'much'], 'Write a whole number and s, m, h or d'],
    [['--every', 'often'], 'Write a whole number and s, m, h or d'],
  ])('%j was asked the wrong way', async (args, hint) => {
    const { code, err } = await sync('run', 'acme', ...args);

    expect(code).toBe(2);
    expect(err).toContain(hint);
  });

  test('reads as far back as --overlap says', async () => {
    await sync('run', 'acme');
    const { code, out } = await sync('run', 'acme', '--overlap', '999d', '--json');

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ passes: [{ kind: 'incremental' }] });
    expect(JSON.parse(out).counts.unchanged).toBeGreaterThan(50);
  });
});

describe.each(postgresStores)('sync run into $label', ({ make }) => {
  test('fills variables in wherever the address stands, and never shows its password', async () => {
    const place = await make();
    try {
      const url = new URL(place.url);
      url.password = 'canary';
      const { config, env } = vendor();
      await folder.write('opportune.yaml', config.replace(/ +to: .*\n/, '') + 'to: "${ADDRESS}"\n');
      const where = { cwd: folder.path, env: { ...env, ADDRESS: url.href } };
      const text = await runCli(['sync', 'run', 'acme'], where);
      const json = await runCli(['sync', 'run', 'acme', '--json'], where);

      expect([text.code, json.code]).toEqual([0, 0]);
      expect(text.out).toMatch(/^ {2}in postgres:\/\//m);
      expect(text.out + text.err + json.out + json.err).not.toContain('canary');
    } finally {
      await place.remove();
    }
  });
});

describe('sync run --every', () => {
  test('logs for a program in lines of one form, the next run included', async () => {
    const { config, env } = vendor();
    await folder.write('opportune.yaml', config);
    const { captured, ended } = startCli(['sync', 'run', 'acme', '--every', '1d', '--json'], {
      cwd: folder.path,
      env,
    });
    while (!captured.err().includes('next run')) await new Promise((resolve) => setImmediate(resolve));
    captured.stop(new DOMException('Stopped by SIGINT.', 'AbortError'));
    await ended;
    const lines = captured
      .err()
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));

    const form = { time: expect.any(String), level: 'info', message: expect.any(String), connection: 'acme' };
    expect(lines).toEqual(lines.map(() => expect.objectContaining(form)));
    expect(lines).toContainEqual(
      expect.objectContaining({ message: 'next run planned', at: expect.stringMatching(/Z$/) }),
    );
  });
});

describe('sync verify and sync replay without a name', () => {
  test('work on every connection of the configuration, and one that fails stops none', async () => {
    const { config, env } = vendor();
    const second = config.slice(config.indexOf('  acme:'));
    const failing = second.replace('acme', 'aaron').replace('deals.db', 'nowhere.db');
    await folder.write('opportune.yaml', config.replace('  acme:', `${failing}  acme:`));
    await runCli(['sync', 'run', 'acme'], { cwd: folder.path, env });
    const verified = await runCli(['sync', 'verify', '--json'], { cwd: folder.path, env });
    const replayed = await runCli(['sync', 'replay', '--json'], { cwd: folder.path, env });

    expect(verified.code).not.toBe(0);
    expect(JSON.parse(verified.out)).toMatchObject({ name: 'acme', status: 'complete' });
    expect(verified.err).toContain('destination-not-found');
    expect(JSON.parse(replayed.out)).toMatchObject({ name: 'acme', status: 'completed' });
    expect(replayed.err).toContain('destination-not-found');
  });

  test('add no row for a connection that was never synced', async () => {
    const { config, env } = vendor();
    const second = config.slice(config.indexOf('  acme:'));
    await folder.write(
      'opportune.yaml',
      config.replace('  acme:', `${second.replace('acme', 'beta')}  acme:`),
    );
    await runCli(['sync', 'run', 'acme'], { cwd: folder.path, env });

    const replayed = await runCli(['sync', 'replay', 'beta'], { cwd: folder.path, env });
    const verified = await runCli(['sync', 'verify', 'beta'], { cwd: folder.path, env });
    const status = await runCli(['sync', 'status', '--json'], { cwd: folder.path, env });

    expect(replayed).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing of it has been synced yet'),
    });
    expect(replayed.out).not.toContain('0 stored');
    expect(verified).toMatchObject({ code: 3, err: expect.stringContaining('not-synced-yet') });
    expect(JSON.parse(status.out)).toMatchObject([{ connection: 'acme' }]);
    expect(status.err).toContain('Nothing of \\"beta\\" has been synced yet.');
  });
});

test('what is asked the wrong way is told once: there is no run to be noted', async () => {
  const { config, env } = vendor();
  await folder.write('opportune.yaml', config);
  const at = { cwd: folder.path, env };
  const unknown = await runCli(['sync', 'run', 'nobody'], at);
  const nowhere = await runCli(['sync', 'run', 'acme', '--to', 'deals.db'], at);

  expect(unknown.err).toMatch(/^error\[usage\] opportune\.yaml has no connection "nobody"\./);
  expect(nowhere.err).toMatch(/^error\[bad-destination\] The destination does not begin with its kind\./);
});

describe('a connection that cannot be opened, since its own mapping is checked against the account first', () => {
  const overlay = 'overlay: 1\nextends: hubspot/opportunity\ncustomMappings:\n  tier: properties.dealname\n';
  const run = async (fault: string) => {
    await folder.write('tier.yaml', overlay);
    await folder.write(
      'opportune.yaml',
      vendor().config.replace('    to:', '    overlays: [tier.yaml]\n    to:'),
    );
    const at = { cwd: folder.path, env: vendor().env };
    await runCli(['sync', 'run', 'acme'], at);
    vendor().running.control.fault(fault);
    const refused = await runCli(['sync', 'run', 'acme'], at);
    vendor().running.control.clearFaults();
    const status = await runCli(['sync', 'status', '--json'], at);
    const [{ lastRun }] = JSON.parse(status.out);
    return { refused, status, lastRun };
  };

  test('is a run that failed, for those who watch', async () => {
    const { refused, status, lastRun } = await run('expired-token*always');

    expect(refused.code).toBe(3);
    expect(status.code).toBe(1);
    expect(lastRun).toMatchObject({ status: 'failed', errorCode: 'auth', requests: 1 });
  });

  test('is suspended where the day’s quota is used up', async () => {
    const { refused, lastRun } = await run('daily-limit*always');

    expect(refused.code).toBe(4);
    expect(lastRun).toMatchObject({ status: 'suspended', resumeAt: expect.any(String) });
  });
});

describe('sync status', () => {
  test('shows what the database holds of each connection', async () => {
    await sync('run', 'acme');
    const table = await sync('status');
    const json = await sync('status', 'acme', '--json');

    expect(table.code).toBe(0);
    expect(table.out).toMatch(/^acme +hubspot +\d+/m);
    expect(table.out).toContain('completed');
    expect(JSON.parse(json.out)).toMatchObject([
      { connection: 'acme', connector: 'hubspot', quarantined: 0, lastRun: { status: 'completed' } },
    ]);
  });

  test('says which connection was meant by a name that neither database nor configuration has', async () => {
    await sync('run', 'acme');
    const { code, err } = await sync('status', 'acmee', '--to', 'sqlite:deals.db');

    expect(code).toBe(1);
    expect(err).toBe('Nothing of "acmee" has been synced yet; did you mean "acme"?\n');
  });

  test('shows the connections of every database of the configuration, and those that were never synced', async () => {
    const { config, env } = vendor();
    const second = config.slice(config.indexOf('  acme:')).replace('acme', 'beta');
    const two = config + second.replace('sqlite:deals.db', 'sqlite:${BETA_FILE}');
    await folder.write('opportune.yaml', two + second.replace('beta', 'gamma'));
    const both = { cwd: folder.path, env: { ...env, BETA_FILE: 'beta.db' } };
    await runCli(['sync', 'run', 'acme'], both);
    await runCli(['sync', 'run', 'beta'], both);
    const { code, out, err } = await runCli(['sync', 'status'], { ...both, env: { BETA_FILE: 'beta.db' } });

    expect(code).toBe(0);
    expect(out).toMatch(/^acme .*\nbeta /m);
    expect(err).toContain('Nothing of "gamma" has been synced yet.');
  });

  test('shows the others where one database cannot be read', async () => {
    const { config, env } = vendor();
    const second = config.slice(config.indexOf('  acme:')).replace('acme', 'beta');
    await folder.write('opportune.yaml', config + second.replace('deals.db', 'nowhere.db'));
    await runCli(['sync', 'run', 'acme'], { cwd: folder.path, env });
    const { code, out, err } = await runCli(['sync', 'status'], { cwd: folder.path });

    expect(code).not.toBe(0);
    expect(out).toMatch(/^acme /m);
    expect(err).toContain('destination-not-found');
  });

  test('asks which database where none is named', async () => {
    const { code, err } = await runCli(['sync', 'status'], { cwd: folder.path });

    expect(code).toBe(2);
    expect(err).toContain('Which database?');
  });
});
