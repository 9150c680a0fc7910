import type { JsonValue } from '../../model/json.ts';
import type { CandidatePlan, SourcePlan, ValuePlan } from '../check/plan.ts';
import type { CompileScope } from './compile-scope.ts';
import { compileConversion, conversionWords, type Blame, type Convert } from './convert.ts';
import {
  compileFetch,
  compileFetchItems,
  containerOf,
  lowest,
  lowestSlot,
  plainSlot,
  type Fetch,
} from './fetch.ts';
import { keyOf } from './key-of.ts';
import { Items } from './items.ts';
import { isRequested } from './requested.ts';
import type { Plain, Reader, Told, Trace } from './reader.ts';
import { cut, type Run } from './run.ts';

type FromPlan = Extract<SourcePlan, { kind: 'from' }>;

interface Candidate {
  readonly plan: CandidatePlan;
  readonly fetch: Fetch;
  readonly convert: Convert;
  readonly words: readonly string[];
  /** False where the request that adds the value was not made. */
  readonly isRequested: (run: Run) => boolean;
}

/** `from` for a single value: the first path that has one decides, even if that one cannot be converted. */
export function compileSingle(plan: ValuePlan, source: FromPlan, blame: Blame, scope: CompileScope): Reader {
  const candidates = source.candidates.map((candidate) =>
    compileCandidate(plan, source, candidate, blame, scope),
  );
  const plain = plainOf(source, candidates, scope);
  return {
    ...(plain === undefined ? {} : { plain }),
    read: readerOf(candidates),
    explain: (run, trace) => explain(plan, source, candidates, run, trace),
  };
}

/** The plain case, which is most of a mapping: undefined where a rule is more than that. */
function plainOf(
  { conversion }: FromPlan,
  candidates: readonly Candidate[],
  scope: CompileScope,
): Plain | undefined {
  const [first] = candidates;
  if (first === undefined) return undefined;
  const slots: number[] = [];
  for (const { plan } of candidates) {
    const slot = plan.path.isList ? lowestSlot(plan.path, scope) : plainSlot(plan.path, scope);
    if (slot === undefined || plan.codec !== first.plan.codec) return undefined;
    slots.push(slot);
  }
  const quick = conversion.kind === 'codec' ? first.plan.codec?.quick : undefined;
  return { slots, quick, convert: first.convert, fallback: null };
}

function compileCandidate(
  plan: ValuePlan,
  source: FromPlan,
  candidate: CandidatePlan,
  blame: Blame,
  scope: CompileScope,
): Candidate {
  const { target } = plan;
  return {
    plan: candidate,
    fetch: candidate.path.isList ? pickLowest(candidate, blame, scope) : compileFetch(candidate.path, scope),
    convert: compileConversion(source.conversion, candidate, blame, scope),
    words: [
      ...(candidate.path.isList ? ['lowest id'] : []),
      ...conversionWords(source.conversion, candidate, target),
    ],
    isRequested: isRequested(candidate.path, scope),
  };
}

function pickLowest({ path }: CandidatePlan, { field, at }: Blame, scope: CompileScope): Fetch {
  const fetchItems = compileFetchItems(path, scope);
  const items = new Items();
  return (run) => {
    items.clear();
    if (!fetchItems(run, items)) {
      run.note = 'failed';
      run.raise(field, at, 'not-a-list', cut(containerOf(path.path, run)));
    }
    return lowest(items);
  };
}

function readerOf(candidates: readonly Candidate[]): Reader['read'] {
  const [only, other] = candidates;
  if (only !== undefined && other === undefined) {
    const { fetch, convert } = only;
    return (run) => {
      const raw = fetch(run);
      return raw === undefined ? null : convert(raw, run);
    };
  }
  return (run) => {
    for (const { fetch, convert } of candidates) {
      const raw = fetch(run);
      if (raw !== undefined) return convert(raw, run);
    }
    return null;
  };
}

function explain(
  { rule }: ValuePlan,
  source: FromPlan,
  candidates: readonly Candidate[],
  run: Run,
  trace: Trace,
): Told {
  let told: Told | undefined;
  let isUnreadable = false;
  for (const { plan, fetch, convert, words } of candidates) {
    run.note = undefined;
    const raw = told === undefined ? fetch(run) : undefined;
    isUnreadable ||= run.note === 'failed';
    run.note = undefined;
    const value = raw === undefined ? null : convert(raw, run);
    const isUsed = raw !== undefined && value !== null;
    if (told === undefined || isUsed) {
      trace.steps.push({ path: plan.path.text, native: cut(raw), steps: words, value, used: isUsed });
    }
    if (raw === undefined) continue;
    if (source.conversion.kind === 'map') markLine(rule.map?.lines ?? [], raw, trace);
    told = { value, reason: value === null ? nullReason(run, source) : 'mapped', because: rule.because };
  }
  if (told !== undefined) return withoutReason(told);
  if (isUnreadable) return { value: null, reason: 'failed', because: undefined };
  const isAsked = candidates.some((candidate) => candidate.isRequested(run));
  return { value: null, reason: isAsked ? 'empty-at-vendor' : 'not-requested', because: undefined };
}

/** A reason for being read-only says nothing about a value that is there. */
function withoutReason(told: Told): Told {
  return told.reason === 'mapped' ? { ...told, because: undefined } : told;
}

function nullReason({ note }: Run, { conversion }: FromPlan): Told['reason'] {
  if (note !== undefined) return note;
  return conversion.kind === 'map' ? 'mapped' : 'empty-at-vendor';
}

/** Notes which line of a map was used. */
export function markLine(
  lines: readonly { readonly native: { readonly value: string } }[],
  raw: JsonValue,
  trace: Trace,
): void {
  const key = keyOf(raw);
  const line = lines.find(({ native }) => native.value === key);
  if (line !== undefined) trace.used.add(line);
}
