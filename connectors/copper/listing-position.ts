import { z } from 'zod';
import { VendorError, type Cursor } from '../../src/connector-kit/index.ts';
import { paths } from './paths.ts';

/** A span of creation times in Unix seconds, both ends included; open where an end is absent. */
const Window = z.strictObject({ from: z.int().exactOptional(), to: z.int().exactOptional() });
export type Window = z.infer<typeof Window>;

/** Reading windows from their last page to their first; absent `page`: the window is not measured yet. */
const Backwards = z.strictObject({
  plan: z.literal('backwards'),
  /** Only records changed in this second; absent in a full listing. */
  stamp: z.int().exactOptional(),
  window: Window,
  rest: z.array(Window),
  page: z.int().positive().exactOptional(),
  startedAt: z.int().exactOptional(),
  total: z.int().exactOptional(),
});
export type Backwards = z.infer<typeof Backwards>;

/** Following change times upwards, always on page 1. */
const Changes = z.strictObject({
  plan: z.literal('changes'),
  since: z.int(),
  /** The vendor's clock at the first answer; absent where it does not tell the time. */
  startedAt: z.int().exactOptional(),
  total: z.int().exactOptional(),
});
export type Changes = z.infer<typeof Changes>;

export const Position = z.discriminatedUnion('plan', [Backwards, Changes]);
export type Position = z.infer<typeof Position>;

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
