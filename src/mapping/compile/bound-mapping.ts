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
import { raiseMisshapen } from './misshapen.ts';
import { Run, type Draft, type RunParts } from './run.ts';
import type { Shape } from './shape.ts';
import { stepOf, takeStep, type Step } from './step.ts';

const noIssues: readonly Issue[] = Object.freeze([]);

/** What reading one field takes. */
interface FieldStep {
  readonly name: string;
  readonly step: Step;
  /** Slots: of the field whose value this one takes as well, and of this one where other rules read it. */
  readonly twin: number | undefined;
  readonly out: number | undefined;
  /** Position among the fields of the model. */
  readonly position: number;
  readonly isList: boolean;
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
): Omit<BoundMapping<Unified>, 'write'> {
  const steps = stepsOf(compiled, shape);
  const run = new Run(parts);
  return {
    read: (native) => readRecord(native, run, steps, compiled, shape),
    explain: (native, field) => {
      if (field !== undefined && !Object.hasOwn(checked.model.fields, field))
        throw unknownField(field, checked);
      const all = explainFields(isJsonObject(native) ? native : {}, checked, compiled, new Run(parts));
      return field === undefined ? all : all.filter((explanation) => explanation.field === field);
    },
  };
}

function stepsOf<Unified>(
  { fields, outSlots }: CompiledFields,
  { model, required }: Shape<Unified>,
): readonly FieldStep[] {
  const positions = new Map(Object.keys(model.fields).map((name, position) => [name, position]));
  return fields.map(({ name, plan, reader, nullable, twin }) => ({
    name,
    step: stepOf(reader),
    twin,
    out: outSlots.get(name),
    position: positions.get(name) ?? -1,
    isList: plan.kind === 'value' && plan.target.list,
    nullable,
    isRequired: required.includes(name),
    at: placeText(plan.rule.at),
  }));
}

function readRecord<Unified>(
  native: JsonObject,
  run: Run,
  steps: readonly FieldStep[],
  { template, deep }: CompiledFields,
  shape: Shape<Unified>,
): MappingResult<Unified> {
  const draft: Draft = { ...template };
  run.begin(isJsonObject(native) ? native : noObject);
  let isUsable = true;
  let hasGap = false;
  for (let index = 0; index < steps.length; index += 1) {
    const field = steps[index];
    if (field === undefined) continue;
    const value = readField(field, run);
    if (field.out !== undefined) run.values[field.out] = value;
    // The draft is null everywhere to begin with.
    if (value !== null) shape.store(draft, field.position, value);
    else if (field.isRequired) {
      isUsable = false;
      missing(run, field, native);
      if (index === 0) break;
    } else if (!field.nullable) hasGap = true;
    if (index === 0 && typeof value === 'string') run.recordId = value;
  }
  if (run.isMisshapen) raiseMisshapen(native, draft, deep, run);
  const issues = run.issues ?? noIssues;
  const record = isUsable ? shape.finish(hasGap ? withoutGaps(draft, steps) : draft) : null;
  const { unknownFields = [] } = run;
  return unknownFields.length === 0 ? { record, issues } : { record, issues, unknownFields };
}

function readField({ step, twin, isList }: FieldStep, run: Run): JsonValue {
  if (twin !== undefined && run.issues === undefined) return run.values[twin] ?? null;
  const value = takeStep(step, run);
  if (value !== undefined) return value;
  return isList ? [] : null;
}

/** A required field without a value; where the value could not be read, that has been said already. */
function missing(run: Run, { name, at }: FieldStep, native: JsonValue): void {
  if (run.issues?.some(({ field }) => field === name) === true) return;
  run.raise(name, at, 'missing', isJsonObject(native) ? null : native);
}

/** Fields that are never null are left out where there is no value. */
function withoutGaps(draft: Draft, steps: readonly FieldStep[]): Draft {
  const never = new Set(steps.flatMap(({ name, nullable }) => (nullable ? [] : [name])));
  return Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => value !== null || !never.has(name)),
  );
}

function unknownField(field: string, { model }: CheckedMapping): MappingError {
  const hint = suggest(field, Object.keys(model.fields)) ?? `known: ${Object.keys(model.fields).join(', ')}`;
  return new MappingError([], { message: `The model ${model.name} has no field "${field}".`, hint });
}
