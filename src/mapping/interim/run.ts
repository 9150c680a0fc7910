import type { Issue, IssueCode } from '../../model/issue.ts';
import type { JsonValue } from '../../model/json.ts';
import type { DateInZone } from '../../model/zoned-date.ts';
import type { ExplainedStep, LookupTables } from '../mapping-types.ts';
import type { Rule } from './rule.ts';

export type EmptyReason = 'guard-not-met' | 'not-in-lookup' | 'not-requested' | 'failed';

/** What is noted while one field is explained. */
export interface Trace {
  readonly steps: ExplainedStep[];
  emptyBecause: EmptyReason | undefined;
  usedDefault: boolean;
  usedConstant: boolean;
  heuristic: string | undefined;
  because: string | undefined;
}

/** What rules share while a record is read. One per bound mapping, used again for each record. */
export class Run {
  readonly lookups: LookupTables;
  readonly account: Readonly<Record<string, string | null>>;
  readonly dateInZone: DateInZone;
  recordId: string | null = null;
  field = '';
  /** The unified record so far. */
  out: Record<string, unknown> = {};
  /** Made with the first issue: a record without any costs nothing. */
  issues: Issue[] | undefined;
  trace: Trace | undefined;

  constructor(
    lookups: LookupTables,
    account: Readonly<Record<string, string | null>>,
    dateInZone: DateInZone,
  ) {
    this.lookups = lookups;
    this.account = account;
    this.dateInZone = dateInZone;
  }

  begin(): void {
    this.recordId = null;
    this.out = {};
    this.issues = undefined;
  }

  issue(rule: Rule, code: IssueCode, native: unknown, field = this.field): void {
    this.issues ??= [];
    this.issues.push({ record: this.recordId, field, code, native: cut(native), at: placeOf(rule) });
    if (this.trace !== undefined) this.trace.emptyBecause = 'failed';
  }
}

export function placeOf({ file, at }: Rule): string {
  return `${file}:${at.line}:${at.column}`;
}

const longest = 64;

/** A native value, short enough to be shown. */
export function cut(value: unknown): JsonValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value : printed(value);
  return text.length <= longest ? text : text.slice(0, longest);
}

function printed(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return '[not JSON]';
    throw error;
  }
}
