import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { pathsWithin } from '../check/plan-walk.ts';
import type { CheckedMapping } from '../load-files.ts';
import type { NativePath, PathStep } from '../native/native-path.ts';
import { placeText } from '../yaml/place.ts';
import { isList } from './accessor.ts';
import { cut, type Draft, type Run } from './run.ts';

/** A field that looks into objects or lists of the record. */
interface DeepField {
  readonly name: string;
  readonly at: string;
  readonly paths: readonly NativePath[];
}

/** Fields whose values lie deeper than the record itself, with the ways there. */
export function deepFields({ fields }: CheckedMapping): readonly DeepField[] {
  return [...fields].flatMap(([name, plan]) => {
    if (plan.kind !== 'value') return [];
    const paths = [...pathsWithin(plan)].flatMap(({ origin, path }) =>
      origin === 'native' && path.length > 1 ? [path] : [],
    );
    return paths.length === 0 ? [] : [{ name, at: placeText(plan.rule.at), paths }];
  });
}

/**
 * Says of each field that stayed empty whether something else stands where an object or a list should be: it would
 * look like a value that the vendor does not have.
 */
export function raiseMisshapen(
  native: JsonObject,
  draft: Draft,
  fields: readonly DeepField[],
  run: Run,
): void {
  for (const { name, at, paths } of fields) {
    const value = draft[name] ?? null;
    const isEmpty = value === null || (isList(value) && value.length === 0);
    if (!isEmpty || run.issues?.some(({ field }) => field === name) === true) continue;
    for (const path of paths) {
      const found = misplaced(native, path);
      if (found === undefined) continue;
      run.raise(name, at, found.code, cut(found.value));
      break;
    }
  }
}

interface Misplaced {
  readonly code: 'not-an-object' | 'not-a-list';
  readonly value: JsonValue;
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
