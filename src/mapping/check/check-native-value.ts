import { nearest, suggest } from '../did-you-mean.ts';
import type { NativeField } from '../native/native-descriptor.ts';
import type { Place } from '../yaml/place.ts';
import type { CheckScope } from './check-scope.ts';

/**
 * Says whether a native field can have a value. Where further values may come, only one that looks like a slip of a
 * documented value is refused.
 */
export function checkNativeValue(
  value: string,
  field: NativeField,
  at: Place,
  { sink }: CheckScope,
): boolean {
  const { values, open, path, type } = field;
  if (type === 'bool' || type === 'bool-text') {
    if (value === 'true' || value === 'false') return true;
    sink.add('E131', at, `"${value}" is not a value of ${path}`, 'allowed: true, false');
    return false;
  }
  if (values === undefined || values.includes(value)) return true;
  if (open && nearest(value, values) === undefined) return true;
  sink.add('E131', at, `"${value}" is not a value of ${path}`, suggest(value, values));
  return false;
}
