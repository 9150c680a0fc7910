import { isJsonObject, type JsonObject } from '../../model/json.ts';
import type { NativeDescriptor } from '../native/native-descriptor.ts';
import { isPathMistake, parsePath, type NativePath } from '../native/native-path.ts';
import { isNothing, isSameValue } from './compare.ts';
import { shown, type Refusal } from './issues.ts';
import { merged, without } from './patch.ts';
import { cannotClear } from './unified-input.ts';
import type { Expectation, WriteRun } from './write-run.ts';

/**
 * Reads the record as it will be and compares it with what was asked for: what would not read back as it was written
 * is refused before it is sent.
 */
export function checkAfter(run: WriteRun): void {
  const { record, issues } = run.parts.read(recordAfter(run));
  if (!isJsonObject(record)) {
    for (const { field, code, at } of issues) {
      if (code !== 'missing' || run.issues.isRefused(field)) continue;
      const refusal = run.given(field) === undefined ? required : cannotClear;
      run.issues.all.push({ field, severity: 'error', ...refusal, at });
    }
    return;
  }
  for (const expectation of run.expectations) {
    if (run.issues.isRefused(expectation.field)) continue;
    const refusal = refusalOf(expectation, record);
    if (refusal !== undefined) run.issues.refuse(expectation.field, expectation.at, refusal);
  }
}

const required = { code: 'required', message: 'it is missing', hint: 'add it' } as const;

function refusalOf(expectation: Expectation, record: JsonObject): Refusal | undefined {
  const { reads, find, condition, when, because } = expectation;
  const suffix = because === undefined ? '' : `: ${because}`;
  if (when !== undefined) {
    const unmet = when.find(({ field, values }) => !values.includes(record[field] ?? null));
    if (unmet === undefined || isNothing(reads)) return undefined;
    const wanted = unmet.values.map(shown).join(' or ');
    const message = `it can be written only while ${unmet.field} is ${wanted}, and after this write it is ${shown(record[unmet.field] ?? null)}${suffix}`;
    return { code: 'not-met', message, hint: `write ${unmet.field} along with it, or leave it out` };
  }
  const found = find(record) ?? null;
  if (isSameValue(found, reads) || (isNothing(found) && isNothing(reads))) return undefined;
  if (condition !== '' && isNothing(found)) {
    const message = `it can be written only while ${condition}${suffix}`;
    return {
      code: 'not-met',
      message,
      hint: 'write what meets the condition along with it, or leave it out',
    };
  }
  const message = `it would read back as ${shown(found)} instead of ${shown(reads)}${suffix}`;
  return { code: 'would-not-read-back', message };
}

/** The native record after the write, as far as it can be told. */
function recordAfter(run: WriteRun): JsonObject {
  const { scope, writers } = run.parts;
  let record = merged(run.current, run.patch.record);
  for (const path of outdated(scope.descriptor, run)) record = without(record, path);
  const id = writers.checked.fields.get('id');
  const [first] = id?.kind === 'value' && id.source.kind === 'from' ? id.source.candidates : [];
  const [step] = first?.path.path ?? [];
  // A record that does not exist yet is read as if it had an id.
  return run.isCreate && step?.kind === 'key' ? { ...record, [step.name]: '0' } : record;
}

/** What the vendor will work out anew. */
function outdated({ fields }: NativeDescriptor, { touched }: WriteRun): readonly NativePath[] {
  return [...fields.values()].flatMap(({ path, derivedFrom }) => {
    const parsed = derivedFrom.some((source) => touched.has(source)) ? parsePath(path) : undefined;
    return parsed === undefined || isPathMistake(parsed) ? [] : [parsed];
  });
}
