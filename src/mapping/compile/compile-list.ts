import type { JsonValue } from '../../model/json.ts';
import type { CandidatePlan, SourcePlan, ValuePlan } from '../check/plan.ts';
import type { CompileScope } from './compile-scope.ts';
import { markLine } from './compile-single.ts';
import { compileConversion, conversionWords, type Blame, type Convert } from './convert.ts';
import { compileFetch, compileFetchItems, containerOf, type FetchItems } from './fetch.ts';
import type { Reader, Told, Trace } from './reader.ts';
import { Items } from './items.ts';
import { isRequested } from './requested.ts';
import { cut, type Run } from './run.ts';

type FromPlan = Extract<SourcePlan, { kind: 'from' }>;

interface Candidate {
  readonly plan: CandidatePlan;
  readonly fetch: FetchItems;
  readonly convert: Convert;
}

/**
 * `from` for a list: each item converted, those that cannot be left out with an issue. Null where the list needs a
 * request of its own that was not made, or that the connector could not make and put something else in its place:
 * nothing is known of it, while an empty list says that there is nothing.
 */
export function compileList(plan: ValuePlan, source: FromPlan, blame: Blame, scope: CompileScope): Reader {
  const candidates = source.candidates.map((candidate) => ({
    plan: candidate,
    fetch: candidate.path.isList ? compileFetchItems(candidate.path, scope) : single(candidate, scope),
    convert: compileConversion(source.conversion, candidate, blame, scope),
  }));
  const items = new Items();
  const build = listBuilder(plan, scope);
  const isAsked = anyRequested(candidates, scope);
  const isAttached = candidates.every(({ plan: { path } }) => path.field.attached !== undefined);
  const read = (run: Run): JsonValue[] | null => {
    const found = firstWithItems(candidates, items, run, blame);
    if (found === 'unreadable' && isAttached) return null;
    const list = build(items, found === 'unreadable' ? undefined : found?.convert, run);
    return list.length === 0 && !isAsked(run) ? null : list;
  };
  return {
    read,
    explain: (run, trace) => {
      run.note = undefined;
      return explain(plan, source, candidates, read(run), run, trace);
    },
  };
}

function anyRequested(candidates: readonly Candidate[], scope: CompileScope): (run: Run) => boolean {
  const asked = candidates.map(({ plan }) => isRequested(plan.path, scope));
  return (run) => asked.some((isAsked) => isAsked(run));
}

/** One value as a list of one. */
function single({ path }: CandidatePlan, scope: CompileScope): FetchItems {
  const fetch = compileFetch(path, scope);
  return (run, into) => {
    const raw = fetch(run);
    if (raw !== undefined) into.add(raw);
    return true;
  };
}

function firstWithItems(
  candidates: readonly Candidate[],
  items: Items,
  run: Run,
  { field, at }: Blame,
): Candidate | 'unreadable' | undefined {
  let isUnreadable = false;
  for (const candidate of candidates) {
    items.clear();
    if (!candidate.fetch(run, items)) {
      isUnreadable = true;
      run.note = 'failed';
      run.raise(field, at, 'not-a-list', cut(containerOf(candidate.plan.path.path, run)));
    }
    if (items.size > 0) return candidate;
  }
  return isUnreadable ? 'unreadable' : undefined;
}

const manyItems = 16;

/** Converts items into a list: the unified field of `startWith` first, and each value once where that is wanted. */
function listBuilder(
  { rule }: ValuePlan,
  scope: CompileScope,
): (items: Items, convert: Convert | undefined, run: Run) => JsonValue[] {
  const kept = new Items();
  const isUnique = rule.unique === true;
  const headSlot = rule.startWith === undefined ? undefined : scope.outSlot(rule.startWith.value);
  return (items, convert, run) => {
    kept.clear();
    const head = headSlot === undefined ? null : (run.values[headSlot] ?? null);
    if (head !== null) kept.add(head);
    if (convert === undefined) return kept.toArray();
    const seen = isUnique && items.size > manyItems ? new Set<JsonValue>([head]) : undefined;
    for (let index = 0; index < items.size; index += 1) {
      const value = convert(items.at(index), run);
      if (value === null || value === head) continue;
      if (isUnique && (seen === undefined ? kept.has(value) : seen.has(value))) continue;
      seen?.add(value);
      kept.add(value);
    }
    return kept.toArray();
  };
}

function explain(
  { rule, target }: ValuePlan,
  source: FromPlan,
  candidates: readonly Candidate[],
  value: JsonValue[] | null,
  run: Run,
  trace: Trace,
): Told {
  let isFilled = false;
  for (const { plan, fetch } of candidates) {
    const found = new Items();
    if (!isFilled) fetch(run, found);
    const items = found.toArray();
    if (source.conversion.kind === 'map')
      for (const item of items) markLine(rule.map?.lines ?? [], item, trace);
    const used = items.length > 0;
    isFilled ||= used;
    const words = [
      ...conversionWords(source.conversion, plan, target),
      ...(rule.unique === true ? ['each once'] : []),
      ...(rule.startWith === undefined ? [] : [`${rule.startWith.value} first`]),
    ];
    trace.steps.push({ path: plan.path.text, native: items, steps: words, value: used ? value : [], used });
  }
  if (value === null)
    return { value, reason: run.note === 'failed' ? 'failed' : 'not-requested', because: undefined };
  if (value.length > 0) return { value, reason: 'mapped', because: undefined };
  if (isFilled || run.note === 'failed') return { value, reason: run.note ?? 'failed', because: undefined };
  return { value, reason: 'empty-at-vendor', because: undefined };
}
