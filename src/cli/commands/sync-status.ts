import type { ConnectionStatus } from '../../store/index.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { exitCodeOf } from '../exit-code-of.ts';
import { reportError } from '../output/error-block.ts';
import { countText, durationText, percentText } from '../output/numbers.ts';
import { suggestion } from '../suggestion.ts';
import type { StatusDatabase } from '../sync/status-databases.ts';

/** `opportune sync status` */
export const syncStatus: CommandSpec = {
  name: 'sync status',
  args: '[connection]',
  summary: 'show what a database holds of each connection, and how its last run ended',
  options: [
    {
      flags: '--to <destination>',
      description: 'the database: sqlite:FILE or postgres://… (default: every `to` of the configuration)',
    },
    { flags: '--config <file>', description: 'configuration to use (default: opportune.yaml)' },
  ],
  examples: [
    { command: 'opportune sync status', shows: 'every connection of the configuration' },
    { command: 'opportune sync status --to sqlite:deals.db', shows: 'every connection in a database' },
    { command: 'opportune sync status acme --json', shows: 'one connection, for a program' },
  ],
  run: showStatus,
};

async function showStatus(invocation: Invocation): Promise<ExitCode> {
  const { args, io, terminal } = invocation;
  const { statusDatabases } = await import('../sync/status-databases.ts');
  const databases = await statusDatabases(invocation);
  const statuses: ConnectionStatus[] = [];
  let code: ExitCode = exitCode.fine;
  for (const { to, expected } of databases) {
    try {
      statuses.push(...(await statusesIn(to, args[0])));
    } catch (error) {
      if (databases.length === 1) throw error;
      // One database that cannot be reached must not hide the others.
      reportError(error, terminal, expected.join(', '));
      code = exitCodeOf(error);
    }
  }
  if (terminal.flags.json) terminal.json(statuses.map((one) => ({ ...one, lagMs: lagMs(one, io.now()) })));
  else if (statuses.length > 0) terminal.table(statusTable(statuses, io.now()));
  const isSynced = (name: string): boolean => statuses.some(({ connection }) => connection === name);
  const missing = (args[0] === undefined ? databases.flatMap(({ expected }) => expected) : [args[0]]).filter(
    (name) => !isSynced(name),
  );
  const isConfigured = databases.some(({ expected }) => expected.length > 0);
  const known = args[0] === undefined || isConfigured || missing.length === 0 ? [] : await namesIn(databases);
  for (const name of missing) {
    const meant = known.length === 0 ? '.' : `; ${suggestion(name, known)}`;
    terminal.talk(`Nothing of ${JSON.stringify(name)} has been synced yet${meant}`);
  }
  if (statuses.length === 0 && missing.length === 0) terminal.talk('Nothing has been synced into it yet.');
  if (code !== exitCode.fine) return code;
  const isUnknown = args[0] !== undefined && statuses.length === 0;
  return isUnknown || statuses.some(needsAttention) ? exitCode.findings : exitCode.fine;
}

async function statusesIn(to: string, name: string | undefined): Promise<readonly ConnectionStatus[]> {
  const { openStore } = await import('../../store/index.ts');
  // Asking about a database must not make one.
  const store = await openStore(to, { mustExist: true });
  return store.status(name).finally(() => store.close());
}

/** Which connections databases hold, those that cannot be reached aside: they have been told of. */
async function namesIn(databases: readonly StatusDatabase[]): Promise<readonly string[]> {
  const told = await Promise.allSettled(databases.map(({ to }) => statusesIn(to, undefined)));
  return told.flatMap((one) =>
    one.status === 'fulfilled' ? one.value.map(({ connection }) => connection) : [],
  );
}

function needsAttention({ quarantined, lastRun }: ConnectionStatus): boolean {
  return quarantined > 0 || lastRun?.status === 'failed' || lastRun?.status === 'interrupted';
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
