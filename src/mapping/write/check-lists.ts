import { descriptorPath, isPathMistake, parsePath, type NativePath } from '../native/native-path.ts';
import type { Rule } from '../rules/rule.ts';
import { entryKey } from './entries.ts';
import { shown, type Refusal } from './issues.ts';
import { valueAt } from './patch.ts';
import type { WriteRun } from './write-run.ts';

/** What can be said against writing into a list, whatever the value. */
export function checkLists(run: WriteRun): void {
  for (const { field, path: text, native } of run.written) {
    const path = native === undefined ? undefined : parsePath(text);
    if (path === undefined || isPathMistake(path)) continue;
    const rule = ruleOf(field, run);
    const unknown = unknownList(path, run, rule?.default !== undefined);
    const refusal = unknown ?? foreignMark(path, run);
    if (refusal !== undefined && !run.issues.isRefused(field)) run.issues.refuse(field, rule?.at, refusal);
  }
}

/**
 * A list that takes a request of its own may not have been read: what is to be taken from it is then not known. With a
 * default the mapping says what a list is that was not asked for.
 */
function unknownList(
  path: NativePath,
  { current, parts }: WriteRun,
  hasDefault: boolean,
): Refusal | undefined {
  const at = path.findIndex(({ kind }) => kind !== 'key');
  const field = parts.scope.descriptor.fields.get(descriptorPath(path));
  if (at === -1 || current === undefined || field?.attached === undefined) return undefined;
  const container = path.slice(0, at);
  const now = valueAt(current, container);
  if (now === undefined ? hasDefault : Array.isArray(now) || now === null) return undefined;
  const message = `what stands in ${descriptorPath(container)} now could not be read, so that nothing can be changed there`;
  return { code: 'read-only', message, hint: 'grant the permission to read it' };
}

/** A mark that only the vendor, or the account, has a name for cannot be given. */
function foreignMark(path: NativePath, { parts }: WriteRun): Refusal | undefined {
  if (entryKey(path, parts.scope.entries) !== undefined) return undefined;
  for (const [at, step] of path.entries()) {
    if (step.kind !== 'where') continue;
    const mark = parts.scope.descriptor.fields.get(`${descriptorPath(path.slice(0, at))}[].${step.key}`);
    if (mark?.access !== 'read' || mark.ownMarks || mark.values?.includes(String(step.value)) === true)
      continue;
    const message = `${shown(step.value)} is a mark of the account's own in ${mark.path}, which cannot be given`;
    return { code: 'read-only', message, hint: 'write the list without the mark, and set it in the vendor' };
  }
  return undefined;
}

function ruleOf(field: string, { parts }: WriteRun): Rule | undefined {
  const { writers, customMappings } = parts.writers;
  const writer = writers.get(field) ?? [...customMappings.values()].find(({ name }) => name === field);
  return writer?.plan.rule;
}
