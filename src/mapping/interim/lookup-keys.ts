import type { JsonObject } from '../../model/json.ts';
import { compileItems, compileReference, emptyTest, type CompileContext } from './compile-rule.ts';
import type { Rule } from './rule.ts';
import { Run } from './run.ts';

type ReadKeys = (native: JsonObject, run: Run) => readonly unknown[];

/** A function that says which keys of by-key tables a record needs. */
export function lookupKeyReader(
  rules: readonly Rule[],
  context: CompileContext,
): (native: JsonObject) => ReadonlyMap<string, ReadonlySet<string>> {
  const readers = rules.flatMap((rule) => keyReaders(rule, context));
  const run = new Run(new Map(), {}, () => undefined);
  return (native) => {
    const keys = new Map<string, Set<string>>();
    for (const { table, read } of readers) {
      for (const value of read(native, run)) {
        if (typeof value !== 'string' && typeof value !== 'number') continue;
        let set = keys.get(table);
        if (set === undefined) keys.set(table, (set = new Set()));
        set.add(String(value));
      }
    }
    return keys;
  };
}

function keyReaders(
  rule: Rule,
  context: CompileContext,
): { readonly table: string; readonly read: ReadKeys }[] {
  const inner =
    rule.source.kind === 'first' ? rule.source.rules.flatMap((each) => keyReaders(each, context)) : [];
  const { lookup, source } = rule;
  if (lookup === undefined || source.kind !== 'from') return inner;
  if (context.descriptor.lookups.get(lookup.table)?.load !== 'by-key') return inner;
  const own = source.references.map((reference) => {
    if (reference.kind === 'native' && reference.path.isList && !rule.pickLowest) {
      const items = compileItems(reference.path, emptyTest(context.descriptor, undefined));
      return { table: lookup.table, read: items };
    }
    const { raw } = compileReference(reference, rule, context);
    return { table: lookup.table, read: (native: JsonObject, run: Run) => [raw(native, run)] };
  });
  return [...inner, ...own];
}
