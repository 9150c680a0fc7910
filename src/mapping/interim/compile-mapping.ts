import { createHash } from 'node:crypto';
import type { FieldSpec, ModelSpec } from '../../model/field-spec.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { dateInZone, type DateInZone } from '../../model/zoned-date.ts';
import { catalogueFromLookups, compileCollect, type CollectPlan } from './compile-collect.ts';
import { compileRule, type CompileContext, type ReadField } from './compile-rule.ts';
import { explainFields } from './explain.ts';
import { lookupKeyReader } from './lookup-keys.ts';
import { foldTables } from './lookup-tables.ts';
import type { LoadedMapping, MappingFiles } from './load-files.ts';
import type { BoundMapping, CompiledMapping, MappingContext, MappingResult } from '../mapping-types.ts';
import type { Rule, Source } from './rule.ts';
import { Run } from './run.ts';
import { setter, type Setter } from './setters.ts';

export interface CompiledField {
  readonly name: string;
  readonly spec: FieldSpec;
  readonly rule: Rule;
  readonly set: Setter;
  readonly read: (native: unknown, run: Run, bound: BoundParts) => unknown;
}

/** What a binding adds to the compiled rules. */
export interface BoundParts {
  readonly run: Run;
  readonly collects: ReadonlyMap<string, CollectPlan>;
}

/** Compiles a checked mapping. `Unified` is what the model's fields make, by construction of the codecs. */
export function compileMapping<Unified>(
  loaded: LoadedMapping,
  files: MappingFiles,
  model: ModelSpec,
  onHit?: CompileContext['onHit'],
): CompiledMapping<Unified> {
  const holder: { run: Run | undefined } = { run: undefined };
  const current = (): Run => holder.run ?? neverBound();
  const context: CompileContext = {
    descriptor: loaded.descriptor,
    current,
    ...(onHit === undefined ? {} : { onHit }),
  };
  const fields = compileFields(loaded, model, context);
  const folded = [...loaded.descriptor.lookups].filter(([, table]) => table.fold).map(([name]) => name);
  const all = [...loaded.rules.values(), ...[...loaded.customRules.values()].map(({ rule }) => rule)];

  return {
    vendor: loaded.vendor,
    model: model.name,
    hash: hashOf(files),
    paths: [...new Set(all.flatMap(pathsOf))],
    lookups: [...new Set(all.flatMap(lookupsOf))],
    lookupKeys: lookupKeyReader(all, context),
    bind: (bindContext) => bind<Unified>(bindContext, fields, loaded, folded, holder),
  };
}

function neverBound(): never {
  throw new Error('a rule ran outside a bound mapping');
}

function compileFields(loaded: LoadedMapping, model: ModelSpec, context: CompileContext): CompiledField[] {
  return Object.entries(model.fields).flatMap(([name, spec]) => {
    const rule = loaded.rules.get(name);
    if (rule === undefined || spec.access === 'write' || rule.source.kind === 'unsupported') return [];
    return [{ name, spec, rule, set: setter(name), read: fieldReader(name, rule, spec, loaded, context) }];
  });
}

function fieldReader(
  name: string,
  rule: Rule,
  spec: FieldSpec,
  loaded: LoadedMapping,
  context: CompileContext,
): CompiledField['read'] {
  if (rule.source.kind === 'collect')
    return (native, run, { collects }) => collects.get(name)?.read(native, run) ?? [];
  if (rule.source.kind === 'overlay') return customReader(name, loaded, context);
  const read: ReadField = compileRule(rule, spec, context);
  return read;
}

function customReader(
  name: string,
  { customRules }: LoadedMapping,
  context: CompileContext,
): CompiledField['read'] {
  const readers = [...customRules].map(([key, { rule, spec }]) => ({
    key,
    read: compileRule(rule, spec, context),
  }));
  return (native, run) => {
    const values: [string, unknown][] = [];
    for (const { key, read } of readers) {
      run.field = `${name}.${key}`;
      values.push([key, read(native, run)]);
    }
    // fromEntries defines own properties, whatever the key.
    return Object.fromEntries(values);
  };
}

function bind<Unified>(
  context: MappingContext,
  fields: readonly CompiledField[],
  loaded: LoadedMapping,
  folded: readonly string[],
  holder: { run: Run | undefined },
): BoundMapping<Unified> {
  const account = { currency: context.account.currency, timezone: context.account.timezone };
  const run = new Run(foldTables(context.lookups, folded), account, calendarOf(account.timezone));
  const catalogue = context.catalogue ?? catalogueFromLookups(context.lookups);
  const collects = new Map(
    fields.flatMap(({ name, rule }) =>
      rule.source.kind === 'collect'
        ? [[name, compileCollect(rule, rule.source, loaded, catalogue, () => run)] as const]
        : [],
    ),
  );
  const bound: BoundParts = { run, collects };
  return {
    read: (native) => {
      holder.run = run;
      return readRecord<Unified>(native, fields, bound);
    },
    explain: (native, field) => {
      holder.run = run;
      return explainFields(native, field, { fields, loaded, bound });
    },
  };
}

/** Days of the account's calendar; of UTC where the vendor does not say, or names no zone. */
function calendarOf(timezone: string | null): DateInZone {
  const utc: DateInZone = (instant) => instant.slice(0, 10);
  return timezone === null ? utc : (dateInZone(timezone) ?? utc);
}

function readRecord<Unified>(
  native: JsonObject,
  fields: readonly CompiledField[],
  bound: BoundParts,
): MappingResult<Unified> {
  const { run } = bound;
  run.begin();
  if (!isJsonObject(native)) {
    const [id] = fields;
    run.field = 'id';
    if (id !== undefined) run.issue(id.rule, 'missing', native);
    return { record: null, issues: run.issues ?? noIssues };
  }
  let usable = true;
  for (const field of fields) {
    run.field = field.name;
    let value = field.read(native, run, bound);
    if (field.name === 'id' && typeof value === 'string') run.recordId = value;
    if (value === null && !field.spec.nullable) {
      // Without a flag nothing says that it is set; without an id or a title there is no record.
      if (field.spec.type === 'boolean') value = false;
      else {
        run.issue(field.rule, 'missing', null);
        usable = false;
      }
    }
    field.set(run.out, value);
  }
  // Every field was made by the codec of its type, so the record is what the model says.
  return { record: usable ? (run.out as Unified) : null, issues: run.issues ?? noIssues };
}

const noIssues: readonly never[] = [];

function hashOf({ descriptor, mapping, overlays = [] }: MappingFiles): string {
  const hash = createHash('sha256');
  for (const { text } of [descriptor, mapping, ...overlays]) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 16);
}

function pathsOf(rule: Rule): string[] {
  const guards = rule.when.map(({ path }) => path.declared);
  return [...guards, ...pathsOfSource(rule.source)];
}

function pathsOfSource(source: Source): string[] {
  if (source.kind === 'first') return source.rules.flatMap(pathsOf);
  if (source.kind === 'collect') return [source.path.text];
  const references = source.kind === 'from' ? source.references : source.kind === 'combine' ? source.of : [];
  return references.flatMap((reference) => (reference.kind === 'native' ? [reference.path.declared] : []));
}

function lookupsOf(rule: Rule): string[] {
  const inner = rule.source.kind === 'first' ? rule.source.rules.flatMap(lookupsOf) : [];
  return rule.lookup === undefined ? inner : [rule.lookup.table, ...inner];
}
