import type { FieldSpec } from '../../model/field-spec.ts';
import type { FieldPlan, ValuePlan } from '../check/plan.ts';
import { pathsOfSources, rulesWithin } from '../check/plan-walk.ts';
import type { CheckedMapping } from '../load-files.ts';
import { findAlsoChanges, type FindAlsoChanges } from '../side-effects/also-changes.ts';
import type { EntryHome } from './entries.ts';
import type { WriteTarget } from '../write-types.ts';
import { waysOf, type Way } from './way.ts';

/** How one field is written. */
export interface FieldWriter {
  /** Unified field, or `customMappings.<key>`. */
  readonly name: string;
  readonly plan: ValuePlan;
  readonly ways: readonly Way[];
}

/** How the fields of a mapping are written. */
export interface Writers {
  readonly checked: CheckedMapping;
  /** In the order in which they are written: what names several values before what names one of them. */
  readonly fields: readonly { readonly name: string; readonly spec: FieldSpec; readonly plan: FieldPlan }[];
  readonly writers: ReadonlyMap<string, FieldWriter>;
  /** By key. */
  readonly customMappings: ReadonlyMap<string, FieldWriter>;
  /** Where custom fields are entries of a list. */
  readonly entries: EntryHome | undefined;
  readonly targets: readonly WriteTarget[];
  /** Tables that only writing asks for. */
  readonly tables: readonly string[];
  readonly alsoChanges: FindAlsoChanges;
}

export function compileWriters(checked: CheckedMapping, read: readonly string[]): Writers {
  const writers = new Map<string, FieldWriter>();
  const fields = [...checked.fields].flatMap(([name, plan]) => {
    const spec = checked.model.fields[name];
    return spec === undefined ? [] : [{ name, spec, plan }];
  });
  for (const { name, plan } of fields) {
    if (plan.kind === 'value') writers.set(name, { name, plan, ways: waysOf(plan) });
  }
  const customMappings = new Map(
    [...checked.customMappings].map(([key, plan]) => [
      key,
      { name: plan.target.name, plan, ways: waysOf(plan) },
    ]),
  );
  const all = [...writers.values(), ...customMappings.values()];
  const tables = new Set(all.flatMap((writer) => [...tablesOf(writer)]));
  for (const name of read) tables.delete(name);
  return {
    checked,
    fields: fields.toSorted((left, right) => Number(right.spec.list) - Number(left.spec.list)),
    writers,
    customMappings,
    targets: all.flatMap(targetsOf),
    entries: fields.flatMap(({ plan }) => (plan.kind === 'collect' && plan.form === 'list' ? [plan] : []))[0],
    tables: [...tables],
    alsoChanges: findAlsoChanges(checked.sideEffects, (field) => isThere(field, checked)),
  };
}

function targetsOf({ name, plan, ways }: FieldWriter): readonly WriteTarget[] {
  if (plan.target.access !== 'read' && ways.length > 0)
    return ways.map(({ path }) => ({ field: name, path: path.text, access: 'read-write' }));
  const read = [...pathsOfSources(plan)].filter(({ origin }) => origin === 'native');
  return read.map(({ text }) => ({ field: name, path: text, access: 'read' }));
}

/** False where an overlay took away what the mapping had. */
function isThere(field: string, { fields, customMappings }: CheckedMapping): boolean {
  const kind = fields.get(field)?.kind;
  return kind === undefined
    ? customMappings.has(field.slice('customMappings.'.length))
    : kind !== 'unsupported';
}

function* tablesOf({ plan, ways }: FieldWriter): Generator<string> {
  for (const { conversion } of ways) if (conversion.kind === 'lookup') yield conversion.table.name;
  for (const { write } of rulesWithin(plan)) {
    if (write?.known !== undefined) yield write.known.table.name;
    if (write?.choice !== undefined) yield write.choice.table.name;
  }
}
