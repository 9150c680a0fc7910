import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningSandbox } from '../../sandbox-kit/sandbox.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { countText } from '../output/numbers.ts';
import { startSandboxes } from '../start-sandboxes.ts';
import { untilStopped } from '../until-stopped.ts';

const defaultDeals = 120;
const fileName = 'opportune-demo.sqlite';

/** `opportune demo` */
export const demo: CommandSpec = {
  name: 'demo',
  summary:
    'see the whole way in under a minute: emulated vendors, one database, one kind of record; no account needed',
  options: [
    { flags: '--deals <n>', description: `deals per vendor, 10 to 100,000 (default: ${defaultDeals})` },
    { flags: '--seed <n>', description: 'another seed gives another company (default: 1)' },
    { flags: '--keep', description: 'leave the emulated vendors running until Ctrl+C' },
  ],
  examples: [
    { command: 'opportune demo', shows: `everything, into ./${fileName}` },
    {
      command: 'opportune demo --deals 5000 --keep',
      shows: 'more deals, and vendors that stay for your own commands',
    },
    { command: 'opportune demo --json', shows: 'the outcome for a program' },
  ],
  run: demonstrate,
};

async function demonstrate(invocation: Invocation): Promise<ExitCode> {
  const { options, io, terminal, bundle } = invocation;
  const deals = options.count('deals', { min: 10, max: 100_000 }) ?? defaultDeals;
  const seed = options.count('seed', { min: 0, max: 4_294_967_295 }) ?? 1;
  const definitions = await bundle.sandboxes();
  const names = definitions.map(({ connector }) => connector).join(', ');
  terminal.talk(`Starting emulated vendors with ${countText(deals)} deals each: ${names}`);
  const running = await startSandboxes(definitions, { deals, seed });
  try {
    const { demoJson, reportDemo } = await import('../demo/demo-report.ts');
    const outcome = await syncAll(running, invocation);
    if (terminal.flags.json) terminal.json(demoJson(outcome));
    else reportDemo(outcome, invocation);
    if (options.flag('keep')) {
      for (const { connector, baseUrl } of running) terminal.talk(`${connector} stays at ${baseUrl}`);
      terminal.note('Ctrl+C stops.');
      await untilStopped(io.signal);
    }
  } finally {
    await Promise.all(running.map((one) => one.close()));
  }
  return exitCode.fine;
}

async function syncAll(running: readonly RunningSandbox[], invocation: Invocation) {
  const file = join(invocation.io.cwd, fileName);
  // Every demo starts anew: its vendors did not exist before. `-wal` and `-shm` are SQLite's companions of the file.
  for (const suffix of ['', '-wal', '-shm']) await rm(file + suffix, { force: true });
  const { runDemo } = await import('../demo/run-demo.ts');
  const { openStore } = await import('../../store/index.ts');
  const store = await openStore(`sqlite:${file}`);
  try {
    return await runDemo(running, store, file, invocation);
  } finally {
    await store.close();
  }
}
