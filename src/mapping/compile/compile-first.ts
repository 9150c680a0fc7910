import type { JsonValue } from '../../model/json.ts';
import type { ValuePlan } from '../check/plan.ts';
import type { Reader, Told } from './reader.ts';
import type { Run } from './run.ts';
import { hasValue, stepOf, takeFirst } from './step.ts';

/** Alternatives: the first one with a value wins. Issues of those before it stay. */
export function compileFirst(entries: readonly ValuePlan[], compile: (entry: ValuePlan) => Reader): Reader {
  const readers = entries.map(compile);
  const steps = readers.map(stepOf);
  const isOfLists = entries.some(({ target }) => target.list);
  return {
    ...(isOfLists ? {} : { first: steps }),
    read: isOfLists ? (run) => firstList(readers, run) : (run) => takeFirst(steps, run),
    explain: (run, trace) => {
      const untold: Told[] = [];
      for (const [index, reader] of readers.entries()) {
        const told = reader.explain(run, trace);
        if (!hasValue(told.value)) {
          untold.push(told);
          continue;
        }
        const entry = entries[index];
        if (entry !== undefined) trace.used.add(entry.rule);
        return told;
      }
      return { ...mostTelling(untold), value: untold.find(({ value }) => value !== null)?.value ?? null };
    },
  };
}

function firstList(readers: readonly Reader[], run: Run): JsonValue {
  let none: JsonValue = null;
  for (const { read } of readers) {
    const value = read(run);
    if (hasValue(value)) return value;
    // A list that was read and is empty is known to be empty.
    none ??= value;
  }
  return none;
}

/** Of several reasons for an empty field, the one that says most. */
const telling: readonly Told['reason'][] = [
  'failed',
  'mapped',
  'not-in-lookup',
  'empty-at-vendor',
  'not-requested',
  'guard-not-met',
];

function mostTelling(untold: readonly Told[]): Omit<Told, 'value'> {
  for (const reason of telling) {
    const found = untold.find((told) => told.reason === reason);
    if (found !== undefined) return found;
  }
  return untold[0] ?? { reason: 'empty-at-vendor', because: undefined };
}
