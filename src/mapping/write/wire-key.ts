import type { NativeType } from '../../connector-kit/resource.ts';
import { parseDecimal } from '../../model/decimal.ts';
import type { JsonValue } from '../../model/json.ts';

/** The key of a map, a table, an option or a mark, which is text in each of them, as its native type writes it. */
export function wireKey(key: string, type: NativeType): string | number | boolean {
  switch (type) {
    case 'bool':
      return key === 'true' || (key === 'false' ? false : key);
    case 'int':
    case 'number':
    case 'percent':
    case 'ratio':
    case 'unix-s':
    case 'unix-ms':
    case 'unix-day':
      return parseDecimal(key) ?? key;
    default:
      return key;
  }
}

const wholeNumber = /^(?:0|[1-9]\d{0,15})$/;

/** Whether a text is an id of digits: another text may mean the same number to the vendor, and nobody would see it. */
export function isDigits(id: JsonValue): boolean {
  return typeof id === 'string' && /^[1-9]\d*$/.test(id);
}

/** An id as a vendor writes it whose ids are numbers; undefined for what is no such id. */
export function numericId(id: JsonValue): number | undefined {
  const value = typeof id === 'string' && wholeNumber.test(id) ? Number(id) : id;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}
