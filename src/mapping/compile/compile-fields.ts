import type { CheckedMapping } from '../load-files.ts';
import type { FieldPlan } from '../check/plan.ts';
import { declaredObjects } from '../native/declared-objects.ts';
import { compileCollect } from './compile-collect.ts';
import { compileCustomMappings } from './compile-custom-mappings.ts';
import { compileRule } from './compile-rule.ts';
import { compileScope, type CompileScope, type Containers } from './compile-scope.ts';
import { deepFields } from './misshapen.ts';
import type { Reader } from './reader.ts';
import type { Draft } from './run.ts';
import { withTwins } from './twins.ts';

/** A unified field that a mapping fills. */
export interface CompiledField {
  readonly name: string;
  readonly plan: FieldPlan;
  readonly reader: Reader;
  /** False where null is left out of the record, since the field is never null. */
  readonly nullable: boolean;
  /** Slot of the field whose value this one takes as well, unless an issue was raised. */
  readonly twin?: number;
}

export interface CompiledFields {
  /** In the order in which they are read. */
  readonly fields: readonly CompiledField[];
  /** A record with all its keys, each null. */
  readonly template: Draft;
  /** Lookup tables, in the order of `Run.tables`. */
  readonly tables: readonly string[];
  readonly containers: Containers;
  /** Fields whose values lie in objects or lists of the record. */
  readonly deep: ReturnType<typeof deepFields>;
  /** Slots of the fields that other rules read. */
  readonly outSlots: ReadonlyMap<string, number>;
}

export function compileFields(checked: CheckedMapping): CompiledFields {
  const scope = compileScope(checked.descriptor);
  const fields: CompiledField[] = [];
  for (const name of checked.order) {
    const plan = checked.fields.get(name);
    const reader = plan === undefined ? undefined : compileField(plan, checked, scope);
    if (plan === undefined || reader === undefined) continue;
    const nullable = checked.model.fields[name]?.nullable ?? true;
    fields.push({ name, plan, reader, nullable });
  }
  for (const object of declaredObjects(checked.descriptor.fields)) scope.watch(object);
  const template = templateOf(checked, fields);
  return {
    fields: withTwins(lastly(fields), scope.outSlot),
    template,
    tables: scope.tables,
    containers: scope.containers,
    deep: deepFields(checked),
    outSlots: scope.outSlots,
  };
}

function compileField(plan: FieldPlan, checked: CheckedMapping, scope: CompileScope): Reader | undefined {
  switch (plan.kind) {
    case 'value':
      return compileRule(plan, scope);
    case 'collect':
      return compileCollect(plan, scope);
    case 'overlay':
      return compileCustomMappings(checked.customMappings, scope);
    default:
      return undefined;
  }
}

/** Custom mappings may read any unified field, so they come last. */
function lastly(fields: readonly CompiledField[]): CompiledField[] {
  return [
    ...fields.filter(({ plan }) => plan.kind !== 'overlay'),
    ...fields.filter(({ plan }) => plan.kind === 'overlay'),
  ];
}

/** A record with all its keys, in the model's order: copying it is faster than adding key by key. */
function templateOf({ model }: CheckedMapping, fields: readonly CompiledField[]): Draft {
  const filled = new Set(fields.map(({ name }) => name));
  const keys = Object.keys(model.fields).filter((name) => filled.has(name));
  // Parsed, so that all keys lie in the object itself.
  const template: Draft = JSON.parse(JSON.stringify(Object.fromEntries(keys.map((key) => [key, null]))));
  return template;
}
