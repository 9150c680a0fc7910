import type { Rule } from '../rules/rule.ts';
import { checkClear } from './check-clear.ts';
import type { CheckScope } from './check-scope.ts';
import type { ConversionPlan, PathPlan, Target, ValuePlan } from './plan.ts';

/**
 * Fields that may be written need a way back, or a reason why there is none. A reason reaches the person whose write
 * is refused, so it may not be missing.
 */
export function checkWrite(plan: ValuePlan, scope: CheckScope): void {
  const { rule, target } = plan;
  if (target.access === 'read') return;
  if (rule.access === 'read') {
    if (rule.because === undefined && rule.heuristic === undefined) {
      scope.sink.add(
        'W201',
        rule.at,
        `${target.name} is made read-only without a reason`,
        'add  because: "…"',
      );
    }
    return;
  }
  const writer = writerOf(plan);
  checkGuardReason(plan, writer, scope);
  checkWayBack(plan, writer, scope);
  if (plan !== writer) checkClear(plan.rule, pathOf(writer), scope);
  checkAmbiguity(writer.rule, target, scope);
}

/** A value is written through the first alternative that can be written; where none can, the first one says why. */
function writerOf(plan: ValuePlan): ValuePlan {
  if (plan.source.kind !== 'first') return plan;
  const writers = plan.source.entries.map(writerOf);
  return writers.find(isWritable) ?? writers[0] ?? plan;
}

function pathOf({ source }: ValuePlan): PathPlan | undefined {
  return source.kind === 'from' ? source.candidates[0]?.path : undefined;
}

function checkGuardReason(plan: ValuePlan, writer: ValuePlan, { sink }: CheckScope): void {
  const isGuarded = plan.guards.length > 0 || writer.guards.length > 0;
  const reasons = [plan.rule, writer.rule].flatMap(({ because, heuristic }) => because ?? heuristic ?? []);
  if (!isGuarded || reasons.length > 0 || !isWritable(writer)) return;
  sink.add(
    'W202',
    plan.rule.at,
    `what is written to ${plan.target.name} reads back only while its condition holds, and no reason is given`,
    'add  because: "…"',
  );
}

function isWritable(plan: ValuePlan): boolean {
  const path = pathOf(plan);
  return path?.origin === 'native' && path.field.access === 'read-write' && plan.rule.access !== 'read';
}

function checkWayBack(plan: ValuePlan, writer: ValuePlan, { sink }: CheckScope): void {
  const { rule, source, target } = writer;
  if (!isWritable(writer) || source.kind !== 'from' || plan.write?.choice !== undefined) return;
  if (rule.list === true) {
    sink.add(
      'E151',
      rule.at,
      `${target.name} is made from one value and cannot be written as a list`,
      readOnlyHint,
    );
  } else if (source.conversion.kind === 'lookup' && !isReversible(source.conversion) && !hasReason(plan)) {
    const { table, column } = source.conversion;
    const message = `${target.name} cannot be written: several rows of ${table.name} may have the same ${column}, and no reason is given`;
    const declared = table.load === 'all' ? `, or declare  unique: [${column}]  in the descriptor` : '';
    sink.add('W203', rule.at, message, `${readOnlyHint}${declared}`);
  }
}

function hasReason({ rule }: ValuePlan): boolean {
  return rule.because !== undefined || rule.heuristic !== undefined;
}

/** A value leads back to a row only where no other row has the same one, and only in a table that is there whole. */
export function isReversible({ table, column }: Extract<ConversionPlan, { kind: 'lookup' }>): boolean {
  return table.load === 'all' && table.unique.includes(column);
}

const readOnlyHint = 'add  access: read  and  because: "…"';

/** Two native values that become one: which of them is written has to be said. */
function checkAmbiguity({ map, reverse = [] }: Rule, target: Target, { sink }: CheckScope): void {
  const seen = new Map<unknown, string>();
  for (const { native, unified } of map?.lines ?? []) {
    const other = seen.get(unified.value);
    const isDecided =
      unified.value === null || reverse.some((line) => line.native.value === String(unified.value));
    if (other !== undefined && !isDecided) {
      const both = `"${other}" and "${native.value}" both become ${JSON.stringify(unified.value)}`;
      sink.add(
        'E132',
        unified.at,
        `${both}: say which one ${target.name} writes`,
        `add  reverse: { ${String(unified.value)}: ${other} }`,
      );
    }
    if (other === undefined) seen.set(unified.value, native.value);
  }
}
