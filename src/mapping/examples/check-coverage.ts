import { isJsonObject } from '../../model/json.ts';
import type { ValuePlan } from '../check/plan.ts';
import { rulesWithin } from '../check/plan-walk.ts';
import { explainFields } from '../compile/explain.ts';
import type { MappingParts } from '../compile/compile-mapping.ts';
import { Run } from '../compile/run.ts';
import type { FindingSink } from '../findings.ts';
import type { Rule } from '../rules/rule.ts';
import type { Example } from './load-examples.ts';
import { contextOf } from './run-example.ts';

/**
 * W301: every entry of a map and every alternative of `first` needs an example that uses it, for a slip in one that
 * nothing uses is never seen. Only rules of the given files are looked at.
 */
export function checkCoverage(
  { checked, compiled, partsOf }: MappingParts,
  examples: readonly Example[],
  file: string,
  sink: FindingSink,
): void {
  const plans = [...checked.fields, ...checked.customMappings].flatMap(([name, plan]) =>
    plan.kind === 'value' && plan.rule.at.file === file && isBranching(plan) ? [{ name, plan }] : [],
  );
  if (plans.length === 0) return;
  const used = new Set<object>();
  for (const example of examples) {
    if (example.write !== undefined) continue;
    const native = isJsonObject(example.native) ? example.native : {};
    explainFields(native, checked, compiled, new Run(partsOf(contextOf(example))), used);
  }
  for (const { name, plan } of plans) {
    for (const { rule } of rulesWithin(plan)) {
      checkMapLines(name, rule, used, sink);
      if (rule !== plan.rule && !used.has(rule)) {
        sink.add('W301', rule.at, `no example takes ${name} from this alternative`, 'add one to  examples:');
      }
    }
  }
}

function checkMapLines(name: string, { map }: Rule, used: ReadonlySet<object>, sink: FindingSink): void {
  for (const line of map?.lines ?? []) {
    if (used.has(line)) continue;
    sink.add(
      'W301',
      line.native.at,
      `no example takes ${name} from "${line.native.value}"`,
      'add one to  examples:',
    );
  }
}

function isBranching(plan: ValuePlan): boolean {
  return plan.source.kind === 'first' || plan.rule.map !== undefined;
}
