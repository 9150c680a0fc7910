import type { ReplayResult } from '../../sync/run-replay.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { countsEquation } from '../output/counts-equation.ts';
import { LiveLine } from '../output/live-line.ts';
import { countText, durationText } from '../output/numbers.ts';

/** `opportune sync replay [connections...]` */
export const syncReplay: CommandSpec = {
  name: 'sync replay',
  args: '[connections...]',
  summary: 'translate what is stored again after a mapping was changed, without asking the vendor',
  options: [
    {
      flags: '--to <destination>',
      description: 'the database: sqlite:FILE or postgres://… (default: `to` of the configuration)',
    },
    { flags: '--connector <vendor>', description: 'without a configuration: whose mapping' },
    { flags: '--mapping <file>', description: 'a mapping file instead of the bundled one' },
    {
      flags: '--overlay <name|file>',
      description: 'an overlay: a bundled name, or a file',
      repeatable: true,
    },
    { flags: '--take-over', description: 'stop a run of the connection that is at work' },
    { flags: '--config <file>', description: 'configuration to use (default: opportune.yaml)' },
  ],
  examples: [
    { command: 'opportune sync replay acme', shows: 'history and quarantine under the present mapping' },
    { command: 'opportune sync replay', shows: 'every connection of the configuration' },
    {
      command: 'opportune sync replay --connector hubspot --overlay tier.yaml --to sqlite:deals.db',
      shows: 'the same without a configuration',
    },
  ],
  run: replay,
};

async function replay(invocation: Invocation): Promise<ExitCode> {
  const { eachConnection } = await import('../sync/each-connection.ts');
  return eachConnection(invocation, (name, isOneOfMany) => replayOne(invocation, name, isOneOfMany));
}

async function replayOne(
  invocation: Invocation,
  asked: string | undefined,
  isOneOfMany: boolean,
): Promise<ExitCode> {
  const { io, terminal, options } = invocation;
  const { resolveStored } = await import('../sync/resolve-stored.ts');
  const { store, name, mapping } = await resolveStored(invocation, asked);
  const line = new LiveLine(io, terminal);
  try {
    const { runReplay } = await import('../../sync/run-replay.ts');
    const result = await runReplay({
      store,
      name,
      mapping,
      takeOver: options.flag('takeOver'),
      signal: io.signal,
      now: io.now,
      onProgress: (counts) => line.update(() => `${name}  ${countText(counts.fetched)} records`),
    });
    line.clear();
    const isStored = (await store.status(name)).length > 0;
    await report(result, invocation, isOneOfMany, isStored);
    if (result.status === 'stopped') return exitCode.resumable;
    return result.counts.quarantined > 0 ? exitCode.findings : exitCode.fine;
  } finally {
    line.clear();
    await store.close();
  }
}

async function report(
  result: ReplayResult,
  { terminal }: Invocation,
  isOneOfMany: boolean,
  isStored: boolean,
): Promise<void> {
  if (terminal.flags.json) {
    await (isOneOfMany ? terminal.jsonLine(result) : terminal.json(result));
    return;
  }
  const { name, status, counts, durationMs, notRequested } = result;
  terminal.result(`${name}: replay ${status}, no request, in ${durationText(durationMs)}`);
  const isIdle = status === 'completed' && counts.fetched === 0;
  if (!isIdle) terminal.result(`  ${countsEquation(counts, 'stored')}`);
  else
    terminal.result(
      isStored
        ? '  nothing to do: whatever is stored has been translated by the present mapping already'
        : '  nothing to do: nothing of it has been synced yet',
    );
  if (status === 'stopped') terminal.result('  stopped; run the same command again to go on from here');
  if (notRequested.length > 0) {
    terminal.warn(
      `${name}: the mapping reads what was not asked for when these records were read: ${notRequested.join(', ')}; where it is empty, \`sync run --full\` brings it`,
    );
  }
}
