import { isReversible } from '../check/check-write.ts';
import type { ConversionPlan, GuardPlan, PathPlan, ValuePlan } from '../check/plan.ts';
import type { Codec } from '../codecs/codec.ts';

/** One way in which a unified value can get into the native record. */
export interface Way {
  /** The rule that reads it back. */
  readonly plan: ValuePlan;
  readonly path: PathPlan;
  readonly codec: Codec | undefined;
  readonly conversion: ConversionPlan;
  /** Conditions under which the rule reads it: its own and those of the rules around it. */
  readonly guards: readonly GuardPlan[];
}

/**
 * The ways back of a rule, the likeliest first. Alternatives that the vendor alone fills are passed over: what is
 * written to a later one shows through them.
 */
export function waysOf(plan: ValuePlan, outer: readonly GuardPlan[] = []): readonly Way[] {
  const { rule, source, guards: own } = plan;
  if (rule.access === 'read' || rule.list === true) return [];
  const guards = [...outer, ...own];
  if (source.kind === 'first') return source.entries.flatMap((entry) => waysOf(entry, guards));
  if (source.kind !== 'from') return [];
  const [candidate] = source.candidates;
  if (candidate === undefined || !isOpen(candidate.path)) return [];
  const { conversion } = source;
  const { path, codec } = candidate;
  const isOneWay = conversion.kind === 'lookup' && !isReversible(conversion);
  return isOneWay ? [] : [{ plan, path, codec, conversion, guards }];
}

/** True where the vendor lets the field be written. */
function isOpen({ origin, field }: PathPlan): boolean {
  return origin === 'native' && field.access === 'read-write';
}

/** Why a rule without a way back has none: the author's words, else the vendor's part in it. */
export function whyReadOnly({ rule, source }: ValuePlan): string {
  const reason = rule.because ?? rule.heuristic;
  if (reason !== undefined) return reason;
  switch (source.kind) {
    case 'from': {
      const [first] = source.candidates;
      if (first?.path.origin === 'native' && first.path.field.access === 'read')
        return `the vendor does not let ${first.path.text} be written`;
      return `it is read from ${first?.path.text ?? 'nothing'} in a way that cannot be turned round`;
    }
    case 'first': {
      const [entry] = source.entries;
      return entry === undefined ? 'it has no source' : whyReadOnly(entry);
    }
    case 'combine':
      return 'it is worked out from other fields';
    case 'const':
      return 'it is always the same';
  }
}
