import type { JsonValue } from '../../model/json.ts';
import type { ValuePlan } from '../check/plan.ts';
import { compileRule } from './compile-rule.ts';
import type { CompileScope } from './compile-scope.ts';
import type { Reader, Told } from './reader.ts';

/** An object with the results of the connection's own mappings; empty without any. */
export function compileCustomMappings(plans: ReadonlyMap<string, ValuePlan>, scope: CompileScope): Reader {
  const readers = [...plans].map(([key, plan]) => {
    const { read, explain } = compileRule(plan, scope);
    return { key, read, explain };
  });
  return {
    read: (run) => {
      const values: Record<string, JsonValue> = {};
      for (const { key, read } of readers) values[key] = read(run);
      return values;
    },
    explain: (run, trace) => {
      const told = readers.map(({ key, explain }): [string, Told] => {
        const start = trace.steps.length;
        const one = explain(run, trace);
        for (let index = start; index < trace.steps.length; index += 1) {
          const step = trace.steps[index];
          if (step !== undefined) trace.steps[index] = { ...step, steps: [key, ...step.steps] };
        }
        return [key, one];
      });
      const value = Object.fromEntries(told.map(([key, one]) => [key, one.value]));
      return { ...summary(told.map(([, one]) => one)), value, keys: new Map(told) };
    },
  };
}

function summary(told: readonly Told[]): Omit<Told, 'value'> {
  const [first] = told;
  if (first === undefined) return { reason: 'no-overlay', because: 'no overlay adds custom mappings' };
  const filled = told.find(({ value }) => value !== null) ?? first;
  return { reason: filled.reason, because: filled.because };
}
