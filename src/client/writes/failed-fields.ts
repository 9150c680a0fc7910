import { VendorError } from '../../connector-kit/vendor-error.ts';
import type { PlannedRequest } from '../../connector-kit/writes.ts';
import { fieldsNamed, type Named } from './native-name.ts';
import type { Planned } from './plan-write.ts';
import type { FailedField } from './write-errors.ts';

/**
 * What the vendor complains about, in the model's words: a field of the input that was sent there, else the field that
 * would be written there, such as one that is missing, else one that is read from there.
 */
export function failedFields(
  error: unknown,
  { plan, targets }: Pick<Planned, 'plan' | 'targets'>,
  { about }: Pick<PlannedRequest, 'about'>,
): readonly FailedField[] {
  if (!(error instanceof VendorError)) return [];
  const sent = plan.fields.filter((field) => field.native !== undefined);
  const unified = (native: string): readonly string[] => {
    const writable = targets.filter(({ access }) => access === 'read-write');
    for (const known of [sent, writable, targets]) {
      const named = fieldsNamed<Named>(native, known);
      if (named.length > 0) return [...new Set(named.map(({ field }) => field))];
    }
    return [];
  };
  const told = error.details.fields ?? [];
  // A request about one thing that is refused without a word on fields is refused for that.
  const concernsRecord = error.disposition.action === 'fail-record';
  const failures =
    told.length === 0 && about !== undefined && concernsRecord
      ? [{ field: about, message: error.message }]
      : told;
  return failures.flatMap(({ field: native, ...said }): FailedField[] => {
    if (native === undefined) return [said];
    const names = unified(native);
    return names.length === 0 ? [{ native, ...said }] : names.map((field) => ({ field, native, ...said }));
  });
}
