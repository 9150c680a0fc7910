import type { Crm } from '../../client/index.ts';
import {
  planErrors,
  WriteRefusedError,
  type CreateOptions,
  type WritePlan,
  type WriteResult,
} from '../../client/writes/index.ts';
import type { Opportunity } from '../../model/opportunity.ts';
import type { Invocation } from '../command.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { writeIssueLines } from '../output/write-issue-lines.ts';
import { refuseFlags } from './record-input.ts';
import { fieldNames, namedPlan, namedResult, type FieldNames } from './show/field-names.ts';
import { planText } from './show/plan-text.ts';
import { needsAttention, resultJson, resultText } from './show/result-text.ts';

/** Options that a write of one record takes from the command line. */
type OneOptions = CreateOptions & { readonly ifUnmodifiedSince?: string };

/** Flags that say something only where there are many records. */
const flagsForMany = ['results', 'retry', 'strict'];

/** Carries out one write, or shows its plan, and says what became of it. */
export async function writeOne(
  invocation: Invocation,
  crm: Crm,
  write: (options: OneOptions) => Promise<WritePlan | WriteResult>,
): Promise<ExitCode> {
  const { options, io, terminal } = invocation;
  const isPlan = options.flag('plan');
  const since = options.instant('ifUnmodifiedSince');
  let done: WritePlan | WriteResult;
  try {
    done = await write({
      dryRun: isPlan,
      verify: options.flag('verify'),
      signal: io.signal,
      ...(since === undefined ? {} : { ifUnmodifiedSince: since }),
    });
  } catch (error) {
    if (error instanceof WriteRefusedError && !terminal.flags.json)
      throw new WriteRefusedError(namedPlan(error.plan, await fieldNames(crm)));
    if (!io.signal.aborted || error !== io.signal.reason) throw error;
    terminal.warn('stopped before anything was sent; the same command starts anew');
    return exitCode.resumable;
  }
  return 'outcome' in done ? showResult(done, crm, invocation) : showPlan(done, crm, invocation);
}

/** @throws UsageError for flags that concern many records, or contradict each other. */
export function checkFlagsOfOne(invocation: Invocation): void {
  refuseFlags(invocation, flagsForMany, 'only for many records, a line each.');
  if (invocation.options.flag('plan'))
    refuseFlags(invocation, ['verify'], 'there is nothing to verify in a plan.');
  else refuseFlags(invocation, ['bodies'], 'only with --plan.');
}

async function showPlan(plan: WritePlan, crm: Crm, { options, terminal }: Invocation): Promise<ExitCode> {
  if (terminal.flags.json) {
    terminal.json(plan);
  } else {
    const { out: colors, width = Infinity } = terminal;
    const vendor = crm.connection.writing.displayName;
    const current = plan.call === 'delete' ? await currentOf(plan, crm) : undefined;
    const named = namedPlan(plan, await fieldNames(crm));
    terminal.result(planText(named, { colors, width, vendor, bodies: options.flag('bodies'), current }));
  }
  return planErrors(plan).length > 0 ? exitCode.findings : exitCode.fine;
}

async function currentOf({ current }: WritePlan, { connection }: Crm): Promise<Opportunity | undefined> {
  if (current === undefined) return undefined;
  const bound = await connection.writing.bind([current]);
  return bound.read(current.body).record ?? undefined;
}

async function showResult(result: WriteResult, crm: Crm, { terminal }: Invocation): Promise<ExitCode> {
  const { out: colors, width = Infinity } = terminal;
  if (terminal.flags.json) terminal.json(resultJson(result));
  else {
    const nameOf = await namesFor(result, crm);
    terminal.result(resultText(namedResult(result, nameOf), { colors, width }));
    const layout = { colors: terminal.err, width: terminal.talkWidth };
    const { issues } = namedPlan(result.plan, nameOf);
    for (const line of writeIssueLines(issues, layout)) terminal.toStandardError(line);
  }
  return needsAttention(result) ? exitCode.findings : exitCode.fine;
}

/** After a write that is done, nothing more is asked of the vendor than there is to be named. */
async function namesFor(
  { differences = [], sideEffects = [], plan }: WriteResult,
  crm: Crm,
): Promise<FieldNames> {
  const isNothing = differences.length + sideEffects.length + plan.issues.length === 0;
  return isNothing ? (field) => field : fieldNames(crm);
}
