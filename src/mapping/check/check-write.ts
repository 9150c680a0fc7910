import type { Rule } from '../rules/rule.ts';
import { checkNativeValue } from './check-native-value.ts';
import type { CheckScope } from './check-scope.ts';
import type { ConversionPlan, Target, ValuePlan } from './plan.ts';

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
  checkClear(writer, scope);
  checkAmbiguity(writer.rule, target, scope);
}

/** A value is written through the first alternative. */
function writerOf(plan: ValuePlan): ValuePlan {
  const [first] = plan.source.kind === 'first' ? plan.source.entries : [];
  return first === undefined ? plan : writerOf(first);
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

function isWritable({ source }: ValuePlan): boolean {
  if (source.kind !== 'from') return false;
  const [first] = source.candidates;
  return first !== undefined && first.path.origin === 'native' && first.path.field.access === 'read-write';
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

/** What is written for null has to be a value of the native field. */
function checkClear({ rule: { clear }, source }: ValuePlan, scope: CheckScope): void {
  const [first] = source.kind === 'from' ? source.candidates : [];
  if (clear === undefined || first === undefined || typeof clear.value !== 'string') return;
  checkNativeValue(clear.value, first.path.field, clear.at, scope);
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
