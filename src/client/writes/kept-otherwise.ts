import type { KeptValue } from '../../connector-kit/writes.ts';
import type { WritePlan } from './write-plan.ts';
import type { FieldDifference } from './write-result.ts';

/** What an answer shows of fields that were written and kept otherwise, in the words of the model. */
export function keptOtherwise(
  { fields }: Pick<WritePlan, 'fields'>,
  shown: readonly KeptValue[],
): readonly FieldDifference[] {
  return shown.flatMap(({ native, found }) =>
    fields
      .filter(({ path, native: sent }) => path === native && sent !== undefined)
      .map(({ field, value }) => ({ field, wanted: value, found })),
  );
}
