import { VendorError } from '../../connector-kit/vendor-error.ts';
import { fieldsNamed } from './native-name.ts';
import type { FailedField } from './write-errors.ts';
import type { WritePlan } from './write-plan.ts';

/** What the vendor complains about, in the model's words where a field of the input was sent there. */
export function failedFields(error: unknown, { fields }: WritePlan): readonly FailedField[] {
  if (!(error instanceof VendorError)) return [];
  return (error.details.fields ?? []).flatMap(({ field: native, message }) => {
    if (native === undefined) return [{ message }];
    const sent = fieldsNamed(
      native,
      fields.filter((field) => field.native !== undefined),
    );
    const names = new Set(sent.map(({ field }) => field));
    if (names.size === 0) return [{ native, message }];
    return [...names].map((field) => ({ field, native, message }));
  });
}
