import type { PassResult, SyncResult } from '../../sync/sync-types.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { countsEquation } from '../output/counts-equation.ts';
import { countOf, durationText } from '../output/numbers.ts';
import type { Terminal } from '../output/terminal.ts';

export function exitCodeFor({ status, counts }: SyncResult): ExitCode {
  if (status !== 'completed') return exitCode.resumable;
  return counts.quarantined > 0 ? exitCode.findings : exitCode.fine;
}

/** Says how a run ended, for people. `say` decides where. */
export function reportSync(
  result: SyncResult,
  to: string,
  terminal: Terminal,
  say: (text: string) => void,
): void {
  for (const line of summaryLines(result, to)) say(line);
  for (const { what, reason, missingScopes } of result.missingPermissions) {
    const scopes = missingScopes.length === 0 ? '' : ` (${missingScopes.join(', ')})`;
    terminal.warn(
      reason === 'permission'
        ? `${result.name}: these credentials may not read ${what}${scopes}`
        : `${result.name}: the vendor has no ${what} for this account`,
    );
  }
  const { undated } = result.counts;
  if (undated > 0) {
    const those = undated === 1 ? 'it is' : 'they are';
    terminal.warn(
      `${result.name}: the vendor tells no change time of ${countOf(undated, 'record')}; ${those} written, but a change may be seen by a sweep only`,
    );
  }
  if (result.mappingChanged) {
    terminal.warn(
      `${result.name}: the mapping has changed; rows that did not change keep the old one until \`sync replay\` (asks nothing of the vendor) or \`sync run --full\``,
    );
  }
}

function summaryLines(result: SyncResult, to: string): string[] {
  const { name, status, delivery, counts, requests, durationMs, watermark, resumeAt, sweepOpen } = result;
  return [
    `${name}: ${status}${passesText(result)}, ${countOf(requests, 'request')} in ${durationText(durationMs)}`,
    `  ${countsEquation(counts)}`,
    `  in ${to}${delivery === 'at-least-once' ? ' (at least once: after a crash, lines come again)' : ''}`,
    ...(status === 'completed' && watermark !== undefined ? [`  watermark ${watermark}`] : []),
    ...(status === 'stopped' ? ['  stopped at a page; run the same command again to go on from here'] : []),
    ...(status === 'suspended'
      ? [
          `  the vendor asks for a pause${resumeAt === undefined ? '' : ` until ${resumeAt}`}; run the same command again then`,
        ]
      : []),
    ...(status === 'completed' && sweepOpen ? ['  a sweep is under way; the next run goes on with it'] : []),
    ...(counts.quarantined > 0 ? ['  quarantined records are kept in the destination, with the reason'] : []),
  ];
}

const passNames = {
  backfill: 'full pass',
  incremental: 'changes',
  sweep: 'sweep',
} as const satisfies Record<PassResult['kind'], string>;

/**
 * What was read, in the order in which it was, and what does not depend on the changes with its cost:
 * ` (changes; old deletions, 29 requests; sweep, continued, 500 requests)`.
 */
function passesText({ passes }: SyncResult): string {
  const texts = passes
    .flatMap(({ kind, resumed, requests, deletionWalk }) => {
      const cost = kind === 'sweep' ? `, ${countOf(requests, 'request')}` : '';
      const pass = `${passNames[kind]}${resumed ? ', continued' : ''}${cost}`;
      return deletionWalk === 0 ? [pass] : [pass, `old deletions, ${countOf(deletionWalk, 'request')}`];
    })
    .join('; ');
  return texts === '' ? '' : ` (${texts})`;
}
