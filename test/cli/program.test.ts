import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { allCommands, commandNames } from '../../src/cli/commands/index.ts';
import { main } from '../../src/cli/main.ts';
import { capturedIo, type CapturedIoOptions } from './support/captured-io.ts';

async function run(argv: readonly string[], options: CapturedIoOptions = {}) {
  const captured = capturedIo(options);
  const code = await main(argv, captured.io);
  return { code, out: captured.out(), err: captured.err() };
}

const commands = await allCommands();
const names = commands.map(({ name }) => name);

test('commands are listed by the names they have', () => {
  expect(names).toEqual(commandNames);
});

describe('help', () => {
  test.each(names)('%s explains itself with examples, on standard output', async (name) => {
    const { code, out, err } = await run([...name.split(' '), '--help']);

    expect(code).toBe(0);
    expect(out).toContain(`Usage: opportune ${name}`);
    expect(out).toMatch(/Examples:\n(?: {2}# .+\n {2}.*opportune .+\n)+/);
    expect(out).toContain('--json');
    expect(err).toBe('');
  });

  test.each(names)('the examples of %s are command lines that it takes', async (name) => {
    const spec = commands.find((command) => command.name === name);
    const known = new Set([
      '--json',
      '--no-color',
      '--debug',
      ...(spec?.options ?? []).map(({ flags }) => flags.split(' ')[0]),
    ]);

    for (const { command } of spec?.examples ?? []) {
      expect(command).toContain(`opportune ${name}`);
      const flags = [...command.matchAll(/(?<=\s)--[a-z-]+/g)].map(([flag]) => flag);
      expect(flags.filter((flag) => !known.has(flag))).toEqual([]);
    }
  });

  const groups = [
    ...new Set(names.filter((name) => name.includes(' ')).map((name) => name.split(' ')[0] ?? '')),
  ];

  test.each(groups)('%s, which groups commands, has examples that they take', async (noun) => {
    const { code, out } = await run([noun, '--help']);
    const lines = out.match(/^ {2}opportune .*/gm) ?? [];

    expect(code).toBe(0);
    expect(out).toMatch(/Examples:\n(?: {2}# .+\n {2}opportune .+\n)+/);
    for (const line of lines) {
      const spec = commands.find(
        ({ name }) => line.startsWith(`  opportune ${name} `) || line === `  opportune ${name}`,
      );
      const flags = [...line.matchAll(/(?<=\s)--[a-z-]+/g)].map(([flag]) => flag);
      const known = spec?.options.map(({ flags: spelt }) => spelt.split(' ')[0]);
      expect(spec?.name).toMatch(new RegExp(`^${noun} `));
      expect(flags.filter((flag) => known?.includes(flag) !== true)).toEqual([]);
    }
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  test('without a command lists all of them and does not count as success', async () => {
    const { code, out, err } = await run([]);

    expect(code).toBe(2);
    expect(out).toBe('');
    for (const noun of new Set(names.map((name) => name.split(' ')[0]))) expect(err).toContain(`  ${noun}`);
  });

  test('starts with the command that needs no account', async () => {
    const { out } = await run(['--help']);

    expect(out.indexOf('opportune demo')).toBeGreaterThan(0);
    expect(out).toMatch(/Commands:\n {2}demo/);
  });

  test.each([60, 80, 140])(
    'keeps within a terminal of %i cells where words can be wrapped',
    async (columns) => {
      const { out } = await run(['mapping', '--help'], { columns });

      const longest = Math.max(
        ...stripVTControlCharacters(out)
          .split('\n')
          .map((line) => line.length),
      );
      expect(longest).toBeLessThanOrEqual(columns);
    },
  );

  test('has colours on a terminal only', async () => {
    expect((await run(['--help'], { columns: 80 })).out).toContain('\x1b[');
    expect((await run(['--help', '--no-color'], { columns: 80 })).out).not.toContain('\x1b[');
    expect((await run(['--help'], { columns: 80, env: { NO_COLOR: '1' } })).out).not.toContain('\x1b[');
    expect((await run(['--help'])).out).not.toContain('\x1b[');
  });
});

describe('a command line that is wrong', () => {
  test.each([
    [['mapping', 'chek'], "unknown command 'chek'", 'Did you mean "check"?'],
    [['maping', 'check'], "unknown command 'maping'", 'Did you mean "mapping"?'],
    [['sync', 'run', '--ful'], "unknown option '--ful'", 'Did you mean "--full"?'],
    [['opportunity', 'get'], "missing required argument 'id'", 'Add --help'],
    [['connector', 'list', 'extra'], 'too many arguments', 'Add --help'],
    [['opportunity', 'list', '--limit', 'many'], '--limit takes a whole number', ''],
    [['opportunity', 'list', '--fields', 'id,titel'], 'no field "titel"', 'did you mean "title"?'],
    [
      ['opportunity', 'list', '--updated-since', 'yesterday'],
      '--updated-since takes a day or an instant',
      '2026-11-01',
    ],
    [
      ['opportunity', 'list', '--connector', 'hubsport'],
      'There is no connector "hubsport"',
      'did you mean "hubspot"?',
    ],
    [
      ['opportunity', 'list', '--connector', 'hubspot', '--credential', 's3cret'],
      'name=value',
      'accessToken=…',
    ],
    [['opportunity', 'list'], 'Which connection?', 'opportune.yaml'],
    [['connector', 'show', 'coper'], 'There is no connector "coper"', 'did you mean "copper"?'],
  ])('%j is refused with what was probably meant', async (argv, message, hint) => {
    const { code, out, err } = await run(argv);

    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
    expect(err).toContain(hint);
    expect(err).not.toContain('s3cret');
  });

  test('is an object on standard error with --json', async () => {
    const { code, out, err } = await run(['mapping', 'chek', '--json']);

    expect(code).toBe(2);
    expect(out).toBe('');
    expect(JSON.parse(err)).toEqual({
      error: { code: 'usage', message: "unknown command 'chek'", hint: 'Did you mean "check"?', context: {} },
    });
  });
});

test('the version is that of the package', async () => {
  const { code, out } = await run(['--version']);

  expect(code).toBe(0);
  expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
});
