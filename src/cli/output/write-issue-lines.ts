import type { WriteIssue } from '../../mapping/write-types.ts';
import type { ChangeLayout } from './change-lines.ts';
import { oneLine } from './printable.ts';
import { wrapEntry } from './wrap-text.ts';

/** Why a field is not written, or what is to be said though it is: field, reason, what to do, the rule's place. */
export function writeIssueLines(issues: readonly WriteIssue[], { colors, width }: ChangeLayout): string[] {
  return issues.flatMap(({ severity, code, field, message, hint, at }) => {
    const paint = severity === 'error' ? colors.red : colors.yellow;
    return [
      `${paint(colors.bold(`${severity}[${code}]`))} ${colors.bold(oneLine(field))}`,
      wrapEntry('  ', oneLine(message), width),
      wrapEntry(`  ${colors.cyan('help:')}  `, oneLine(hint), width),
      ...(at === undefined ? [] : [`  ${colors.dim('rule:')}  ${at}`]),
    ];
  });
}
