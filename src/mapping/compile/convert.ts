import type { IssueCode } from '../../model/issue.ts';
import type { JsonValue } from '../../model/json.ts';
import type { CandidatePlan, ConversionPlan, Target } from '../check/plan.ts';
import type { Codec } from '../codecs/codec.ts';
import type { Miss } from '../rules/rule.ts';
import { keyAccessor } from './accessor.ts';
import type { CompileScope } from './compile-scope.ts';
import { tidy } from './empty.ts';
import { fold } from './fold.ts';
import { keyOf } from './key-of.ts';
import type { LookupRows, Run } from './run.ts';

/** A native value that is not empty as a unified one. What cannot be converted is null and leaves an issue. */
export type Convert = (raw: JsonValue, run: Run) => JsonValue;

/** What a conversion has to know of its rule to report an issue. */
export interface Blame {
  readonly field: string;
  /** `file:line:column`. */
  readonly at: string;
}

export function compileConversion(
  plan: ConversionPlan,
  { codec }: CandidatePlan,
  blame: Blame,
  scope: CompileScope,
): Convert {
  if (plan.kind === 'codec') return codec === undefined ? () => null : decoding(codec, blame);
  const keep = codec === undefined ? undefined : decoding(codec, blame);
  if (plan.kind === 'map') return mapping(plan.table, missing(plan.miss, 'unknown-value', keep, blame));
  return looking(plan, missing(plan.miss, 'unknown-reference', keep, blame), blame, scope);
}

export function decoding({ read }: Codec, blame: Blame): Convert {
  return (raw, run) => {
    const value = read(raw, run);
    return run.refusal === undefined ? value : refused(value, raw, run, blame);
  };
}

/** Turns what a codec has to say into an issue. */
export function refused(value: JsonValue, raw: JsonValue, run: Run, { field, at }: Blame): JsonValue {
  const code = run.refusal;
  run.refusal = undefined;
  run.note = 'failed';
  if (code !== undefined) run.raise(field, at, code, raw);
  return value;
}

function missing(miss: Miss, code: IssueCode, keep: Convert | undefined, { field, at }: Blame): Convert {
  if (miss === 'keep' && keep !== undefined) return keep;
  const note = code === 'unknown-reference' || miss === 'none' ? 'not-in-lookup' : 'failed';
  return (raw, run) => {
    if (run.note !== 'failed') run.note = note;
    if (miss === 'issue') run.raise(field, at, code, raw);
    return null;
  };
}

function mapping(table: ReadonlyMap<string, JsonValue>, miss: Convert): Convert {
  return (raw, run) => {
    const key = keyOf(raw);
    const value = key === undefined ? undefined : table.get(key);
    return value === undefined ? miss(raw, run) : value;
  };
}

function looking(
  { table, column, columnField, columnCodec, miss: missWord }: Extract<ConversionPlan, { kind: 'lookup' }>,
  miss: Convert,
  blame: Blame,
  scope: CompileScope,
): Convert {
  const keeps = missWord === 'keep';
  const index = scope.tableIndex(table.name);
  const cell = keyAccessor(column);
  const clean = tidy(scope.descriptor.empty, columnField);
  const decode = decoding(columnCodec, blame);
  const known = table.load === 'all' && !table.fold ? rememberedCells() : undefined;
  return (raw, run) => {
    const rows = run.tables[index];
    const cells = known?.(rows);
    const cached = typeof raw === 'string' ? cells?.get(raw) : undefined;
    if (cached !== undefined) return cached;
    const key = keyOf(raw);
    const row = key === undefined ? undefined : rows?.get(table.fold ? fold(key) : key);
    if (row === undefined) return miss(raw, run);
    const value = clean(cell(row));
    // A row whose column is empty is there, but there is nothing to put in the place of the value.
    if (value === undefined) return keeps ? miss(raw, run) : null;
    const issues = run.issues?.length;
    const decoded = decode(value, run);
    if (key !== undefined && run.issues?.length === issues) cells?.set(key, decoded);
    return decoded;
  };
}

/** Converted cells of one column, by key, for as long as the same table is used. */
function rememberedCells(): (rows: LookupRows | undefined) => Map<string, JsonValue> | undefined {
  const known = new WeakMap<LookupRows, Map<string, JsonValue>>();
  let lastRows: LookupRows | undefined;
  let lastCells: Map<string, JsonValue> | undefined;
  return (rows) => {
    if (rows === lastRows || rows === undefined) return rows === undefined ? undefined : lastCells;
    [lastRows, lastCells] = [rows, known.get(rows) ?? new Map<string, JsonValue>()];
    known.set(rows, lastCells);
    return lastCells;
  };
}

/** The conversion in words: `ratio-text -> percent`, `lookup stages.probability`. */
export function conversionWords(
  plan: ConversionPlan,
  { path }: CandidatePlan,
  target: Target,
): readonly string[] {
  const types = `${path.type} -> ${target.type}`;
  if (plan.kind === 'map') return ['map'];
  if (plan.kind === 'lookup')
    return [`lookup ${plan.table.name}.${plan.column}`, `${plan.columnField.type} -> ${target.type}`];
  return [types];
}
