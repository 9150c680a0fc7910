import { z } from 'zod';
import { WriteFailedError, type BulkItemResult } from '../../../client/writes/index.ts';
import { OpportuneError } from '../../../model/error.ts';
import { VendorError } from '../../../connector-kit/vendor-error.ts';
import type { InputLine } from './read-lines.ts';
import type { LineMistake } from './line-item.ts';
import type { LinesCall } from './write-calls.ts';

/** In the order in which they are counted out to people. */
export const lineOutcomes = [
  'created',
  'updated',
  'unchanged',
  'deleted',
  'already-gone',
  'refused',
  'failed',
  'ambiguous',
  'not-tried',
] as const;

/** What became of one line, as it stands in a file of results. */
export const ResultLine = z.object({
  index: z.int().nonnegative(),
  line: z.int().positive(),
  digest: z.string(),
  outcome: z.enum(lineOutcomes),
  id: z.string().optional(),
  /** Where its answer was lost: how it was found out all the same. */
  confirmedBy: z.enum(['reading', 'key']).optional(),
  issues: z.array(z.looseObject({ field: z.string(), code: z.string(), message: z.string() })).optional(),
  /** What reading it back has shown: fields that the vendor changed or ignored, and others that changed with them. */
  differences: z.array(z.looseObject({ field: z.string() })).optional(),
  sideEffects: z.array(z.looseObject({ field: z.string() })).optional(),
  /** Why it could not be read back. */
  unverified: z.looseObject({ code: z.string(), message: z.string() }).optional(),
  error: z
    .looseObject({
      code: z.string(),
      /** Of a vendor's refusal: its class. */
      class: z.string().optional(),
      message: z.string(),
      hint: z.string().optional(),
      /** What the vendor complained about, field by field. */
      fields: z.array(z.looseObject({ message: z.string() })).optional(),
    })
    .optional(),
});
export type ResultLine = z.infer<typeof ResultLine>;
export type LineOutcome = ResultLine['outcome'];

/** Outcomes after which nothing is left to be done for a line. */
export const doneOutcomes: ReadonlySet<LineOutcome> = new Set([
  'created',
  'updated',
  'unchanged',
  'deleted',
  'already-gone',
]);

/**
 * True where a line is not sent again: it is done, or it may be, or the record of a create exists although a later step
 * failed.
 */
export function isSettled({ outcome, id }: ResultLine, call: LinesCall): boolean {
  if (doneOutcomes.has(outcome) || outcome === 'ambiguous') return true;
  return call === 'create' && outcome === 'failed' && id !== undefined;
}

export function mistakenLine({ index, line, digest }: InputLine, mistake: LineMistake): ResultLine {
  const { message, hint, column } = mistake;
  const error = { code: 'bad-input', message, hint, ...(column === undefined ? {} : { column }) };
  return { index, line, digest, outcome: 'refused', error };
}

export function untriedLine({ index, line, digest }: InputLine): ResultLine {
  return { index, line, digest, outcome: 'not-tried' };
}

/** What there is to say of one line at most: more would only repeat itself. */
const issuesAtMost = 50;

/**
 * A result of the library as a line. Its issues may hold values of the input; its error holds none.
 *
 * @param hide takes credentials out of a text.
 */
export function resultLine(
  { index, line, digest }: InputLine,
  result: BulkItemResult,
  hide: (text: string) => string,
): ResultLine {
  const { outcome, id, confirmedBy, issues, error, differences, sideEffects, unverified } = result;
  return {
    index,
    line,
    digest,
    // A dry run has no file of results.
    outcome: outcome === 'planned' ? 'not-tried' : outcome,
    ...(id === undefined || id === '' ? {} : { id }),
    ...(confirmedBy === undefined ? {} : { confirmedBy }),
    ...(issues.length === 0
      ? {}
      : { issues: issues.slice(0, issuesAtMost).map((one) => ({ ...one, message: hide(one.message) })) }),
    ...(differences === undefined ? {} : { differences: differences.map((one) => ({ ...one })) }),
    ...(sideEffects === undefined ? {} : { sideEffects: sideEffects.map((one) => ({ ...one })) }),
    ...(unverified === undefined ? {} : { unverified: errorOf(unverified, hide) }),
    ...(error === undefined ? {} : { error: errorOf(error, hide) }),
  };
}

/** True where a line was written, and reading it back has shown something to look at. */
export function readsDifferently({ differences = [], unverified }: ResultLine): boolean {
  return differences.length > 0 || unverified !== undefined;
}

function errorOf(error: Error, hide: (text: string) => string): NonNullable<ResultLine['error']> {
  if (!(error instanceof OpportuneError)) return { code: 'internal', message: hide(error.message) };
  const { code, message, hint, cause } = error;
  const vendors = error instanceof VendorError ? error : cause instanceof VendorError ? cause : undefined;
  return {
    code,
    ...(vendors === undefined ? {} : { class: vendors.code }),
    message: hide(message),
    ...(hint === undefined ? {} : { hint: hide(hint) }),
    ...(error instanceof WriteFailedError && error.fields.length > 0
      ? { fields: error.fields.map((one) => ({ ...one, message: hide(one.message) })) }
      : {}),
  };
}
