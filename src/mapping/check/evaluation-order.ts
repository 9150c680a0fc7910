import type { ModelSpec } from '../../model/field-spec.ts';
import type { FindingSink } from '../findings.ts';
import type { FieldPlan, ValuePlan } from './plan.ts';

/** Orders unified fields so that each comes after those it reads. A field that reads itself is a finding. */
export function evaluationOrder(
  fields: ReadonlyMap<string, FieldPlan>,
  model: ModelSpec,
  sink: FindingSink,
): readonly string[] {
  const done = new Set<string>();
  const open = new Set<string>();

  function visit(name: string): void {
    const plan = fields.get(name);
    if (plan === undefined || done.has(name)) return;
    if (open.has(name)) {
      sink.add(
        'E114',
        plan.rule.at,
        `${name} depends on itself`,
        'read one of the fields from the native record instead',
      );
      return;
    }
    open.add(name);
    // Records are known by their id from the first issue on; amounts are rounded by their currency.
    for (const needed of plan.kind === 'value' ? fieldsRead(plan) : []) visit(needed);
    open.delete(name);
    done.add(name);
  }

  for (const name of Object.keys(model.fields)) visit(name);
  return [...done];
}

/** Unified fields that a rule reads. */
export function fieldsRead({ rule, guards, source }: ValuePlan): readonly string[] {
  const names = new Set<string>();
  if (rule.startWith !== undefined) names.add(rule.startWith.value);
  if (rule.round?.value === 'currency') names.add('currency');
  for (const { path } of guards) if (path.origin === 'out') names.add(path.name);
  if (source.kind === 'first')
    for (const entry of source.entries) for (const name of fieldsRead(entry)) names.add(name);
  if (source.kind === 'combine') {
    for (const { path } of source.operands) if (path.origin === 'out') names.add(path.name);
  }
  return [...names];
}
