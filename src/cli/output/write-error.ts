import type { FailedField, WriteProgress } from '../../client/writes/index.ts';
import type { PlannedRequest } from '../../connector-kit/writes.ts';
import type { WriteIssue } from '../../mapping/write-types.ts';
import type { ErrorContext, OpportuneError } from '../../model/error.ts';
import type { ChangeLayout } from './change-lines.ts';
import { oneLine } from './printable.ts';
import { writeIssueLines } from './write-issue-lines.ts';
import { wrapEntry } from './wrap-text.ts';

/** What an error of a write has to show besides its message. */
export interface WriteErrorView {
  /** Shorter than the error's own, which says in one line what is told here line by line. */
  readonly message: string;
  /** Of the request that went wrong; undefined where none was sent. */
  readonly context: ErrorContext | undefined;
  /** Undefined: the error's own hint. */
  readonly hint: string | undefined;
  readonly json: Readonly<Record<string, unknown>>;
  lines(layout: ChangeLayout): string[];
}

/** Undefined where it is no error of a write that has come as far as a plan. */
export function writeErrorView(error: OpportuneError): WriteErrorView | undefined {
  // Told apart by their codes, so that commands that write nothing need not wait for the code that does.
  if (error.code === 'write-refused' && 'issues' in error) {
    return refusedView(error.context, error.issues as readonly WriteIssue[]);
  }
  if ((error.code === 'write-failed' || error.code === 'write-ambiguous') && 'progress' in error) {
    const fields = 'fields' in error ? (error.fields as readonly FailedField[]) : [];
    return progressView(error.code === 'write-failed', error.progress as WriteProgress, fields);
  }
  return undefined;
}

function refusedView({ call, id }: ErrorContext, issues: readonly WriteIssue[]): WriteErrorView {
  return {
    message: `Nothing was sent: the ${which(String(call), id)} is refused.`,
    context: {},
    hint: 'Correct the fields above; --plan shows what would be sent.',
    json: { issues },
    lines: (layout) =>
      writeIssueLines(issues, { ...layout, width: layout.width - 2 }).map((text) => indented(text)),
  };
}

function progressView(
  surelyFailed: boolean,
  { plan, id, done, failed, notTried, cause }: WriteProgress,
  fields: readonly FailedField[],
): WriteErrorView {
  const steps = done.length + 1 + notTried.length;
  const what = which(plan.key === undefined ? plan.call : 'upsert', plan.id);
  const at = steps === 1 ? '' : `step ${done.length + 1} of ${steps}`;
  const created = plan.call === 'create' ? id : undefined;
  return {
    message: surelyFailed
      ? `The ${what} failed${at === '' ? '' : ` at ${at}`}.`
      : `Nobody knows whether ${at === '' ? '' : `${at} of `}the ${what} was carried out.`,
    context: contextOf(cause),
    hint: undefined,
    json: {
      progress: {
        ...(id === undefined ? {} : { id }),
        done: done.map(shortly),
        failed: shortly(failed),
        notTried: notTried.map(shortly),
      },
      ...(fields.length === 0 ? {} : { fields }),
    },
    lines: ({ colors, width }) => {
      const entry = (name: string, text: string): string =>
        wrapEntry(`  ${colors.dim(`${name}:`.padEnd(6))} `, oneLine(text), width);
      return [
        ...(cause instanceof Error ? [entry('why', cause.message)] : []),
        ...fields.map((one) => entry('field', fieldText(one))),
        ...(steps === 1
          ? []
          : [
              ...done.map((one) => step(colors.green('done     '), one)),
              step(surelyFailed ? colors.red('failed   ') : colors.yellow('in doubt '), failed),
              ...notTried.map((one) => step(colors.dim('not tried'), one)),
            ]),
        ...(created === undefined ? [] : [entry('record', created)]),
      ];
    },
  };
}

function step(name: string, { summary }: PlannedRequest): string {
  return `  ${name}  ${oneLine(summary)}`;
}

function which(call: string, id: unknown): string {
  return id === undefined || id === null ? call : `${call} of ${String(id)}`;
}

function shortly({ operationId, summary }: PlannedRequest): { operationId: string; summary: string } {
  return { operationId, summary };
}

function fieldText({ field, native, message, records = [] }: FailedField): string {
  const name = field ?? native;
  const both = field !== undefined && native !== undefined ? `${field} (${native})` : name;
  const about = records.length === 0 ? '' : `: ${records.join(', ')}`;
  return (both === undefined ? message : `${both}: ${message}`) + about;
}

function contextOf(cause: unknown): ErrorContext | undefined {
  return typeof cause === 'object' && cause !== null && 'context' in cause
    ? // Every error of this package has one of this shape.
      (cause.context as ErrorContext)
    : undefined;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
