import type { PassResult, SyncResult } from '../../sync/sync-types.ts';
import { UsageError } from '../cli-error.ts';
import { connectionOptions } from '../connection-options.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { ReaderGoneError } from '../io.ts';
import { withConnection } from '../open-connection.ts';
import { countsEquation } from '../output/counts-equation.ts';
import { countOf, durationText } from '../output/numbers.ts';
import { syncProgress } from '../sync-progress.ts';

/** `opportune sync run [connection]` */
export const syncRun: CommandSpec = {
  name: 'sync run',
  args: '[connection]',
  summary:
    'bring a database or a file up to date with a connection; stopped at any point, it goes on from there',
  options: [
    { flags: '--to <destination>', description: 'sqlite:FILE, jsonl:FILE, or jsonl:- for standard output' },
    { flags: '--full', description: 'read everything again, not only what changed' },
    ...connectionOptions,
  ],
  examples: [
    {
      command: 'opportune sync run acme --to sqlite:deals.db',
      shows: 'everything the first time, changes after that',
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
  const { args, options, io, terminal } = invocation;
  return withConnection(
    invocation,
    async (crm, { name, to }) => {
      if (to === undefined) {
        throw new UsageError('Where to?', {
          hint: 'Give --to sqlite:deals.db, or set `to` in the configuration.',
        });
      }
      const { openOutput, writesToStandardOutput } = await import('../open-output.ts');
      const destination = await openOutput(to, io);
      const { runSync } = await import('../../sync/index.ts');
      try {
        const result = await runSync({
          connection: crm.connection,
          destination,
          name,
          full: options.flag('full'),
          signal: io.signal,
          now: io.now,
          onEvent: syncProgress(name, io, terminal),
        });
        report(result, to, writesToStandardOutput(to), invocation);
        return exitCodeFor(result);
      } catch (error) {
        // Quiet, since whoever read the records has gone on purpose; but not fine, since not all of them were read.
        if (io.signal.reason instanceof ReaderGoneError) return exitCode.failed;
        throw error;
      } finally {
        await destination.close();
      }
    },
    args[0],
  );
}

function exitCodeFor({ status, counts }: SyncResult): ExitCode {
  if (status !== 'completed') return exitCode.failed;
  return counts.quarantined > 0 ? exitCode.findings : exitCode.fine;
}

function report(result: SyncResult, to: string, toStandardOutput: boolean, { terminal }: Invocation): void {
  if (terminal.flags.json) {
    const outcome = { ...result, to };
    if (toStandardOutput) terminal.toStandardError(JSON.stringify(outcome));
    else terminal.json(outcome);
    return;
  }
  const say = (text: string): void => (toStandardOutput ? terminal.talk(text) : terminal.result(text));
  for (const line of summaryLines(result, to)) say(line);
  for (const { what, missingScopes } of result.missingPermissions) {
    terminal.warn(
      `these credentials may not read ${what}${missingScopes.length === 0 ? '' : ` (${missingScopes.join(', ')})`}`,
    );
  }
  if (result.mappingChanged) {
    terminal.warn(
      'the mapping has changed: rows that did not change keep the old one until `sync run --full`',
    );
  }
}

function summaryLines(result: SyncResult, to: string): string[] {
  const { name, status, counts, requests, durationMs, watermark, resumeAt } = result;
  return [
    `${name}: ${status} (${passesText(result)}), ${countOf(requests, 'request')} in ${durationText(durationMs)}`,
    `  ${countsEquation(counts)}`,
    `  in ${to}`,
    ...(status === 'completed' && watermark !== undefined ? [`  complete up to ${watermark}`] : []),
    ...(status === 'stopped' ? ['  stopped at a page; run the same command again to go on from here'] : []),
    ...(status === 'suspended'
      ? [
          `  the vendor asks for a pause${resumeAt === undefined ? '' : ` until ${resumeAt}`}; run the same command again then`,
        ]
      : []),
    ...(counts.quarantined > 0 ? ['  quarantined records are kept in the destination, with the reason'] : []),
  ];
}

const passNames = {
  backfill: 'full pass',
  incremental: 'changes',
  sweep: 'sweep',
} as const satisfies Record<PassResult['kind'], string>;

/** What was read, in the order in which it was: `changes, sweep continued, 500 requests`. */
function passesText({ passes }: SyncResult): string {
  return passes
    .map(({ kind, resumed, requests }) => {
      const cost = kind === 'sweep' ? `, ${countOf(requests, 'request')}` : '';
      return `${passNames[kind]}${resumed ? ', continued' : ''}${cost}`;
    })
    .join('; ');
}
