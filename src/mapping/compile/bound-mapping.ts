import type { Issue } from '../../model/issue.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { CheckedMapping } from '../load-files.ts';
import { MappingError } from '../mapping-error.ts';
import type { BoundMapping, MappingResult } from '../mapping-types.ts';
import { suggest } from '../did-you-mean.ts';
import { placeText } from '../yaml/place.ts';
import type { CompiledFields } from './compile-fields.ts';
import { noObject } from './compile-scope.ts';
import { explainFields } from './explain.ts';
import type { Reader } from './reader.ts';
import { Run, type Draft, type RunParts } from './run.ts';
import type { Setter, Shape } from './shape.ts';

const noIssues: readonly Issue[] = Object.freeze([]);

/** What reading one field takes. */
interface Step {
  readonly name: string;
  readonly read: Reader['read'];
  readonly set: Setter;
  readonly nullable: boolean;
  readonly isRequired: boolean;
  readonly at: string;
}

/** A compiled mapping with the tables and account of one connection. */
export function bindMapping<Unified>(
  checked: CheckedMapping,
  compiled: CompiledFields,
  shape: Shape<Unified>,
  parts: RunParts,
): BoundMapping<Unified> {
  const steps = stepsOf(compiled, shape);
  const { template } = compiled;
  const run = new Run(parts);
  return {
    read: (native) => readRecord(native, run, steps, template, shape),
    explain: (native, field) => {
      if (field !== undefined && !Object.hasOwn(checked.model.fields, field))
        throw unknownField(field, checked);
      const all = explainFields(isJsonObject(native) ? native : {}, checked, compiled, new Run(parts));
      return field === undefined ? all : all.filter((explanation) => explanation.field === field);
    },
  };
}

function stepsOf<Unified>(
  { fields }: CompiledFields,
  { setters, required }: Shape<Unified>,
): readonly Step[] {
  return fields.flatMap(({ name, plan, reader, nullable }) => {
    const set = Object.hasOwn(setters, name) ? setters[name] : undefined;
    const isRequired = required.includes(name);
    return set === undefined
      ? []
      : [{ name, read: reader.read, set, nullable, isRequired, at: placeText(plan.rule.at) }];
  });
}

function readRecord<Unified>(
  native: JsonObject,
  run: Run,
  steps: readonly Step[],
  template: Draft,
  shape: Shape<Unified>,
): MappingResult<Unified> {
  const draft: Draft = { ...template };
  run.begin(isJsonObject(native) ? native : noObject, draft);
  let isUsable = true;
  let hasGap = false;
  for (const step of steps) {
    const value = step.read(run);
    // The draft is null everywhere to begin with.
    if (value !== null) step.set(draft, value);
    else if (step.isRequired) {
      isUsable = false;
      missing(run, step, native);
      if (step === steps[0]) break;
    } else if (!step.nullable) hasGap = true;
    if (step === steps[0] && typeof value === 'string') run.recordId = value;
  }
  const issues = run.issues ?? noIssues;
  if (!isUsable) return { record: null, issues };
  return { record: shape.finish(hasGap ? withoutGaps(draft, steps) : draft), issues };
}

/** A required field without a value; where the value could not be read, that has been said already. */
function missing(run: Run, { name, at }: Step, native: JsonValue): void {
  if (run.issues?.some(({ field }) => field === name) === true) return;
  run.raise(name, at, 'missing', isJsonObject(native) ? null : native);
}

/** Fields that are never null are left out where there is no value. */
function withoutGaps(draft: Draft, steps: readonly Step[]): Draft {
  const never = new Set(steps.flatMap(({ name, nullable }) => (nullable ? [] : [name])));
  return Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => value !== null || !never.has(name)),
  );
}

function unknownField(field: string, { model }: CheckedMapping): MappingError {
  const hint = suggest(field, Object.keys(model.fields)) ?? `known: ${Object.keys(model.fields).join(', ')}`;
  return new MappingError([], { message: `The model ${model.name} has no field "${field}".`, hint });
}
