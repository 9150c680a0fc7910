import type { Crm } from '../../../client/index.ts';
import type { BulkItemResult, BulkOutcome } from '../../../client/writes/index.ts';
import type { Invocation } from '../../command.ts';
import { exitCode, type ExitCode } from '../../exit-code.ts';
import { countText } from '../../output/numbers.ts';
import { oneLine } from '../../output/printable.ts';
import { wrapEntry } from '../../output/wrap-text.ts';
import { writeIssueLines } from '../../output/write-issue-lines.ts';
import { fieldNames, namedPlan, type FieldNames } from '../show/field-names.ts';
import { planText } from '../show/plan-text.ts';
import { eachKeyOnce } from './each-key-once.ts';
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
  const counts = new Map<string, number>();
  const nameOf = await fieldNames(crm);
  const eachOnce = eachKeyOnce(crm, run.keyField);
  for await (const all of run.windows) {
    const window = await eachOnce(all);
    const jobs = window.flatMap((entry) => ('item' in entry ? [entry] : []));
    const planned = await sendItems(
      crm.opportunities,
      jobs.map(({ item }) => item),
      { keyField: run.keyField, dryRun: true, signal: io.signal },
    );
    const found = new Map(planned.map((result, index) => [jobs[index]?.line, result] as const));
    for (const entry of window) {
      const result = found.get(entry.line);
      const outcome = countedAs(result);
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      if (terminal.flags.json) await terminal.jsonLine(jsonOf(entry, result));
      else showLine(run, entry, result, nameOf);
    }
    if (io.signal.aborted) return exitCode.resumable;
  }
  const given = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const parts = [...counts].map(([outcome, count]) => `${countText(count)} ${outcome.replace('-', ' ')}`);
  terminal.talk(`${countText(given)} given = ${parts.join(' + ') || '0'}; nothing was sent`);
  return counts.has('refused') || counts.has('not-tried') ? exitCode.findings : exitCode.fine;
}

/** Whether an upsert would create or update is what somebody plans it for. */
function countedAs(result: BulkItemResult | undefined): BulkOutcome | 'to create' | 'to update' {
  if (result?.outcome !== 'planned' || result.plan?.key === undefined) return result?.outcome ?? 'refused';
  return result.plan.call === 'create' ? 'to create' : 'to update';
}

function showLine(
  { invocation, crm, input }: PlanRun,
  entry: Entry,
  result: BulkItemResult | undefined,
  nameOf: FieldNames,
): void {
  const { terminal, options } = invocation;
  const { out: colors, width = Infinity } = terminal;
  const layout = { colors, width };
  terminal.result(colors.dim(`── ${placeOf(input, entry)}`));
  if (result?.plan !== undefined) {
    const vendor = crm.connection.writing.displayName;
    const plan = namedPlan(result.plan, nameOf);
    terminal.result(`${planText(plan, { ...layout, vendor, bodies: options.flag('bodies') })}\n\n`);
    return;
  }
  const issues = (result?.issues ?? []).map((issue) => ({ ...issue, field: nameOf(issue.field) }));
  terminal.result(wrapEntry(`${colors.red('refused:')} `, whyOf(entry, result, issues.length), width));
  terminal.result([...writeIssueLines(issues, layout), ''].join('\n'));
}

function whyOf(entry: Entry, result: BulkItemResult | undefined, issues: number): string {
  if (result?.error !== undefined) return oneLine(result.error.message);
  if (!('result' in entry) || entry.result.error === undefined)
    return issues > 0 ? 'nothing would be sent' : '';
  const { message, hint = '' } = entry.result.error;
  return oneLine(`${message}. ${hint}`);
}

/** Where a mistake stands, as far as it stands somewhere. */
function placeOf(input: string, entry: Entry): string {
  const column = 'result' in entry ? entry.result.error?.['column'] : undefined;
  return `${input}:${entry.line.line}${typeof column === 'number' ? `:${column}` : ''}`;
}

function jsonOf(entry: Entry, result: BulkItemResult | undefined): Record<string, unknown> {
  const { index, line }: InputLine = entry.line;
  if (result === undefined)
    return 'result' in entry ? { ...entry.result } : { index, line, outcome: 'not-tried' };
  return { ...result, index, line };
}
