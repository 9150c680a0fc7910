import type { JsonValue } from '../../model/json.ts';
import { suggest } from '../did-you-mean.ts';
import type { LookupTable } from '../native/native-descriptor.ts';
import type { Placed, Rule, WriteGuardLine, WriteWords } from '../rules/rule.ts';
import { checkPath } from './check-path.ts';
import { singleType, unifiedField, type CheckScope } from './check-scope.ts';
import { checkUnifiedValue } from './check-unified-value.ts';
import type { PathPlan, Target, WritePlan } from './plan.ts';

/** Checks `write` of a rule; what does not hold is a finding and left out. */
export function checkWriteWords(rule: Rule, target: Target, scope: CheckScope): WritePlan | undefined {
  const { write: words, access } = rule;
  if (words === undefined) return undefined;
  const { sink } = scope;
  if (access === 'read') {
    sink.add(
      'E108',
      words.at,
      `"write" means nothing where ${target.name} is made read-only`,
      'leave one out',
    );
  }
  if (target.list) {
    for (const word of [words.along?.[0]?.path, words.to]) {
      if (word === undefined) continue;
      const message = `${target.name} is a list: only one value has a row that goes with it`;
      sink.add('E108', word.at, message, 'a list can be checked with  in:');
    }
  }
  return {
    known: checkKnown(words, scope),
    with: checkPartner(words, scope),
    choice: checkChoice(words, scope),
    when: words.when?.flatMap((line) => checkWriteGuard(line, scope) ?? []),
  };
}

function checkKnown({ in: table, along = [] }: WriteWords, scope: CheckScope): WritePlan['known'] {
  const found = table === undefined ? undefined : wholeTable(table, scope);
  if (found === undefined) return undefined;
  const fields = along.flatMap(({ path, column }) => {
    const plan = writablePath(path, scope);
    return hasColumn(found, column, scope) && plan !== undefined
      ? [{ path: plan, column: column.value }]
      : [];
  });
  return { table: found, along: fields };
}

function checkPartner({ with: partner }: WriteWords, scope: CheckScope): string | undefined {
  if (partner === undefined || unifiedField(scope, partner.value) !== undefined) return partner?.value;
  const hint = suggest(partner.value, Object.keys(scope.model.fields));
  scope.sink.add('E104', partner.at, `there is no unified field "${partner.value}"`, hint);
  return undefined;
}

function checkChoice(words: WriteWords, scope: CheckScope): WritePlan['choice'] {
  const { to, lookup, match, within = [] } = words;
  if (to === undefined || lookup === undefined || match === undefined) return undefined;
  const [path, table] = [writablePath(to, scope), wholeTable(lookup, scope)];
  if (path === undefined || table === undefined || !hasColumn(table, match, scope)) return undefined;
  const limits = within.flatMap(({ column, path: limit }) => {
    const plan = singlePath(limit, scope);
    return hasColumn(table, column, scope) && plan !== undefined
      ? [{ column: column.value, path: plan }]
      : [];
  });
  return { path, table, match: match.value, within: limits };
}

/** A write looks through a whole table: one that is loaded by key is never whole. */
function wholeTable(
  { value, at }: Placed<string>,
  { descriptor, sink }: CheckScope,
): LookupTable | undefined {
  const table = descriptor.lookups.get(value);
  if (table === undefined) {
    const hint = suggest(value, descriptor.lookups.keys());
    sink.add('E140', at, `there is no lookup table "${value}"`, hint);
    return undefined;
  }
  if (table.load === 'all') return table;
  const whole = [...descriptor.lookups.values()].flatMap(({ name, load }) => (load === 'all' ? [name] : []));
  const message = `${value} is loaded for the keys of records, and a write needs all of it`;
  sink.add('E142', at, message, `${whole.join(', ')} are loaded as a whole`);
  return undefined;
}

function hasColumn(table: LookupTable, { value, at }: Placed<string>, { sink }: CheckScope): boolean {
  if (table.columns.has(value)) return true;
  const hint = suggest(value, table.columns.keys());
  sink.add('E141', at, `the lookup table ${table.name} has no column "${value}"`, hint);
  return false;
}

/** One value: what is written along with another, and what limits a choice, is no list and no item of one. */
function singlePath(path: Placed<string>, scope: CheckScope): PathPlan | undefined {
  const plan = checkPath(path, {}, scope);
  if (plan === undefined || (!plan.isList && plan.path.every(({ kind }) => kind === 'key'))) return plan;
  scope.sink.add(
    'E122',
    path.at,
    `a single value is needed here, ${path.value} is in a list`,
    'name a field of its own',
  );
  return undefined;
}

function writablePath(path: Placed<string>, scope: CheckScope): PathPlan | undefined {
  const plan = singlePath(path, scope);
  if (plan === undefined || plan.field.access === 'read-write') return plan;
  scope.sink.add('E150', path.at, `${path.value} cannot be written`, 'name a field that can be');
  return undefined;
}

function checkWriteGuard(
  { field, values }: WriteGuardLine,
  scope: CheckScope,
): { readonly field: string; readonly values: readonly JsonValue[] } | undefined {
  const spec = unifiedField(scope, field.value);
  if (spec === undefined) {
    const hint = suggest(field.value, Object.keys(scope.model.fields));
    scope.sink.add('E104', field.at, `there is no unified field "${field.value}"`, hint);
    return undefined;
  }
  const type = singleType(spec.type);
  if (spec.list || type === undefined) {
    const message = `${field.value} is no single value, and cannot be compared with one`;
    scope.sink.add('E108', field.at, message, 'name a field of one value');
    return undefined;
  }
  const target = { name: field.value, type, list: false, values: spec.values };
  for (const { value, at } of values) if (value !== null) checkUnifiedValue({ value, at }, target, scope);
  return { field: field.value, values: values.map(({ value }) => value) };
}
