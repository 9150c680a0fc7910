import type { NativeType } from '../../connector-kit/resource.ts';
import { minorUnitDigits } from '../../model/currency.ts';
import { roundDecimal } from '../../model/decimal.ts';
import type { FieldSpec } from '../../model/field-spec.ts';
import type { JsonValue } from '../../model/json.ts';
import { codec, Remarkable, Unreadable, type Decode } from './codec.ts';
import { compileGuards } from './compile-guard.ts';
import { compileCombine } from './compile-combine.ts';
import type { Descriptor, NativeField } from './descriptor.ts';
import { fold } from './lookup-tables.ts';
import { accessor, type NativePath } from './native-path.ts';
import type { MapEntry, Reference, Rule } from './rule.ts';
import { cut, type Run } from './run.ts';

/** Reads one field of a record; null where it is empty. */
export type ReadField = (native: unknown, run: Run) => JsonValue;

export interface CompileContext {
  readonly descriptor: Descriptor;
  /** The run that the closures will be called with; codecs need the account's calendar. */
  readonly current: () => Run;
  /** Told whenever a map entry or an alternative gives a value; only set while examples measure coverage. */
  readonly onHit?: (what: MapEntry | Rule) => void;
}

/** Turns a checked rule into a closure. */
export function compileRule(rule: Rule, spec: FieldSpec, context: CompileContext): ReadField {
  const read = withDefault(compileSource(rule, spec, context), rule);
  if (rule.when.length === 0) return read;
  const holds = compileGuards(rule.when, context.descriptor);
  return (native, run) => {
    if (holds(native, run)) return read(native, run);
    if (run.trace !== undefined) {
      run.trace.emptyBecause ??= 'guard-not-met';
      run.trace.because ??= rule.because;
    }
    return spec.list ? [] : null;
  };
}

function compileSource(rule: Rule, spec: FieldSpec, context: CompileContext): ReadField {
  const { source } = rule;
  switch (source.kind) {
    case 'const':
      return (_native, run) => {
        if (run.trace !== undefined) run.trace.usedConstant = true;
        return source.value;
      };
    case 'first': {
      const readers = source.rules.map((inner) => hitting(inner, compileRule(inner, spec, context), context));
      return (native, run) => {
        for (const read of readers) {
          const value = read(native, run);
          if (value !== null && !(Array.isArray(value) && value.length === 0)) return value;
        }
        return spec.list ? [] : null;
      };
    }
    case 'combine':
      return withRounding(compileCombine(rule, source, context), rule);
    case 'from':
      return spec.list
        ? compileList(rule, source.references, spec, context)
        : withRounding(compileSingle(rule, source.references, spec, context), rule);
    default:
      return () => null;
  }
}

/** Tells when an alternative gave a value. */
function hitting(rule: Rule, read: ReadField, { onHit }: CompileContext): ReadField {
  if (onHit === undefined) return read;
  return (native, run) => {
    const value = read(native, run);
    if (value !== null) onHit(rule);
    return value;
  };
}

function withDefault(read: ReadField, rule: Rule): ReadField {
  const fallback = rule.default;
  if (fallback === undefined) return read;
  return (native, run) => {
    const value = read(native, run);
    if (value !== null) return value;
    if (run.trace !== undefined) run.trace.usedDefault = true;
    return fallback.value;
  };
}

function withRounding(read: ReadField, { round }: Rule): ReadField {
  if (round === undefined) return read;
  return (native, run) => {
    const value = read(native, run);
    if (typeof value !== 'number') return value;
    const currency = run.out['currency'];
    const places =
      round === 'currency' ? (typeof currency === 'string' ? minorUnitDigits(currency) : 2) : round;
    return roundDecimal(value, places);
  };
}

/** One value of a path, before it is converted; undefined where there is none. */
export type ReadRaw = (native: unknown, run: Run) => unknown;

function compileSingle(
  rule: Rule,
  references: readonly Reference[],
  spec: FieldSpec,
  context: CompileContext,
): ReadField {
  const candidates = references.map((reference) => {
    const { raw, type, field } = compileReference(reference, rule, context);
    return { reference, raw, convert: converter(rule, type, field, spec, context) };
  });
  const [only] = candidates;
  const keepsTrace = (run: Run, path: string, raw: unknown, value: JsonValue, used: boolean): void => {
    run.trace?.steps.push({ path, native: cut(raw), steps: describe(rule), value, used });
    if (run.trace !== undefined && used && rule.heuristic !== undefined) run.trace.heuristic = rule.heuristic;
  };
  if (only !== undefined && candidates.length === 1) {
    const { raw, convert, reference } = only;
    return (native, run) => {
      const found = raw(native, run);
      const value = found === undefined ? null : convert(found, run);
      if (run.trace !== undefined) keepsTrace(run, reference.text, found, value, value !== null);
      return value;
    };
  }
  return (native, run) => {
    for (const { raw, convert, reference } of candidates) {
      const found = raw(native, run);
      const value = found === undefined ? null : convert(found, run);
      if (run.trace !== undefined) keepsTrace(run, reference.text, found, value, value !== null);
      // The first path with a value decides, even if that value cannot be translated.
      if (found !== undefined) return value;
    }
    return null;
  };
}

/** The conversion in words, for explanations. */
export function describe(rule: Rule): readonly string[] {
  return [
    ...(rule.lookup === undefined ? [] : [`lookup ${rule.lookup.table}.${rule.lookup.take}`]),
    ...(rule.map === undefined ? [] : ['map']),
    ...(rule.pickLowest ? ['lowest id'] : []),
    ...(rule.unique ? ['each once'] : []),
    ...(rule.round === undefined
      ? []
      : [`round to ${rule.round === 'currency' ? 'the minor unit' : `${rule.round} places`}`]),
  ];
}

interface Compiled {
  readonly raw: ReadRaw;
  readonly type: NativeType;
  readonly field: NativeField | undefined;
}

export function compileReference(reference: Reference, rule: Rule, { descriptor }: CompileContext): Compiled {
  if (reference.kind === 'account') {
    const { name } = reference;
    return {
      raw: (_native, run) => run.account[name] ?? undefined,
      type: descriptor.account.get(name) ?? 'text',
      field: undefined,
    };
  }
  if (reference.kind === 'out') {
    const name = reference.field;
    return { raw: (_native, run) => run.out[name] ?? undefined, type: 'number', field: undefined };
  }
  const field = descriptor.fields.get(reference.path.declared);
  const empty = emptyTest(descriptor, field);
  if (rule.pickLowest) {
    const all = compileItems(reference.path, empty);
    return { raw: (native) => lowest(all(native)), type: field?.type ?? 'text', field };
  }
  const read = accessor(reference.path);
  return { raw: (native) => empty(read(native)), type: field?.type ?? 'text', field };
}

/** Gives undefined for what means "no value", and otherwise the value, trimmed where the vendor's text is untidy. */
export type EmptyTest = (value: unknown) => unknown;

export function emptyTest({ empty }: Descriptor, field: NativeField | undefined): EmptyTest {
  if (field?.trim === true) {
    return (value) => {
      if (value === null || value === undefined) return undefined;
      const trimmed = typeof value === 'string' ? value.trim() : value;
      return trimmed === '' || (typeof trimmed === 'string' && empty.has(trimmed)) ? undefined : trimmed;
    };
  }
  const emptyText = empty.size === 1 && empty.has('');
  return (value) => {
    if (value === null || value === undefined) return undefined;
    if (emptyText) return value === '' ? undefined : value;
    return typeof value === 'string' && empty.has(value) ? undefined : value;
  };
}

function lowest(values: readonly unknown[]): unknown {
  let least: unknown;
  for (const value of values) {
    if (least === undefined || compareIds(String(value), String(least)) < 0) least = value;
  }
  return least;
}

function compareIds(a: string, b: string): number {
  const numbers = /^\d+$/.test(a) && /^\d+$/.test(b);
  if (numbers && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** All values of a path that stands for several. Anything but an array has none. */
export function compileItems(path: NativePath, empty: EmptyTest): (native: unknown) => readonly unknown[] {
  const split = path.steps.findIndex(({ kind }) => kind === 'each');
  const list = accessor({ ...path, steps: path.steps.slice(0, split) });
  const inner = accessor({ ...path, steps: path.steps.slice(split + 1) });
  return (native) => {
    const items = list(native);
    if (!Array.isArray(items)) return [];
    const found: unknown[] = [];
    for (const item of items) {
      const value = empty(inner(item));
      if (value !== undefined) found.push(value);
    }
    return found;
  };
}

type Convert = (raw: unknown, run: Run) => JsonValue;

function converter(
  rule: Rule,
  type: NativeType,
  field: NativeField | undefined,
  spec: FieldSpec,
  context: CompileContext,
): Convert {
  if (rule.map !== undefined) return mapConverter(rule, type, spec, context);
  if (rule.lookup !== undefined) return lookupConverter(rule, type, spec, context);
  return codecConverter(rule, decoder(type, field, spec, rule, context));
}

function decoder(
  type: NativeType,
  field: NativeField | undefined,
  spec: FieldSpec,
  rule: Rule,
  { current }: CompileContext,
): Decode {
  const options = {
    dateInZone: () => current().dateInZone,
    dateFormat: field?.format,
    exact: rule.round === undefined,
  };
  return codec(type, spec.type, options) ?? ((value) => value as JsonValue);
}

function codecConverter(rule: Rule, decode: Decode): Convert {
  return (raw, run) => {
    const value = decode(raw);
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Unreadable) {
      run.issue(rule, value.code, raw);
      return null;
    }
    if (value instanceof Remarkable) {
      run.issue(rule, value.code, raw);
      return value.value;
    }
    return value;
  };
}

/** A value that a table does not have: an issue, nothing, or the value itself. */
function missing(rule: Rule, code: 'unknown-value' | 'unknown-reference', keep: Convert): Convert {
  if (rule.otherwise === 'keep') return keep;
  return (raw, run) => {
    if (rule.otherwise === 'issue') run.issue(rule, code, raw);
    else if (run.trace !== undefined) run.trace.emptyBecause ??= 'not-in-lookup';
    return null;
  };
}

function mapConverter(rule: Rule, type: NativeType, spec: FieldSpec, context: CompileContext): Convert {
  const table = new Map((rule.map ?? []).map((entry) => [entry.native, entry]));
  const { onHit } = context;
  const otherwise = missing(
    rule,
    'unknown-value',
    codecConverter(rule, decoder(type, undefined, spec, rule, context)),
  );
  return (raw, run) => {
    const found = typeof raw === 'object' ? undefined : table.get(String(raw));
    if (found === undefined) return otherwise(raw, run);
    if (onHit !== undefined) onHit(found);
    return found.unified;
  };
}

function lookupConverter(rule: Rule, type: NativeType, spec: FieldSpec, context: CompileContext): Convert {
  const { table: name, take } = rule.lookup ?? { table: '', take: '' };
  const declared = context.descriptor.lookups.get(name);
  const column = declared?.columns.get(take) ?? 'text';
  const convertColumn = codecConverter(rule, decoder(column, undefined, spec, rule, context));
  const otherwise = missing(
    rule,
    'unknown-reference',
    codecConverter(rule, decoder(type, undefined, spec, rule, context)),
  );
  const keyOf = declared?.fold === true ? (raw: unknown): string => fold(String(raw)) : String;
  return (raw, run) => {
    const table = run.lookups.get(name);
    if (table === undefined) {
      if (run.trace !== undefined) run.trace.emptyBecause ??= 'not-requested';
      return rule.otherwise === 'none' ? null : otherwise(raw, run);
    }
    if (typeof raw === 'object') return otherwise(raw, run);
    const row = table.get(keyOf(raw));
    if (row === undefined || !Object.hasOwn(row, take)) return otherwise(raw, run);
    const cell = row[take];
    return cell === null || cell === undefined || cell === '' ? null : convertColumn(cell, run);
  };
}

function compileList(
  rule: Rule,
  references: readonly Reference[],
  spec: FieldSpec,
  context: CompileContext,
): ReadField {
  const [reference] = references;
  if (reference === undefined) return () => [];
  const { raw, type, field } = compileReference(reference, rule, context);
  const items = itemsOf(reference, raw, type, rule, context);
  const convert = converter(rule, type, field, spec, context);
  const { unique, startWith } = rule;
  return (native, run) => {
    const values: JsonValue[] = [];
    const head = startWith === undefined ? undefined : run.out[startWith.field];
    if (typeof head === 'string') values.push(head);
    const found = items(native, run);
    for (const item of found) {
      const value = convert(item, run);
      if (value === null || ((unique || head === value) && values.includes(value))) continue;
      values.push(value);
    }
    run.trace?.steps.push({
      path: reference.text,
      native: cut(found),
      steps: describe(rule),
      value: cut(values),
      used: values.length > 0,
    });
    return values;
  };
}

function itemsOf(
  reference: Reference,
  raw: ReadRaw,
  type: NativeType,
  rule: Rule,
  { descriptor }: CompileContext,
): (native: unknown, run: Run) => readonly unknown[] {
  if (reference.kind === 'native' && reference.path.isList && !rule.pickLowest) {
    const all = compileItems(
      reference.path,
      emptyTest(descriptor, descriptor.fields.get(reference.path.declared)),
    );
    return (native) => all(native);
  }
  return (native, run) => {
    const value = raw(native, run);
    if (value === undefined) return [];
    return type === 'list-semicolon' && typeof value === 'string'
      ? value.split(';').filter((part) => part !== '')
      : [value];
  };
}
