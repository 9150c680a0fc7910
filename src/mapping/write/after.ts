import type { JsonObject } from '../../model/json.ts';
import type { GuardPlan } from '../check/plan.ts';
import type { NativeDescriptor } from '../native/native-descriptor.ts';
import { isPathMistake, parsePath, type NativePath } from '../native/native-path.ts';
import { isPresent, sameText } from './compare.ts';
import { valueAt, without } from './patch.ts';
import type { WriteRun } from './write-run.ts';

/** The native record after the write, as far as it can be told; without what is written at a path, where one is given. */
export function recordAfter(run: WriteRun, except?: NativePath): JsonObject {
  const { scope, writers } = run.parts;
  let record = run.patch.after(except);
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
    if (touched.has(path) || !derivedFrom.some((source) => touched.has(source))) return [];
    const parsed = parsePath(path);
    return isPathMistake(parsed) ? [] : [parsed];
  });
}

/** A record as the vendor has it and as it reads. */
export interface BothForms {
  readonly native: JsonObject;
  readonly record: JsonObject;
}

/** Whether a condition of reading holds for a record; one that looks into a list is taken not to. */
export function isMet(
  { path, test }: GuardPlan,
  { native, record }: BothForms,
  { empty }: NativeDescriptor,
): boolean {
  const value = path.origin === 'out' ? record[path.name] : valueAt(native, path.path);
  const isThere = isPresent(value) && !(typeof value === 'string' && empty.includes(value));
  if (typeof test === 'string') return isThere === (test === 'present');
  return isThere && test.some((wanted) => sameText(value, wanted));
}
