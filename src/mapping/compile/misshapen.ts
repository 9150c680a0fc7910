import type { Issue } from '../../model/issue.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { pathsWithin } from '../check/plan-walk.ts';
import type { CheckedMapping } from '../load-files.ts';
import type { FieldExplanation } from '../mapping-types.ts';
import type { NativePath, PathStep } from '../native/native-path.ts';
import { placeText } from '../yaml/place.ts';
import { isList } from './accessor.ts';
import { cut, type Draft, type Run } from './run.ts';

/** A field that looks into objects or lists of the record. */
interface DeepField {
  readonly name: string;
  readonly at: string;
  /** The ways into them. */
  readonly paths: readonly NativePath[];
  /** True where nothing but them tells what the vendor has. */
  readonly isAllDeep: boolean;
  /** False where the field has to have a value, or is a list. */
  readonly mayBeNull: boolean;
}

/** Fields whose values lie deeper than the record itself, with the ways there. */
export function deepFields({ fields, model }: CheckedMapping): readonly DeepField[] {
  return [...fields].flatMap(([name, plan]) => {
    if (plan.kind !== 'value') return [];
    const all = [...pathsWithin(plan)].flatMap(({ origin, path }) => (origin === 'native' ? [path] : []));
    const paths = all.filter(({ length }) => length > 1);
    if (paths.length === 0) return [];
    const isAllDeep = paths.length === all.length;
    const mayBeNull = !plan.target.list && (model.fields[name]?.nullable ?? true);
    return [{ name, at: placeText(plan.rule.at), paths, isAllDeep, mayBeNull }];
  });
}

/**
 * Says of each field that has nothing of the vendor whether something else stands where an object or a list should be:
 * it would look like a value that the vendor does not have. What a mapping says instead of those is then no value either.
 */
export function raiseMisshapen(
  native: JsonObject,
  draft: Draft,
  fields: readonly DeepField[],
  run: Run,
): void {
  for (const field of fields) {
    const { name, at, mayBeNull } = field;
    if (run.issues?.some((issue) => issue.field === name) === true) continue;
    const found = misshapenOf(field, native, draft[name]);
    if (found === undefined) continue;
    run.raise(name, at, found.code, cut(found.value));
    if (mayBeNull) draft[name] = null;
  }
}

/** The same in explanations, which have told of each field without the others. */
export function explainMisshapen(
  native: JsonObject,
  explained: Map<string, FieldExplanation>,
  fields: readonly DeepField[],
  recordId: string | null,
): void {
  for (const field of fields) {
    const { name, at, mayBeNull } = field;
    const told = explained.get(name);
    if (told === undefined || told.issue !== undefined) continue;
    const found = misshapenOf(field, native, told.value);
    if (found === undefined) continue;
    const issue: Issue = { record: recordId, field: name, code: found.code, native: cut(found.value), at };
    const value = mayBeNull ? null : told.value;
    const from = told.from.map((step) => ({ ...step, used: false }));
    explained.set(name, { ...told, value, reason: 'failed', because: undefined, from, issue });
  }
}

interface Misplaced {
  readonly code: 'not-an-object' | 'not-a-list';
  readonly value: JsonValue;
}

/** What stands in the way of a field; undefined where its value, if it has one, may be the vendor's. */
function misshapenOf(
  { paths, isAllDeep }: DeepField,
  native: JsonObject,
  value: JsonValue | undefined,
): Misplaced | undefined {
  const isEmpty = value === undefined || value === null || (isList(value) && value.length === 0);
  const found = paths.map((path) => misplaced(native, path));
  if (isEmpty) return found.find((one) => one !== undefined);
  return isAllDeep && !found.includes(undefined) ? found[0] : undefined;
}

/** The first thing on the way that is not what the next step looks into. */
function misplaced(native: JsonObject, path: NativePath): Misplaced | undefined {
  let value: JsonValue = native;
  for (const step of path) {
    const wrong = mismatch(value, step);
    if (wrong !== undefined) return { code: wrong, value };
    if (step.kind !== 'key' || !isJsonObject(value) || !Object.hasOwn(value, step.name)) return undefined;
    const next: JsonValue = value[step.name] ?? null;
    if (next === null) return undefined;
    value = next;
  }
  return undefined;
}

function mismatch(value: JsonValue, { kind }: PathStep): Misplaced['code'] | undefined {
  if (kind === 'key') return isJsonObject(value) ? undefined : 'not-an-object';
  if (kind === 'any') return undefined;
  return isList(value) ? undefined : 'not-a-list';
}
