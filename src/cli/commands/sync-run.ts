import type { Schedule } from '../../sync/schedule.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { connectionOptions } from '../connection/connection-options.ts';
import type { ExitCode } from '../exit-code.ts';
import { syncOptions } from '../sync/sync-settings.ts';

/** `opportune sync run [connections...]` */
export const syncRun: CommandSpec = {
  name: 'sync run',
  args: '[connections...]',
  summary:
    'bring a database or a file up to date with connections; stopped at any point, it goes on from there',
  options: [
    {
      flags: '--to <destination>',
      description:
        'sqlite:FILE, postgres://…, jsonl:FILE, or jsonl:- for standard output (jsonl: each record at least once, after a crash again)',
    },
    ...syncOptions,
    ...connectionOptions,
  ],
  examples: [
    {
      command: 'opportune sync run acme --to sqlite:deals.db',
      shows: 'everything the first time, changes after that',
    },
    { command: 'opportune sync run', shows: 'every connection of the configuration, side by side' },
    { command: 'opportune sync run --every 5m', shows: 'the same again and again, until Ctrl+C' },
    {
      command: 'opportune sync run acme --cron "0 6 * * 1-5" --timezone Europe/Berlin',
      shows: 'on the mornings of working days',
    },
    { command: 'opportune sync run acme --to jsonl:- | head', shows: 'the stream of records' },
    {
      command: 'opportune sync run --connector pipedrive --to sqlite:deals.db --json',
      shows: 'without a configuration, the outcome for a program',
    },
  ],
  run: runSyncCommand,
};

async function runSyncCommand(invocation: Invocation): Promise<ExitCode> {
  const { syncOnce, syncOnSchedules } = await import('../sync/sync-connections.ts');
  const { connectionNames } = await import('../sync/each-connection.ts');
  const names = await connectionNames(invocation);
  const schedules = await schedulesOf(invocation, names);
  return schedules.size === 0 ? syncOnce(invocation, names) : syncOnSchedules(invocation, schedules);
}

async function schedulesOf(
  { options, io }: Invocation,
  names: readonly (string | undefined)[],
): Promise<ReadonlyMap<string | undefined, Schedule>> {
  const { scheduleOf } = await import('../sync/sync-settings.ts');
  const { loadConfig } = await import('../config/load-config.ts');
  const { config } = await loadConfig(io.cwd, options.text('config'));
  const schedules = new Map<string | undefined, Schedule>();
  for (const name of names) {
    const own = name === undefined ? undefined : config.connections?.[name]?.sync;
    const schedule = await scheduleOf(options, name ?? 'the connection', { ...config.sync, ...own });
    if (schedule !== undefined) schedules.set(name, schedule);
  }
  return schedules;
}
