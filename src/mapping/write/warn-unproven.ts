import { descriptorPath, isPathMistake, parsePath } from '../native/native-path.ts';
import type { WriteRun } from './write-run.ts';

/** Says of what is sent that no page of the vendor says that it can be written. */
export function warnUnproven({ written, issues, parts }: WriteRun): void {
  for (const { field, path: text, native } of written) {
    const path = native === undefined ? undefined : parsePath(text);
    if (path === undefined || isPathMistake(path) || issues.isRefused(field)) continue;
    if (parts.scope.descriptor.fields.get(descriptorPath(path))?.unproven !== true) continue;
    issues.warn(field, parts.writers.writers.get(field)?.plan.rule.at, {
      code: 'unchecked',
      message: `no page of the vendor says that ${text} can be written: the account may refuse the whole request`,
      hint: 'leave it out for the one that the vendor chooses, or verify what it keeps',
    });
  }
}
