import type { Crm } from '../../../client/index.ts';
import type { BulkItemResult, BulkOutcome } from '../../../client/writes/index.ts';
import type { Invocation } from '../../command.ts';
import { exitCode, type ExitCode } from '../../exit-code.ts';
import { countText } from '../../output/numbers.ts';
import { writeIssueLines } from '../../output/write-issue-lines.ts';
import { planText } from '../show/plan-text.ts';
import { mistakeText } from './mistake-text.ts';
import type { InputLine } from './read-lines.ts';
import { sendItems } from './send-items.ts';
import type { Entry } from './windows.ts';

export interface PlanRun {
  readonly invocation: Invocation;
  readonly crm: Crm;
  /** As people wrote it. */
  readonly input: string;
  readonly windows: AsyncIterable<readonly Entry[]>;
  /** Of upserts. */
  readonly keyField: string | undefined;
}

/** Shows what would become of each line, and sends nothing but reads. */
export async function planLines(run: PlanRun): Promise<ExitCode> {
  const { invocation, crm } = run;
  const { io, terminal } = invocation;
  const counts = new Map<BulkOutcome, number>();
  for await (const window of run.windows) {
    const jobs = window.flatMap((entry) => ('item' in entry ? [entry] : []));
    const planned = await sendItems(
      crm.opportunities,
      jobs.map(({ item }) => item),
      { keyField: run.keyField, dryRun: true, signal: io.signal },
    );
    const found = new Map(planned.map((result, index) => [jobs[index]?.line, result] as const));
    for (const entry of window) {
      const result = found.get(entry.line);
      const outcome = result?.outcome ?? 'refused';
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      if (terminal.flags.json) await terminal.jsonLine(jsonOf(entry, result));
      else showLine(run, entry, result);
    }
    if (io.signal.aborted) return exitCode.resumable;
  }
  const given = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const parts = [...counts].map(([outcome, count]) => `${countText(count)} ${outcome.replace('-', ' ')}`);
  terminal.talk(`${countText(given)} given = ${parts.join(' + ') || '0'}; nothing was sent`);
  return counts.has('refused') || counts.has('not-tried') ? exitCode.findings : exitCode.fine;
}

function showLine(
  { invocation, crm, input }: PlanRun,
  entry: Entry,
  result: BulkItemResult | undefined,
): void {
  const { terminal, options } = invocation;
  const { out: colors, width = Infinity } = terminal;
  const layout = { colors, width };
  terminal.result(colors.dim(`── ${input}:${entry.line.line}`));
  if (result?.plan !== undefined) {
    const vendor = crm.connection.writing.displayName;
    terminal.result(`${planText(result.plan, { ...layout, vendor, bodies: options.flag('bodies') })}\n\n`);
    return;
  }
  terminal.result(`${colors.red('refused')} ${whyOf(input, entry, result)}`);
  terminal.result(`${writeIssueLines(result?.issues ?? [], layout).join('\n')}\n\n`);
}

function whyOf(input: string, entry: Entry, result: BulkItemResult | undefined): string {
  if (result?.error !== undefined) return result.error.message;
  if (!('result' in entry) || entry.result.error === undefined) return '';
  const { message, hint = '', column } = entry.result.error;
  const place = { message, hint, ...(typeof column === 'number' ? { column } : {}) };
  return `${mistakeText(input, entry.line.line, place)} ${hint}`;
}

function jsonOf(entry: Entry, result: BulkItemResult | undefined): Record<string, unknown> {
  const { index, line }: InputLine = entry.line;
  if (result === undefined)
    return 'result' in entry ? { ...entry.result } : { index, line, outcome: 'not-tried' };
  return { ...result, index, line };
}
