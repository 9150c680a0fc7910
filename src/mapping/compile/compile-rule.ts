import { minorUnitDigits } from '../../model/currency.ts';
import type { JsonValue } from '../../model/json.ts';
import type { ValuePlan } from '../check/plan.ts';
import { roundTo } from '../codecs/round-to.ts';
import { placeText } from '../yaml/place.ts';
import { isList } from './accessor.ts';
import { compileCombine } from './compile-combine.ts';
import { compileFirst } from './compile-first.ts';
import { allHold, compileGuard, holds } from './compile-guard.ts';
import { compileList } from './compile-list.ts';
import { compileSingle } from './compile-single.ts';
import type { CompileScope } from './compile-scope.ts';
import type { Blame } from './convert.ts';
import type { Reader, Trace } from './reader.ts';
import type { Run } from './run.ts';

/** Turns a checked rule into closures: source, then rounding, then default, all of it under the guards. */
export function compileRule(plan: ValuePlan, scope: CompileScope): Reader {
  const blame = { field: plan.target.name, at: placeText(plan.rule.at) };
  const rounded = withRounding(compileSource(plan, blame, scope), plan, scope);
  const defaulted = withDefault(rounded, plan);
  const guarded = withGuards(defaulted, plan, scope);
  return withHeuristic(guarded, plan);
}

function compileSource(plan: ValuePlan, blame: Blame, scope: CompileScope): Reader {
  const { source, target } = plan;
  switch (source.kind) {
    case 'const':
      return constant(source.value, plan);
    case 'first':
      return compileFirst(source.entries, (entry) => compileRule(entry, scope));
    case 'combine':
      return compileCombine(source, target, blame, scope);
    case 'from':
      return target.list
        ? compileList(plan, source, blame, scope)
        : compileSingle(plan, source, blame, scope);
  }
}

function constant(value: JsonValue, { rule }: ValuePlan): Reader {
  return {
    ...(isObject(value) ? {} : { constant: value }),
    read: ownCopies(value),
    explain: (_run, trace) => {
      trace.steps.push({ path: 'const', native: value, steps: [], value, used: true });
      return { value, reason: 'constant', because: rule.because };
    },
  };
}

/** A value that a mapping writes down; lists and objects anew for each record, since records may be changed. */
function ownCopies(value: JsonValue): () => JsonValue {
  if (isList(value) && value.every((item) => typeof item !== 'object')) return () => [...value];
  return isObject(value) ? () => structuredClone(value) : () => value;
}

function isObject(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null;
}

function withRounding(reader: Reader, { rule }: ValuePlan, scope: CompileScope): Reader {
  if (rule.round === undefined) return reader;
  const { read, explain } = reader;
  const places = rule.round.value;
  const currency = scope.outSlot('currency');
  const round = (value: JsonValue, run: Run): JsonValue => {
    if (typeof value !== 'number') return value;
    return roundTo(value, places === 'currency' ? currencyPlaces(run.values[currency]) : places);
  };
  return {
    read: (run) => round(read(run), run),
    explain: (run, trace) => {
      const told = explain(run, trace);
      return { ...told, value: round(told.value, run) };
    },
  };
}

/** Decimal places of the record's currency; 2 where it has none. */
function currencyPlaces(code: JsonValue | undefined): number {
  return typeof code === 'string' ? minorUnitDigits(code) : 2;
}

function isBlank(value: JsonValue): boolean {
  return value === null || (isList(value) && value.length === 0);
}

function withDefault(reader: Reader, { rule, target }: ValuePlan): Reader {
  if (rule.default === undefined) return reader;
  const { plain, read, explain } = reader;
  const { value: written } = rule.default;
  const fallback = ownCopies(written);
  const isPlain = plain !== undefined && !isObject(written);
  // What could not be read stays empty, with its issue, unless the field has to have a value.
  const isRequired = !target.nullable && !target.list;
  const standsFor = ({ issues }: Run, before: number): boolean =>
    isRequired || (issues?.length ?? 0) === before;
  return {
    ...(isPlain ? { plain: { ...plain, convert: undefined, fallback: written } } : {}),
    read: (run) => {
      const before = run.issues?.length ?? 0;
      const value = read(run);
      return isBlank(value) && standsFor(run, before) ? fallback() : value;
    },
    explain: (run, trace) => {
      const before = run.issues?.length ?? 0;
      const told = explain(run, trace);
      if (!isBlank(told.value) || !standsFor(run, before)) return told;
      const isRefused = (run.issues?.length ?? 0) > before;
      const missed = isRefused ? 'the vendor’s value could not be converted' : 'the vendor has no value';
      const because = rule.because ?? `${missed}, and the mapping says what stands for that`;
      return { value: fallback(), reason: 'default', because };
    },
  };
}

function withGuards(reader: Reader, plan: ValuePlan, scope: CompileScope): Reader {
  const { rule, target } = plan;
  const guards = plan.guards.map((guard) => compileGuard(guard, scope));
  if (guards.length === 0) return reader;
  const { read, explain } = reader;
  return {
    guarded: { guards, reader },
    read: (run) => (allHold(guards, run) ? read(run) : target.list ? [] : null),
    explain: (run, trace) => {
      const unmet = guards.find((guard) => !holds(guard, run));
      const start = trace.steps.length;
      const words = guards.map((guard) => `when ${guard.words}${guard === unmet ? ': not met' : ''}`);
      if (unmet === undefined) {
        const told = explain(run, trace);
        addWords(trace.steps, start, words, false);
        return told;
      }
      // Nothing of this counts; it shows what would have been read.
      const issues = run.issues?.length ?? 0;
      explain(run, { steps: trace.steps, used: new Set() });
      if (run.issues !== undefined) run.issues.length = issues;
      addWords(trace.steps, start, words, true);
      const because = rule.because ?? `only where ${unmet.words}`;
      return { value: target.list ? [] : null, reason: 'guard-not-met', because };
    },
  };
}

function addWords(
  steps: { [index: number]: Trace['steps'][number]; readonly length: number },
  start: number,
  words: readonly string[],
  isUnmet: boolean,
): void {
  for (let index = start; index < steps.length; index += 1) {
    const step = steps[index];
    if (step === undefined) continue;
    const lifted = isUnmet ? { value: null, used: false } : {};
    steps[index] = { ...step, steps: [...words, ...step.steps], ...lifted };
  }
}

function withHeuristic(reader: Reader, { rule }: ValuePlan): Reader {
  const { heuristic } = rule;
  if (heuristic === undefined) return reader;
  return {
    ...reader,
    explain: (run, trace) => {
      const told = reader.explain(run, trace);
      const isEmpty = told.value === null || told.reason === 'empty-at-vendor';
      return isEmpty ? told : { ...told, reason: 'heuristic', because: heuristic };
    },
  };
}
