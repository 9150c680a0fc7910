import type { VerifyResult } from '../../sync/verify-types.ts';
import { UsageError } from '../cli-error.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { connectionOptions } from '../connection/connection-options.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { withConnection } from '../connection/open-connection.ts';
import { countsEquation } from '../output/counts-equation.ts';
import { LiveLine } from '../output/live-line.ts';
import { countOf, countText, durationText } from '../output/numbers.ts';
import { wrapEntry } from '../output/wrap-text.ts';

/** Differences that are shown one by one; --json has all of them. */
const maxShown = 20;

/** `opportune sync verify [connections...]` */
export const syncVerify: CommandSpec = {
  name: 'sync verify',
  args: '[connections...]',
  summary:
    'compare vendor and database by id and change time: a certificate that nothing is missing, or what differs (on Copper for as many requests as a full pass)',
  options: [
    { flags: '--to <destination>', description: 'the database: sqlite:FILE or postgres://…' },
    { flags: '--repair', description: 'bring what differs up to date' },
    {
      flags: '--accept-deletions',
      description: 'with --repair: go on where so many records are gone that it stops to ask',
    },
    { flags: '--hard-delete', description: 'with --repair: remove the rows of deleted records' },
    { flags: '--take-over', description: 'stop a run of the connection that is at work' },
    ...connectionOptions,
  ],
  examples: [
    { command: 'opportune sync verify acme', shows: 'exit code 0: complete; 1: something differs' },
    { command: 'opportune sync verify acme --json', shows: 'every id that differs, where people see twenty' },
    { command: 'opportune sync verify acme --repair', shows: 'the same, and mends it' },
    { command: 'opportune sync verify', shows: 'every connection of the configuration' },
  ],
  run: verify,
};

async function verify(invocation: Invocation): Promise<ExitCode> {
  const { eachConnection } = await import('../sync/each-connection.ts');
  return eachConnection(invocation, (name, isOneOfMany) => verifyOne(invocation, name, isOneOfMany));
}

async function verifyOne(
  invocation: Invocation,
  asked: string | undefined,
  isOneOfMany: boolean,
): Promise<ExitCode> {
  const { options, io, terminal } = invocation;
  return withConnection(
    invocation,
    async (crm, { name, to }) => {
      if (to === undefined) {
        throw new UsageError('Which database?', {
          hint: 'Give --to sqlite:deals.db, or set `to` in the configuration.',
        });
      }
      const { openStore } = await import('../../store/open-destination.ts');
      const { runVerify } = await import('../../sync/run-verify.ts');
      const store = await openStore(to, { mustExist: true });
      const line = new LiveLine(io, terminal);
      try {
        const result = await runVerify({
          connection: crm.connection,
          store,
          name,
          repair: options.flag('repair'),
          acceptDeletions: options.flag('acceptDeletions'),
          deletion: options.flag('hardDelete') ? 'hard' : 'soft',
          takeOver: options.flag('takeOver'),
          signal: io.signal,
          now: io.now,
          onProgress: ({ counted, requests }) =>
            line.update(() => `${name}  ${countText(counted)} ids  ${countOf(requests, 'request')}`),
        });
        line.clear();
        if (terminal.flags.json) await (isOneOfMany ? terminal.jsonLine(result) : terminal.json(result));
        else for (const text of certificate(result, terminal.width)) terminal.result(text);
        return result.status === 'complete' ? exitCode.fine : exitCode.findings;
      } finally {
        line.clear();
        await store.close();
      }
    },
    asked,
  );
}

function certificate(result: VerifyResult, width = Infinity): string[] {
  const { name, connector, status, completeAsOf, vendorRecords, storedRows, quarantined } = result;
  const { pending, withheld, requests, durationMs, sweptAt, notCompared, counts } = result;
  const { missing, extra, stale } = result.differences;
  const verdict =
    status === 'complete'
      ? `complete as of ${completeAsOf}`
      : `differs: ${countText(missing)} missing, ${countText(extra)} extra, ${countText(stale)} stale`;
  return [
    `${name} (${connector}): ${verdict}`,
    `  ${countOf(vendorRecords, 'record')} at the vendor, ${countText(storedRows)} in the database, ${countText(quarantined)} in quarantine`,
    ...(pending > 0
      ? [`  ${countOf(pending, 'record')} changed since the last run, which the next run brings`]
      : []),
    ...(withheld > 0
      ? [`  ${countOf(withheld, 'record')} these credentials may not see: neither proven nor denied`]
      : []),
    `  watermark ${result.watermark}; ${countOf(requests, 'request')} in ${durationText(durationMs)}`,
    ...differenceLines(result),
    ...(counts.fetched > 0 ? [`  repaired: ${countsEquation(counts)}`] : []),
    ...(notCompared.length > 0
      ? [
          wrapEntry(
            '  ',
            `not compared, since no change time shows it: ${notCompared.join('; ')} (read at ${sweptAt ?? 'no time yet'})`,
            width,
          ),
        ]
      : []),
  ];
}

function differenceLines({ differences }: VerifyResult): string[] {
  const { list, missing, extra, stale } = differences;
  const lines = list
    .slice(0, maxShown)
    .map(({ id, kind, vendorChangedAt, storedChangedAt }) =>
      [
        `  ${kind.padEnd(7)} ${id}`,
        ...(vendorChangedAt === undefined ? [] : [`changed ${vendorChangedAt}`]),
        ...(storedChangedAt === undefined ? [] : [`stored ${storedChangedAt}`]),
      ].join('  '),
    );
  const more = missing + extra + stale - lines.length;
  return more > 0 ? [...lines, `  and ${countText(more)} more`] : lines;
}
