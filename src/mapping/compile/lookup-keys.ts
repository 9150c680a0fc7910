import type { CheckedMapping } from '../load-files.ts';
import { isJsonObject, type JsonValue } from '../../model/json.ts';
import type { ValuePlan } from '../check/plan.ts';
import { compileScope, type CompileScope } from './compile-scope.ts';
import { allHold, compileGuard, type Guard } from './compile-guard.ts';
import { compileFetch, compileFetchItems, lowest } from './fetch.ts';
import { noCustomFields } from './custom-field-reader.ts';
import { fold } from './fold.ts';
import { Items } from './items.ts';
import { Run } from './run.ts';

type AddKeys = (run: Run, keys: Map<string, Set<string>>) => void;

/** Finds the keys of `by-key` tables that a record needs; keys whose condition is not met are not needed. */
export function compileLookupKeys(
  checked: CheckedMapping,
): (native: JsonValue) => ReadonlyMap<string, ReadonlySet<string>> {
  const scope = compileScope(checked.descriptor);
  const plans = [...checked.fields.values(), ...checked.customMappings.values()];
  const adders: AddKeys[] = [];
  for (const plan of plans) if (plan.kind === 'value') collectAdders(plan, scope, adders);
  const run = new Run({
    tables: [],
    account: {},
    dateInZone: () => undefined,
    customFields: noCustomFields,
    containers: scope.containers,
  });
  return (native) => {
    const keys = new Map<string, Set<string>>();
    if (!isJsonObject(native)) return keys;
    run.begin(native);
    for (const add of adders) add(run, keys);
    return keys;
  };
}

/** `outer` are the conditions of the rules around this one. */
function collectAdders(
  plan: ValuePlan,
  scope: CompileScope,
  adders: AddKeys[],
  outer: readonly Guard[] = [],
): void {
  const { source } = plan;
  // What depends on a unified field is not known yet, and asked for in any case.
  const known = plan.guards.filter(({ path }) => path.origin !== 'out');
  const guards = [...outer, ...known.map((guard) => compileGuard(guard, scope))];
  if (source.kind === 'first') {
    for (const entry of source.entries) collectAdders(entry, scope, adders, guards);
    return;
  }
  if (source.kind !== 'from' || source.conversion.kind !== 'lookup') return;
  const { table } = source.conversion;
  if (table.load !== 'by-key') return;
  const keysOf = keyReader(
    plan,
    source.candidates.map(({ path }) => path),
    scope,
  );
  adders.push((run, keys) => {
    if (!allHold(guards, run)) return;
    for (const key of keysOf(run)) addKey(keys, table.name, table.fold ? fold(key) : key);
  });
}

type Paths = Parameters<typeof compileFetch>[0];

/** Keys of the first path that has a value. */
function keyReader(
  { rule }: ValuePlan,
  paths: readonly Paths[],
  scope: CompileScope,
): (run: Run) => readonly string[] {
  const readers = paths.map((path) => {
    if (!path.isList) {
      const fetch = compileFetch(path, scope);
      return (run: Run): readonly (JsonValue | undefined)[] => [fetch(run)];
    }
    const fetchItems = compileFetchItems(path, scope);
    return (run: Run): readonly (JsonValue | undefined)[] => {
      const items = new Items();
      fetchItems(run, items);
      return rule.pick === undefined ? items.toArray() : [lowest(items)];
    };
  });
  return (run) => {
    for (const read of readers) {
      const keys = read(run).filter((key) => typeof key === 'string' || typeof key === 'number');
      if (keys.length > 0) return keys.map(String);
    }
    return [];
  };
}

function addKey(keys: Map<string, Set<string>>, table: string, key: string): void {
  const known = keys.get(table);
  if (known === undefined) keys.set(table, new Set([key]));
  else known.add(key);
}
