import type { NativeType } from '../../connector-kit/resource.ts';
import { parseDate, parseInstant } from '../../model/instant.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Scalar } from '../rules/rule.ts';

/** A value of a condition in the form in which native values are compared with it, or what it should have been. */
export type GuardValue = { readonly value: JsonValue } | { readonly wanted: string };

/**
 * Reads a value of a condition. It stands for a native value of the given type: a ratio is 0 to 1, a percentage 0 to
 * 100; days and instants are written in their plain form, however the vendor writes them.
 */
export function guardValue(value: Scalar, type: NativeType): GuardValue {
  switch (type) {
    case 'bool':
    case 'bool-text':
      return typeof value === 'boolean' ? { value } : { wanted: 'true or false' };
    case 'int':
    case 'int-text':
      return Number.isSafeInteger(value) ? { value } : { wanted: 'a whole number' };
    case 'number':
    case 'decimal':
      return typeof value === 'number' ? { value } : { wanted: 'a number' };
    case 'percent':
      return isWithin(value, 100) ? { value } : { wanted: 'a number from 0 to 100' };
    case 'ratio':
    case 'ratio-text':
      return isWithin(value, 1) ? { value } : { wanted: 'a number from 0 to 1' };
    case 'date':
    case 'unix-day':
      return textOr(typeof value === 'string' ? parseDate(value) : undefined, 'a day, such as 2026-01-31');
    case 'datetime':
    case 'unix-s':
    case 'unix-ms':
      return textOr(
        typeof value === 'string' ? parseInstant(value) : undefined,
        'an instant, such as 2026-01-31T09:00:00Z',
      );
    case 'json':
      return { value };
    default:
      // Ids and codes that are numbers are compared as text.
      return textOr(typeof value === 'number' ? String(value) : value, 'text');
  }
}

function isWithin(value: Scalar, most: number): boolean {
  return typeof value === 'number' && value >= 0 && value <= most;
}

function textOr(value: Scalar | undefined, wanted: string): GuardValue {
  return typeof value === 'string' ? { value } : { wanted };
}
