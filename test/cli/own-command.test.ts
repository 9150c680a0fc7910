import { expect, test } from 'vitest';
import { asCalled, ownCommand } from '../../src/cli/own-command.ts';
import { runCli, startCli } from './support/run-cli.ts';

const clone = '/home/me/opportune';
const sources = ['node', `${clone}/src/cli/bin.ts`, 'sandbox'];
const installed = ['node', '/usr/local/bin/opportune', 'sandbox'];
const script = { npm_command: 'run', npm_package_name: 'opportune' };

test.each([
  ['the installed package', { argv: installed, env: {}, cwd: '/tmp' }, 'opportune'],
  [
    'the script of a clone',
    { argv: sources, env: { ...script, npm_lifecycle_event: 'opportune' }, cwd: clone },
    'npm run -s opportune --',
  ],
  [
    'npm run demo',
    { argv: sources, env: { ...script, npm_lifecycle_event: 'demo' }, cwd: clone },
    'npm run -s opportune --',
  ],
  ['node in a clone', { argv: sources, env: {}, cwd: clone }, 'node src/cli/bin.ts'],
  [
    'npx',
    { argv: installed, env: { npm_command: 'exec', npm_lifecycle_event: 'npx' }, cwd: '/tmp' },
    'npx opportune',
  ],
  [
    'a script of another project',
    {
      argv: installed,
      env: { npm_command: 'run', npm_lifecycle_event: 'sync', npm_package_name: 'crm' },
      cwd: '/tmp',
    },
    'npx opportune',
  ],
])('what was started by %s is started again in the same way', (_, started, command) => {
  expect(ownCommand(started)).toBe(command);
});

test('only commands are written anew', () => {
  const text =
    'Run `opportune sync run`, or "opportune demo", cat x | opportune mapping preview; opportune is fine.';

  expect(asCalled(text, 'npx opportune')).toBe(
    'Run `npx opportune sync run`, or "npx opportune demo", cat x | npx opportune mapping preview; opportune is fine.',
  );
});

test.each([
  { argv: ['--help'], shows: '"npm run -s opportune -- demo"' },
  { argv: ['sync', '--help'], shows: '  npm run -s opportune -- sync verify acme' },
  { argv: ['sandbox', '--help'], shows: '  npm run -s opportune -- sandbox hubspot --port 8181' },
  {
    argv: ['opportunity', 'update', '--connection', 'a'],
    shows: 'npm run -s opportune -- opportunity update 4711',
  },
])('$argv suggests what works in a clone', async ({ argv, shows }) => {
  const { out, err } = await runCli([...argv, '--no-color'], { command: 'npm run -s opportune --' });

  expect(out + err).toContain(shows);
  const suggestions = out.split('\n').filter((line) => !line.startsWith('Usage:'));
  expect(suggestions.join('\n') + err).not.toMatch(/[`" ]opportune (sync|sandbox|demo|opportunity)\b/);
});

test('an emulated vendor is to be tried by a command that works in a clone', async () => {
  const command = 'npm run -s opportune --';
  const { captured, ended } = startCli(['sandbox', 'copper', '--deals', '1', '--no-color'], { command });
  while (!captured.err().includes('Ready')) await new Promise((resolve) => setImmediate(resolve));
  captured.stop();
  await ended;

  expect(captured.out()).toMatch(/try +npm run -s opportune -- opportunity list --connector copper/);
});
