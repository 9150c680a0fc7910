import type { JsonValue } from '../../model/json.ts';
import type { OperandPlan, SourcePlan, Target } from '../check/plan.ts';
import type { Quick } from '../codecs/codec.ts';
import { readQuickly } from '../codecs/quick.ts';
import type { CompileScope } from './compile-scope.ts';
import { decoding, type Blame, type Convert } from './convert.ts';
import { compileFetch, plainSlot, type Fetch } from './fetch.ts';
import type { Reader, Told, Trace } from './reader.ts';
import { cut, type Run } from './run.ts';

type CombinePlan = Extract<SourcePlan, { kind: 'combine' }>;

interface Operand {
  readonly plan: OperandPlan;
  readonly fetch: Fetch;
  /** Where the value stands, and the short way that most can take; undefined where there is none. */
  readonly slot: number | undefined;
  readonly quick: Quick | undefined;
  readonly decode: Convert | undefined;
}

/** A value computed from others. A product needs all of them; a sum, the latest and the earliest take what there is. */
export function compileCombine(plan: CombinePlan, target: Target, blame: Blame, scope: CompileScope): Reader {
  const operands = plan.operands.map((operand) => compileOperand(operand, blame, scope));
  const combine = combinations[plan.how];
  const read = (run: Run): JsonValue => inRange(combine(operands, run, plan.scale), target, blame, run);
  return { read, explain: (run, trace) => explain(plan, operands, read, run, trace) };
}

function compileOperand(plan: OperandPlan, blame: Blame, scope: CompileScope): Operand {
  const fetch = compileFetch(plan.path, scope);
  const { codec, path } = plan;
  const quick = codec?.quick;
  const slot = quick === undefined ? undefined : plainSlot(path, scope);
  return { plan, fetch, slot, quick, decode: codec === undefined ? undefined : decoding(codec, blame) };
}

function valueOf({ slot, quick, fetch, decode }: Operand, run: Run): JsonValue {
  if (slot !== undefined && quick !== undefined) {
    const raw = run.values[slot];
    if (raw === undefined || raw === null) return null;
    const value = raw === '' ? undefined : readQuickly(quick, raw);
    if (value !== undefined) return value;
  }
  const raw = fetch(run);
  if (raw === undefined) return null;
  return decode === undefined ? raw : decode(raw, run);
}

type Combine = (operands: readonly Operand[], run: Run, scale: number) => JsonValue;

const combinations: Readonly<Record<CombinePlan['how'], Combine>> = { product, sum, latest, earliest };

function product(operands: readonly Operand[], run: Run, scale: number): JsonValue {
  let result = 1;
  for (const operand of operands) {
    const factor = valueOf(operand, run);
    if (typeof factor !== 'number') return null;
    result *= factor;
  }
  return withoutNoise(result * scale);
}

function sum(operands: readonly Operand[], run: Run, scale: number): JsonValue {
  let result: number | null = null;
  for (const operand of operands) {
    const summand = valueOf(operand, run);
    if (typeof summand === 'number') result = (result ?? 0) + summand;
  }
  return result === null ? null : withoutNoise(result * scale);
}

function latest(operands: readonly Operand[], run: Run): JsonValue {
  let result: string | null = null;
  for (const operand of operands) {
    const text = valueOf(operand, run);
    if (typeof text === 'string' && (result === null || text > result)) result = text;
  }
  return result;
}

function earliest(operands: readonly Operand[], run: Run): JsonValue {
  let result: string | null = null;
  for (const operand of operands) {
    const text = valueOf(operand, run);
    if (typeof text === 'string' && (result === null || text < result)) result = text;
  }
  return result;
}

/** Digits beyond the fifteenth come from computing in binary. */
function withoutNoise(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

function inRange(value: JsonValue, target: Target, { field, at }: Blame, run: Run): JsonValue {
  if (typeof value !== 'number') return value;
  const isRight =
    target.type === 'integer'
      ? Number.isSafeInteger(value)
      : Number.isFinite(value) && (target.type !== 'percent' || (value >= 0 && value <= 100));
  if (isRight) return value;
  run.note = 'failed';
  run.raise(field, at, target.type === 'integer' ? 'not-an-integer' : 'out-of-range', String(value));
  return null;
}

function explain(
  { how, scale }: CombinePlan,
  operands: readonly Operand[],
  read: Reader['read'],
  run: Run,
  trace: Trace,
): Told {
  run.note = undefined;
  const value = read(run);
  const issues = run.issues?.length ?? 0;
  const words = [how, ...(scale === 1 ? [] : [`times ${scale}`])];
  const wins = how === 'latest' || how === 'earliest';
  for (const operand of operands) {
    const part = valueOf(operand, run);
    const used = value !== null && part !== null && (!wins || part === value);
    trace.steps.push({
      path: operand.plan.path.text,
      native: cut(operand.fetch(run)),
      steps: words,
      value: part,
      used,
    });
  }
  // Reading the parts once more is no new issue.
  if (run.issues !== undefined) run.issues.length = issues;
  if (value !== null) return { value, reason: 'derived', because: undefined };
  return { value, reason: run.note ?? 'empty-at-vendor', because: undefined };
}
