import type { JsonValue } from '../../../model/json.ts';
import { changeLines, type ChangeLayout } from '../../output/change-lines.ts';

/** A field that was written and reads differently, as a result or a file of results has it. */
export interface ShownDifference {
  readonly field: string;
  readonly wanted?: unknown;
  readonly found?: unknown;
}

/** What was given and what was found, field by field. */
export function differenceLines(
  differences: readonly ShownDifference[],
  { colors, width }: ChangeLayout,
): string[] {
  const changes = differences.map(({ field, wanted, found }) => ({
    field,
    // Both came out of JSON.
    before: (wanted ?? null) as JsonValue,
    after: (found ?? null) as JsonValue,
  }));
  return changeLines(changes, { colors, width: width - 2, isNew: false }).map((line) => `  ${line}`);
}
