import type { Target, ValuePlan } from '../check/plan.ts';
import type { Reader, Told } from './reader.ts';
import { hasValue, stepOf, takeFirst } from './step.ts';

/** Alternatives: the first one with a value wins. Issues of those before it stay. */
export function compileFirst(
  entries: readonly ValuePlan[],
  target: Target,
  compile: (entry: ValuePlan) => Reader,
): Reader {
  const readers = entries.map(compile);
  const steps = readers.map(stepOf);
  return {
    ...(target.list ? {} : { first: steps }),
    read: (run) => takeFirst(steps, run) ?? (target.list ? [] : null),
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
      return mostTelling(untold, target);
    },
  };
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

function mostTelling(untold: readonly Told[], target: Target): Told {
  for (const reason of telling) {
    const found = untold.find((told) => told.reason === reason);
    if (found !== undefined) return found;
  }
  return untold[0] ?? { value: target.list ? [] : null, reason: 'empty-at-vendor', because: undefined };
}
