import { resolve } from 'node:path';
import type { ConnectionStatus } from '../../store/index.ts';
import { UsageError } from '../cli-error.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { countText, durationText, percentText } from '../output/numbers.ts';

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
  const { args, io, terminal } = invocation;
  const { openStore } = await import('../../store/index.ts');
  // Asking about a database must not make one.
  const store = await openStore(await storeUrl(invocation), { mustExist: true });
  try {
    const statuses = await store.status(args[0]);
    if (terminal.flags.json) terminal.json(statuses.map((one) => ({ ...one, lagMs: lagMs(one, io.now()) })));
    else if (statuses.length === 0) terminal.talk(`${nothingOf(args[0])} has been synced into it yet.`);
    else terminal.table(statusTable(statuses, io.now()));
    const isUnknown = args[0] !== undefined && statuses.length === 0;
    return isUnknown || statuses.some(needsAttention) ? exitCode.findings : exitCode.fine;
  } finally {
    await store.close();
  }
}

function nothingOf(name: string | undefined): string {
  return name === undefined ? 'Nothing' : `Nothing of ${JSON.stringify(name)}`;
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

/** How far the database is behind: since the last successful run began; undefined before the first one. */
function lagMs({ lastSuccess }: ConnectionStatus, nowMs: number): number | undefined {
  return lastSuccess === undefined ? undefined : Math.max(0, nowMs - Date.parse(lastSuccess.startedAt));
}

function statusTable(statuses: readonly ConnectionStatus[], nowMs: number) {
  return {
    columns: [
      { title: 'CONNECTION', yields: 0 },
      { title: 'CONNECTOR', yields: 6 },
      { title: 'ROWS', align: 'right', minWidth: 20 },
      { title: 'OF THEM DELETED', align: 'right', minWidth: 15, yields: 4 },
      { title: 'QUARANTINED', align: 'right', minWidth: 20 },
      { title: 'WATERMARK', minWidth: 24, yields: 3 },
      { title: 'LAST RUN', minWidth: 24 },
      { title: 'BEHIND', align: 'right', minWidth: 10 },
      { title: 'REQUESTS', align: 'right', minWidth: 10, yields: 5 },
      { title: 'OF LIMIT', align: 'right', minWidth: 8, yields: 7 },
      { title: 'NEXT RUN', minWidth: 24, yields: 2 },
    ] as const,
    rows: statuses.map((one) => {
      const lag = lagMs(one, nowMs);
      const { lastRun } = one;
      return [
        one.connection,
        one.connector,
        countText(one.rows),
        countText(one.deletedRows),
        countText(one.quarantined),
        one.checkpoint.watermark ?? 'not yet',
        lastRunText(one),
        lag === undefined ? '–' : durationText(lag),
        lastRun === undefined ? '–' : countText(lastRun.requests),
        lastRun?.peakShare === undefined ? '–' : percentText(lastRun.peakShare),
        one.nextRunAt ?? '–',
      ];
    }),
  };
}

function lastRunText({ lastRun }: ConnectionStatus): string {
  if (lastRun === undefined) return '–';
  const what = lastRun.task === 'sync' ? lastRun.status : `${lastRun.task} ${lastRun.status}`;
  return lastRun.errorCode === undefined ? what : `${what}: ${lastRun.errorCode}`;
}
