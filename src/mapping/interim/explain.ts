import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { BoundParts, CompiledField } from './compile-mapping.ts';
import type { LoadedMapping } from './load-files.ts';
import { MappingError } from '../mapping-error.ts';
import type { FieldExplanation } from '../mapping-types.ts';
import type { Rule } from './rule.ts';
import { placeOf, type Trace } from './run.ts';
import { didYouMean } from './suggest.ts';

export interface ExplainTools {
  readonly fields: readonly CompiledField[];
  readonly loaded: LoadedMapping;
  readonly bound: BoundParts;
}

/** Explains all fields of a record, or the named one, by running the same rules with a trace. */
export function explainFields(
  native: JsonObject,
  name: string | undefined,
  tools: ExplainTools,
): readonly FieldExplanation[] {
  const { rules } = tools.loaded;
  if (name !== undefined && !rules.has(name)) {
    throw new MappingError([], {
      message: `There is no unified field \"${name}\".`,
      hint: didYouMean(name, rules.keys()) ?? `One of ${[...rules.keys()].join(', ')}.`,
    });
  }
  const { run } = tools.bound;
  run.begin();
  const explained: FieldExplanation[] = [];
  for (const [field, rule] of rules) {
    const compiled = tools.fields.find((candidate) => candidate.name === field);
    // Every field is computed even when one is asked for: later ones may refer to earlier ones.
    const explanation = compiled === undefined ? notRead(field, rule) : explainOne(native, compiled, tools);
    if (name === undefined || name === field) explained.push(explanation);
  }
  return explained;
}

function notRead(field: string, rule: Rule): FieldExplanation {
  const unsupported = rule.source.kind === 'unsupported';
  return {
    field,
    value: undefined,
    reason: unsupported ? 'unsupported' : 'write-only',
    because: rule.source.kind === 'unsupported' ? rule.source.reason : 'it is for requests that write',
    from: [],
    rule: placeOf(rule),
    layer: rule.layer,
    issue: undefined,
  };
}

function explainOne(
  native: JsonObject,
  field: CompiledField,
  { bound, loaded }: ExplainTools,
): FieldExplanation {
  const { run } = bound;
  const trace: Trace = {
    steps: [],
    emptyBecause: undefined,
    usedDefault: false,
    usedConstant: false,
    heuristic: undefined,
    because: undefined,
  };
  const issuesBefore = run.issues?.length ?? 0;
  run.field = field.name;
  run.trace = trace;
  let value: unknown;
  try {
    value = isJsonObject(native) ? field.read(native, run, bound) : null;
  } finally {
    run.trace = undefined;
  }
  if (field.name === 'id' && typeof value === 'string') run.recordId = value;
  if (value === null && field.spec.type === 'boolean' && !field.spec.nullable) value = false;
  field.set(run.out, value);
  const reason = reasonOf(value, field, trace, loaded);
  return {
    field: field.name,
    // A rule gives JSON by construction of its codec.
    value: value as JsonValue,
    reason,
    because: sentence(reason, field.rule, trace),
    from: trace.steps,
    rule: placeOf(field.rule),
    layer: field.rule.layer,
    issue: run.issues?.[issuesBefore],
  };
}

function reasonOf(
  value: unknown,
  { rule, spec }: CompiledField,
  trace: Trace,
  { customRules }: LoadedMapping,
): FieldExplanation['reason'] {
  if (rule.source.kind === 'overlay') return customRules.size === 0 ? 'no-overlay' : 'mapped';
  const empty = value === null || (spec.list && Array.isArray(value) && value.length === 0);
  if (empty) return trace.emptyBecause ?? 'empty-at-vendor';
  if (trace.usedDefault) return 'default';
  if (trace.heuristic !== undefined) return 'heuristic';
  if (trace.usedConstant) return 'constant';
  return rule.source.kind === 'combine' || usedCombine(rule, trace) ? 'derived' : 'mapped';
}

/** True where a `first` got its value from an entry that computes it. */
function usedCombine({ source }: Rule, { steps }: Trace): boolean {
  if (source.kind !== 'first' || !source.rules.some((rule) => rule.source.kind === 'combine')) return false;
  const last = steps.findLast((step) => step.used);
  return (
    last !== undefined && last.steps.some((word) => ['product', 'sum', 'latest', 'earliest'].includes(word))
  );
}

function sentence(reason: FieldExplanation['reason'], rule: Rule, trace: Trace): string | undefined {
  switch (reason) {
    case 'heuristic':
      return trace.heuristic;
    case 'guard-not-met':
      return trace.because ?? rule.because ?? 'the condition of the rule does not hold for this record';
    case 'not-in-lookup':
      return 'the vendor does not show the record that the id points to';
    case 'not-requested':
      return 'the table it is looked up in was not loaded: a permission may be missing';
    case 'failed':
      return 'the native value cannot be translated; see the issue';
    case 'empty-at-vendor':
      return 'the vendor has no value here';
    case 'default':
      return 'the vendor has no value here, and the mapping says what stands for that';
    case 'no-overlay':
      return 'no overlay adds custom mappings';
    default:
      return rule.because;
  }
}
