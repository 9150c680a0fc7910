import type { Schedule } from '../../sync/schedule.ts';
import type { Invocation } from '../command.ts';
import { exitCodeOf } from '../exit-code-of.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { isStop } from '../is-stop.ts';
import { reportError } from '../output/error-block.ts';
import { worst } from './each-connection.ts';
import { syncConnection } from './sync-connection.ts';
import { logLine } from './sync-log.ts';

/** Connections that are read side by side: each has its own vendor limit, but they share this machine. */
const sideBySide = 4;

/** Runs several connections, each once. One that fails is told and does not stop the others. */
export async function syncOnce(
  invocation: Invocation,
  names: readonly (string | undefined)[],
): Promise<ExitCode> {
  const [only] = names;
  // A single failure ends the command like every other.
  if (names.length === 1) return (await syncConnection(invocation, { name: only, isOneOfMany: false })).code;
  const waiting = [...names];
  const codes: ExitCode[] = [];
  const worker = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      codes.push((await attempt(invocation, name)).code);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return worst(codes);
}

/**
 * Runs connections on their schedules until the user asks to stop: which is fine where all of them were waiting, and
 * resumable where a run was under way.
 */
export async function syncOnSchedules(
  invocation: Invocation,
  schedules: ReadonlyMap<string | undefined, Schedule>,
): Promise<ExitCode> {
  const { io } = invocation;
  const { runOnSchedule } = await import('../../sync/run-on-schedule.ts');
  const cut: ExitCode[] = [];
  const loops = [...schedules].map(([name, schedule]) =>
    runOnSchedule({
      schedule,
      signal: io.signal,
      now: io.now,
      sleep: (ms, signal) => io.sleep(ms, signal),
      run: async (nextDueMs) => {
        const { code, resumeAt } = await attempt(invocation, name, nextDueMs);
        // Findings are of a run that came to its end.
        if (io.signal.aborted && code !== exitCode.findings) cut.push(code);
        return { resumeAt };
      },
      onPlanned: async (next) => {
        await planNextRun(invocation, name, next);
        if (next !== undefined) tellNextRun(name, next, invocation);
      },
    }),
  );
  await Promise.all(loops);
  return worst(cut);
}

function tellNextRun(name: string | undefined, next: string, { io, terminal }: Invocation): void {
  if (!terminal.flags.json) terminal.note(`${name ?? 'the connection'}: next run at ${next}`);
  else logLine(io, terminal, 'info', 'next run planned', { connection: name, at: next });
}

async function attempt(invocation: Invocation, name: string | undefined, nextDueMs?: number) {
  try {
    return await syncConnection(invocation, { name, isOneOfMany: true, nextDueMs });
  } catch (error) {
    // Whoever asked to stop knows why it ended, and the next run goes on from there.
    if (isStop(error, invocation.io.signal)) return { code: exitCode.resumable, resumeAt: undefined };
    reportError(error, invocation.terminal, name);
    return { code: exitCodeOf(error), resumeAt: undefined };
  }
}

/** Writes down when the next run is, for `sync status`. */
async function planNextRun(
  invocation: Invocation,
  asked: string | undefined,
  next: string | undefined,
): Promise<void> {
  const { resolveConnection } = await import('../config/resolve-connection.ts');
  const { parseDestination, openStore } = await import('../../store/index.ts');
  const { name, to } = await resolveConnection(invocation, asked);
  if (to === undefined || parseDestination(to).kind === 'jsonl') return;
  try {
    const store = await openStore(to, { mustExist: true });
    await store.planNextRun(name, next).finally(() => store.close());
  } catch (error) {
    // Only a note for people who look: a run that cannot reach the database says so itself.
    invocation.terminal.note(
      `${name}: the next run could not be noted: ${error instanceof Error ? error.message : ''}`,
    );
  }
}
