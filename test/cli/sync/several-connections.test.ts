import { describe, expect, test } from 'vitest';
import { untilStopped } from '../../../src/cli/until-stopped.ts';
import { dealCount, emulatedVendor } from '../support/emulated-vendor.ts';
import { runCli, startCli } from '../support/run-cli.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const vendor = emulatedVendor();
const folder = scratchFolder();

/** Connections to the same emulated account: `good` twice, and one whose token the vendor refuses. */
async function world(schedules: Readonly<Record<string, string>> = {}, refusedToken = 'nobody') {
  const { running, env } = vendor();
  const connection = (name: string, token: string): string[] => [
    `  ${name}:`,
    `    connector: ${running.connector}`,
    `    baseUrl: ${running.baseUrl}`,
    `    credentials: { accessToken: "${token}" }`,
    ...(schedules[name] === undefined ? [] : [`    sync: { schedule: ${schedules[name]} }`]),
  ];
  await folder.write(
    'opportune.yaml',
    [
      'to: sqlite:deals.db',
      'connections:',
      ...connection('first', '${ACME_TOKEN}'),
      ...connection('refused', refusedToken),
      ...connection('second', '${ACME_TOKEN}'),
      '',
    ].join('\n'),
  );
  return { cwd: folder.path, env };
}

interface Row {
  readonly connection: string;
  readonly rows: number;
  readonly nextRunAt?: string;
  readonly lastRun: { readonly status: string; readonly startedAt: string };
}

async function status(): Promise<Readonly<Record<string, Row>>> {
  const { out } = await runCli(['sync', 'status', '--json'], { cwd: folder.path, env: vendor().env });
  const rows: readonly Row[] = JSON.parse(out);
  return Object.fromEntries(rows.map((row) => [row.connection, row]));
}

/** Runs until standard error has said so much, then asks to stop while all schedules wait. */
async function until(said: (err: string) => boolean, args: readonly string[], schedules = {}) {
  const io = await world(schedules);
  const { captured, ended } = startCli(['sync', 'run', ...args, '--no-color'], {
    ...io,
    // The clock stands still, so that a schedule that waits can be seen to.
    sleeping: (signal) => (signal === undefined ? Promise.resolve() : untilStopped(signal)),
  });
  while (!said(captured.err())) await new Promise((resolve) => setImmediate(resolve));
  const planned = await status();
  captured.stop(new DOMException('Stopped by SIGTERM.', 'AbortError'));
  return { code: await ended, err: captured.err(), out: captured.out(), planned };
}

function errorsIn(err: string): unknown[] {
  return err
    .split('\n')
    .filter((line) => line.startsWith('{"error"'))
    .map((line): unknown => Object(JSON.parse(line)).error);
}

describe('several connections of one configuration', () => {
  test('go on where one fails, which is told and is the exit code', async () => {
    const { code, out, err } = await runCli(['sync', 'run'], await world());

    expect(code).toBe(3);
    expect(out).toMatch(/^first: completed \(full pass\)/m);
    expect(out).toMatch(/^second: completed \(full pass\)/m);
    expect(out).not.toContain('refused:');
    expect(err).toContain('401');
    expect(await status()).toMatchObject({ first: { rows: dealCount }, second: { rows: dealCount } });
  });

  test('say of an error which of them it is about, to people and to programs', async () => {
    const people = await runCli(['sync', 'run', '--no-color'], await world());
    const program = await runCli(['sync', 'run', '--json'], await world());

    expect(people.err).toMatch(/^error\[auth\] refused: HubSpot answered 401/m);
    expect(errorsIn(program.err)).toMatchObject([{ code: 'auth', connection: 'refused' }]);
  });

  test.each(['sync run', 'sync verify', 'sync replay', 'connection check'])(
    '%s names the one that is configured wrong, and goes on with the others',
    async (command) => {
      await runCli(['sync', 'run', 'first', 'second'], await world());
      const io = await world({}, '${NOT_SET}');
      const people = await runCli([...command.split(' '), '--no-color'], io);
      const program = await runCli([...command.split(' '), '--json'], io);

      expect(people.code).toBe(2);
      expect(people.err).toMatch(/^error\[config-variable\] refused: the environment variable NOT_SET/m);
      expect(people.out).toMatch(/^(?:ok +)?first\b/m);
      expect(people.out).toMatch(/^(?:ok +)?second\b/m);
      expect(errorsIn(program.err)).toMatchObject([{ code: 'config-variable', connection: 'refused' }]);
    },
  );

  test('warn with the name of the one that is meant', async () => {
    const { running } = vendor();
    running.control.fault('status=403*always@account-info');
    try {
      const { err } = await runCli(['sync', 'run', '--no-color'], await world());

      expect(err).toMatch(/^warning: first: The time zone of the account is not known/m);
      expect(err).toMatch(/^warning: second: The time zone/m);
    } finally {
      running.control.clearFaults();
    }
  });

  test('are told one line each to a program, the failure on standard error', async () => {
    const { code, out, err } = await runCli(['sync', 'run', '--json'], await world());
    const results = out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));

    expect(code).toBe(3);
    expect(results).toHaveLength(2);
    expect(results).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'first', status: 'completed' }),
        expect.objectContaining({ name: 'second', status: 'completed' }),
      ]),
    );
    expect(err).toMatch(/^\{"error":\{/m);
  });

  test('are fine where those that are asked for are', async () => {
    const { code } = await runCli(['sync', 'run', 'first', 'second', 'first'], await world());

    expect(code).toBe(0);
    expect(Object.keys(await status())).toEqual(['first', 'second']);
  });
});

describe('connections on schedules', () => {
  test('wait for the next time of a cron expression in its time zone, and end as fine', async () => {
    // 12:00 UTC is 21:00 in Tokyo, where the next six o'clock is nine hours away.
    const args = ['first', '--cron', '0 6 * * *', '--timezone', 'Asia/Tokyo'];
    const { code, err, planned } = await until((text) => text.includes('next run at'), args);

    expect(code).toBe(0);
    expect(err).toContain('first: next run at 2026-11-23T21:00:00.000Z');
    expect(planned).toMatchObject({ first: { rows: dealCount, nextRunAt: '2026-11-23T21:00:00.000Z' } });
    expect((await status())['first']?.nextRunAt).toBeUndefined();
  });

  test('keep each its own schedule of the configuration, also one that fails', async () => {
    const schedules = {
      first: '{ every: 2h }',
      refused: '{ every: 5m }',
      second: '{ cron: "30 12 * * *", timezone: Europe/Berlin }',
    };
    const { code, err } = await until(
      (text) => (text.match(/next run at/g) ?? []).length === 3,
      ['--scheduled'],
      schedules,
    );

    expect(code).toBe(0);
    expect(err).toContain('401');
    expect(err).toContain('first: next run at 2026-11-23T14:00:00.000Z');
    expect(err).toContain('refused: next run at 2026-11-23T12:05:00.000Z');
    expect(err).toContain('second: next run at 2026-11-24T11:30:00.000Z');
  });

  test('end as resumable where a run was under way', async () => {
    const { running } = vendor();
    running.control.fault('stall#2@GET /crm/objects');
    const io = await world();
    const { captured, ended } = startCli(['sync', 'run', 'first', '--every', '5m', '--json'], io);
    while (!captured.err().includes('"page committed"'))
      await new Promise((resolve) => setImmediate(resolve));
    captured.stop(new DOMException('Stopped by SIGTERM.', 'AbortError'));
    const code = await ended;
    running.control.clearFaults();

    expect(code).toBe(4);
    expect(JSON.parse(captured.out())).toMatchObject({ status: 'stopped' });
  });

  test('are asked for where the configuration has none', async () => {
    const { code, err } = await runCli(
      ['sync', 'run', '--scheduled'],
      await world({ first: '{ every: 2h }' }),
    );

    expect(code).toBe(2);
    expect(err).toContain('no schedule for refused');
  });
});
