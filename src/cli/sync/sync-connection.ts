import type { Instant } from '../../model/native-record.ts';
import type { SyncResult } from '../../sync/sync-types.ts';
import { UsageError } from '../cli-error.ts';
import type { Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { ReaderGoneError } from '../io.ts';
import { withConnection } from '../connection/open-connection.ts';
import { reportError } from '../output/error-block.ts';
import { syncLog } from './sync-log.ts';
import { syncProgress } from './sync-progress.ts';
import { exitCodeFor, reportSync } from './sync-report.ts';
import { syncSettings } from './sync-settings.ts';

export interface OneRun {
  readonly code: ExitCode;
  /** Undefined where the reader of the records has gone, or the connection could not be opened. */
  readonly result: SyncResult | undefined;
  /** When it may go on, where the vendor asked for a long pause. */
  readonly resumeAt: Instant | undefined;
}

export interface OneRunOptions {
  /** Name of the connection; undefined where flags say everything. */
  readonly name: string | undefined;
  /** True where other connections, or other runs, share the terminal. */
  readonly isOneOfMany: boolean;
  /** When the next run is due, in milliseconds: a sweep makes room for it. */
  readonly nextDueMs?: number | undefined;
}

/** One run of one connection, told on the terminal. */
export async function syncConnection(invocation: Invocation, one: OneRunOptions): Promise<OneRun> {
  let isOpen = false;
  try {
    return await syncOpened(invocation, one, () => {
      isOpen = true;
    });
  } catch (error) {
    if (isOpen) throw error;
    const { noteFailedOpening } = await import('./failed-opening.ts');
    const { resumeAt } = await noteFailedOpening(invocation, one.name, error);
    reportError(error, invocation.terminal, one.name);
    return { code: exitCode.resumable, result: undefined, resumeAt };
  }
}

async function syncOpened(
  invocation: Invocation,
  { name: asked, isOneOfMany, nextDueMs }: OneRunOptions,
  onOpen: () => void,
): Promise<OneRun> {
  const { options, io, terminal } = invocation;
  return withConnection(
    invocation,
    async (crm, { name, to, sync }) => {
      onOpen();
      if (to === undefined) {
        throw new UsageError('Where to?', {
          hint: 'Give --to sqlite:deals.db, or set `to` in the configuration.',
        });
      }
      const settings = await syncSettings(options, sync);
      const { openOutput, writesToStandardOutput } = await import('../open-output.ts');
      const { runSync } = await import('../../sync/run-sync.ts');
      const { destinationName } = await import('../../store/destination-name.ts');
      const destination = await openOutput(to, io);
      try {
        const { sweepEveryMs, overlapMs, ...rest } = settings;
        const result = await runSync({
          connection: crm.connection,
          destination,
          name,
          ...rest,
          ...(sweepEveryMs === undefined ? {} : { sweepEveryMs }),
          ...(overlapMs === undefined ? {} : { overlapMs }),
          pauseSweep: () => nextDueMs !== undefined && io.now() >= nextDueMs,
          signal: io.signal,
          now: io.now,
          onEvent: terminal.flags.json
            ? syncLog(name, io, terminal)
            : syncProgress(name, io, terminal, { live: !isOneOfMany }),
        });
        report(result, destinationName(to), writesToStandardOutput(to), invocation, isOneOfMany);
        return { code: exitCodeFor(result), result, resumeAt: result.resumeAt };
      } catch (error) {
        // Quiet, since whoever read the records has gone on purpose; but not fine, since not all of them were read.
        if (io.signal.reason instanceof ReaderGoneError)
          return { code: exitCode.failed, result: undefined, resumeAt: undefined };
        throw error;
      } finally {
        await destination.close();
      }
    },
    asked,
  );
}

function report(
  result: SyncResult,
  to: string,
  toStandardOutput: boolean,
  { terminal }: Invocation,
  isOneOfMany: boolean,
): void {
  if (!terminal.flags.json) {
    reportSync(result, to, terminal, (text) =>
      toStandardOutput ? terminal.talk(text) : terminal.result(text),
    );
    return;
  }
  const outcome = { ...result, to };
  if (toStandardOutput) terminal.toStandardError(JSON.stringify(outcome));
  // Several results are a stream of lines, one is an object to look at.
  else if (isOneOfMany) terminal.result(JSON.stringify(outcome));
  else terminal.json(outcome);
}
