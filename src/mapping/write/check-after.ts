import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { PathPlan } from '../check/plan.ts';
import { descriptorPath } from '../native/native-path.ts';
import { isMet, recordAfter, type BothForms } from './after.ts';
import { isNothing, isPresent, isSameValue } from './compare.ts';
import { shown, type Refusal } from './issues.ts';
import { valueAt } from './patch.ts';
import { cannotClear } from './unified-input.ts';
import type { Expectation, WriteRun } from './write-run.ts';

/**
 * Reads the record as it will be and compares it with what was asked for: what would not read back as it was written
 * is refused before it is sent.
 */
export function checkAfter(run: WriteRun): void {
  refuseMissing(run);
  sendWhatWouldChange(run);
  const native = recordAfter(run);
  const { record, issues } = run.parts.read(native);
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
    const refusal = refusalOf(expectation, { native, record }, run);
    if (refusal !== undefined) run.issues.refuse(expectation.field, expectation.at, refusal);
  }
}

const required = { code: 'required', message: 'it is missing', hint: 'add it' } as const;

/** What the vendor needs of a new record, though a record without it can be read. */
function refuseMissing(run: WriteRun): void {
  if (!run.isCreate) return;
  for (const { name, plan, ways } of run.parts.writers.writers.values()) {
    const [way] = ways;
    if (way?.path.field.required !== true || run.issues.isRefused(name)) continue;
    if (run.patch.at(way.path.path) === undefined) run.issues.refuse(name, plan.rule.at, required);
  }
}

/** A value that is there already has to be sent where something else that is written would replace it. */
function sendWhatWouldChange(run: WriteRun): void {
  const kept = run.expectations.filter((one) => one.kept !== undefined && one.path !== undefined);
  if (kept.length === 0 || run.touched.size === 0) return;
  const native = recordAfter(run);
  const { record } = run.parts.read(native);
  for (const expectation of kept) {
    const { path, find, reads, field } = expectation;
    if (run.issues.isRefused(field)) continue;
    const isReplaced = path !== undefined && isWorkedOutAnew(path, run);
    const holds = isJsonObject(record) && isSameValue(find(record) ?? null, reads);
    if (holds && !isReplaced && !isLeftBehind(expectation, native, record, run)) continue;
    run.sendKept(expectation);
    expectation.kept = undefined;
    expectation.isUnchanged = false;
  }
}

/** True where the vendor would put a value of its own there. */
function isWorkedOutAnew({ field }: PathPlan, { touched }: WriteRun): boolean {
  return field.derivedFrom.some((source) => touched.has(source));
}

/**
 * True for what is to be empty and still has a value, which shows as soon as the vendor has worked out anew what it
 * depends on: a reason of long ago, of a deal that is won again.
 */
function isLeftBehind(
  { when, reads, path }: Expectation,
  native: JsonObject,
  record: JsonObject,
  { parts }: WriteRun,
): boolean {
  if (when === undefined || path === undefined || !isNothing(reads)) return false;
  const left = valueAt(native, path.path);
  const isBlank = typeof left === 'string' && parts.scope.descriptor.empty.includes(left);
  const isMetAfter = when.every(({ field, values }) => values.includes(record[field] ?? null));
  return isMetAfter && isPresent(left) && !isBlank;
}

function refusalOf(
  expectation: Expectation,
  { native, record }: BothForms,
  run: WriteRun,
): Refusal | undefined {
  const { reads, find, condition, when, because, clearing } = expectation;
  const { descriptor } = run.parts.scope;
  const suffix = because === undefined ? '' : `: ${because}`;
  const found = find(record) ?? null;
  if (clearing !== undefined)
    return clearing.guards.every((guard) => isMet(guard, { native, record }, descriptor))
      ? clearing.refusal
      : undefined;
  if (expectation.isUnchanged && isSameValue(found, reads)) return undefined;
  const isRefused = (name: string): boolean => run.issues.isRefused(name);
  // What it depends on is to be mended first: of how it would be after the write nothing can be said.
  if (when?.some(({ field }) => isRefused(field)) === true || condition.fields.some(isRefused))
    return undefined;
  if (when !== undefined) {
    const unmet = when.find(({ field, values }) => !values.includes(record[field] ?? null));
    if (unmet === undefined && isNothing(reads) && !isNothing(found)) return readsAs(expectation, found, run);
    if (unmet === undefined || isNeedless(expectation, run)) return undefined;
    const wanted = unmet.values.map(inWords).join(' or ');
    const message = `it can be written only while ${unmet.field} is ${wanted}, and after this write it is ${inWords(record[unmet.field] ?? null)}${suffix}`;
    const given = unmet.values.every((value) => value === null) ? `${unmet.field}: null` : unmet.field;
    return { code: 'not-met', message, hint: `write ${given} along with it, or leave it out` };
  }
  if (isSameValue(found, reads) || (isNothing(found) && isNothing(reads))) return undefined;
  if (condition.words !== '' && isNothing(found)) {
    const message = `it can be written only while ${condition.words}${suffix}`;
    const fields = condition.fields.join(' and ');
    const hint = fields === '' ? 'leave it out' : `write ${fields} along with it, or leave it out`;
    return { code: 'not-met', message, hint };
  }
  return readsAs(expectation, found, run);
}

function readsAs({ reads, because, path, field }: Expectation, found: JsonValue, run: WriteRun): Refusal {
  const suffix = because === undefined ? '' : `: ${because}`;
  const message = `it would read back as ${shown(found)} instead of ${shown(reads)}${suffix}`;
  const hint = isNothing(found)
    ? 'leave it out, or write along with it what it depends on'
    : `leave it out, or write ${shown(found)}${besides(path, { field, reads, found }, run)}`;
  return { code: 'would-not-read-back', message, hint };
}

/** Of one of several: what can be done about the others. */
function besides(
  path: PathPlan | undefined,
  { field, reads, found }: { field: string; reads: JsonValue; found: JsonValue },
  run: WriteRun,
): string {
  if (path === undefined || !path.path.some(({ kind }) => kind === 'items' || kind === 'where')) return '';
  const home = descriptorPath(path.path);
  const list = [...run.parts.writers.writers.values()].find(
    ({ plan, ways: [way] }) =>
      plan.target.list && way !== undefined && descriptorPath(way.path.path) === home,
  );
  if (list !== undefined)
    return isNothing(reads)
      ? `; ${list.name} takes several away`
      : `; to link ${shown(reads)} without its being ${field}, add it to ${list.name}`;
  return isNothing(reads) && !isNothing(found)
    ? `; ${shown(found)} and whatever else is linked can be taken away only by a request of the vendor's own`
    : '';
}

/** True for a field that is to be empty, and would be even if nothing were sent for it. */
function isNeedless({ reads, find, path }: Expectation, run: WriteRun): boolean {
  if (!isNothing(reads)) return false;
  if (path === undefined) return true;
  if (isWorkedOutAnew(path, run)) return false;
  const { record } = run.parts.read(recordAfter(run, path.path));
  return isJsonObject(record) && isNothing(find(record) ?? null);
}

function inWords(value: JsonValue): string {
  return value === null ? 'empty' : shown(value);
}
