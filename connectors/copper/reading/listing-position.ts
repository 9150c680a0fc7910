import { z } from 'zod';
import { VendorError, type Cursor, type JsonObject } from '../../../src/connector-kit/index.ts';
import { paths } from '../paths.ts';

/** What every position carries on to the next. */
const kept = {
  /** The vendor's clock at the first answer; absent where it does not tell the time. */
  startedAt: z.int().exactOptional(),
  total: z.int().exactOptional(),
};

/** What positions in creation time carry on as well. */
const keptByCreation = {
  ...kept,
  /** Only records changed in this second; absent in a full listing. */
  stamp: z.int().exactOptional(),
  /** The vendor was seen to leave out records that lie exactly on an end of a creation filter. */
  excludesEnds: z.literal(true).exactOptional(),
};

/** Following creation times upwards, always on page 1; absent `since`: from the oldest. */
const ByCreation = z.strictObject({
  plan: z.literal('creation'),
  since: z.int().nonnegative().exactOptional(),
  ...keptByCreation,
});
export type ByCreation = z.infer<typeof ByCreation>;

/** Reading one second of creation from its last page to its first; absent `page`: it is not measured yet. */
const OneSecond = z.strictObject({
  plan: z.literal('one-second'),
  created: z.int().nonnegative(),
  page: z.int().positive().exactOptional(),
  ...keptByCreation,
});
export type OneSecond = z.infer<typeof OneSecond>;

/** Following change times upwards, always on page 1. */
const Changes = z.strictObject({ plan: z.literal('changes'), since: z.int().nonnegative(), ...kept });
export type Changes = z.infer<typeof Changes>;

export const Position = z.discriminatedUnion('plan', [ByCreation, OneSecond, Changes]);
export type Position = z.infer<typeof Position>;

/** What one page brought, and where the next one is. */
export interface Step {
  readonly rows: readonly JsonObject[];
  readonly next: Position | undefined;
  readonly total: number | undefined;
}

export function cursorFrom(position: Position): Cursor {
  return JSON.stringify(position);
}

/** @throws VendorError `cursor-expired` for a cursor that this version did not write. */
export function positionFrom(cursor: Cursor): Position {
  try {
    return Position.parse(JSON.parse(cursor));
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause;
    const details = { connector: 'copper', method: 'POST', path: paths.search };
    throw new VendorError('cursor-expired', 'This cursor is not one of this version.', details, {
      cause,
      hint: 'Start the listing again.',
    });
  }
}
