import { resolve } from 'node:path';
import type { ConnectionStatus } from '../../store/index.ts';
import { UsageError } from '../cli-error.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { countText } from '../output/numbers.ts';

/** `opportune sync status` */
export const syncStatus: CommandSpec = {
  name: 'sync status',
  args: '[connection]',
  summary: 'show what a database holds of each connection, and how its last run ended',
  options: [
    {
      flags: '--to <destination>',
      description: 'the database: sqlite:FILE (default: `to` of the configuration)',
    },
    { flags: '--config <file>', description: 'configuration to use (default: opportune.yaml)' },
  ],
  examples: [
    { command: 'opportune sync status --to sqlite:deals.db', shows: 'every connection in the database' },
    { command: 'opportune sync status acme --json', shows: 'one connection, for a program' },
  ],
  run: showStatus,
};

async function showStatus(invocation: Invocation): Promise<ExitCode> {
  const { args, terminal } = invocation;
  const { openStore } = await import('../../store/index.ts');
  // Asking about a database must not make one.
  const store = await openStore(await storeUrl(invocation), { mustExist: true });
  try {
    const statuses = await store.status(args[0]);
    if (terminal.flags.json) terminal.json(statuses);
    else if (statuses.length === 0) terminal.talk('Nothing has been synced into it yet.');
    else terminal.table(statusTable(statuses));
    return statuses.some(needsAttention) ? exitCode.findings : exitCode.fine;
  } finally {
    await store.close();
  }
}

async function storeUrl({ args, options, io }: Invocation): Promise<string> {
  const flag = options.text('to');
  if (flag !== undefined) return absolute(flag, io.cwd);
  const { loadConfig } = await import('../config/load-config.ts');
  const { config, file } = await loadConfig(io.cwd, options.text('config'));
  const connections = config.connections ?? {};
  const [name] = args;
  const own = name !== undefined && Object.hasOwn(connections, name) ? connections[name]?.to : undefined;
  const configured = [...new Set(Object.values(connections).map(({ to }) => to ?? config.to))];
  const to = own ?? config.to ?? (configured.length === 1 ? configured[0] : undefined);
  if (to === undefined) throw new UsageError('Which database?', { hint: 'Give --to sqlite:deals.db.' });
  return absolute(to, resolve(io.cwd, file, '..'));
}

function absolute(to: string, folder: string): string {
  return to.replace(/^(sqlite:)(.+)$/i, (_, scheme: string, file: string) => scheme + resolve(folder, file));
}

function needsAttention({ quarantined, lastRun }: ConnectionStatus): boolean {
  return quarantined > 0 || lastRun?.status === 'failed';
}

function statusTable(statuses: readonly ConnectionStatus[]) {
  return {
    columns: [
      { title: 'CONNECTION', yields: 0 },
      { title: 'CONNECTOR', yields: 3 },
      { title: 'ROWS', align: 'right', minWidth: 20 },
      { title: 'OF THEM DELETED', align: 'right', minWidth: 20, yields: 2 },
      { title: 'QUARANTINED', align: 'right', minWidth: 20 },
      { title: 'COMPLETE UP TO', minWidth: 24 },
      { title: 'LAST RUN', minWidth: 24 },
      { title: 'ENDED', minWidth: 24, yields: 4 },
    ] as const,
    rows: statuses.map((one) => [
      one.connection,
      one.connector,
      countText(one.rows),
      countText(one.deletedRows),
      countText(one.quarantined),
      one.checkpoint.watermark ?? 'not yet',
      one.lastRun?.status ?? '–',
      one.lastRun?.endedAt ?? '–',
    ]),
  };
}
