import type { NativeField } from '../native/native-descriptor.ts';
import type { TargetType } from '../codecs/codec.ts';
import { guardValue } from '../check/guard-value.ts';
import type { JsonObject } from '../../model/json.ts';
import type { FieldKind } from './field-kind.ts';
import { proposing } from './proposals.ts';

const text: JsonObject = { type: 'string' };

/** What can stand in a unified field of each type. */
const single: Readonly<Record<TargetType, JsonObject>> = {
  id: text,
  text,
  number: { type: 'number' },
  integer: { type: 'integer' },
  percent: { type: 'number', minimum: 0, maximum: 100 },
  currency: { type: 'string', pattern: '^[A-Z]{3}$' },
  date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  datetime: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T.*Z$' },
  boolean: { type: 'boolean' },
  json: {},
};

/** One value of a field of this kind. */
export function itemSchema({ target, proposed }: FieldKind): JsonObject {
  if (target.values !== undefined) return { enum: target.values };
  return { ...single[target.type], ...proposing(proposed.map((value) => ({ value }))) };
}

/** The value of a field of this kind: what `const` and `default` say. */
export function valueSchema(kind: FieldKind): JsonObject {
  const item = itemSchema(kind);
  return kind.target.list ? { type: 'array', items: item } : item;
}

const samples = [true, 1, 0.5, 'x', '2026-01-31', '2026-01-31T09:00:00Z'] as const;

/** A value with which a native field is compared, as `guardValue` reads it. */
export function guardSchema({
  type,
  values,
  open,
}: Pick<NativeField, 'type' | 'values' | 'open'>): JsonObject {
  const reads = (value: string | number | boolean): boolean => 'value' in guardValue(value, type);
  const types = new Set(samples.filter(reads).map(jsonType));
  if (types.has('number')) types.delete('integer');
  const numbers = types.has('number') || types.has('integer');
  const isText = types.size === 2 && types.has('string');
  if (isText && values !== undefined) {
    const known = values.flatMap((value) =>
      String(Number(value)) === value ? [value, Number(value)] : [value],
    );
    return open ? { type: [...types], ...proposing(values.map((value) => ({ value }))) } : { enum: known };
  }
  return {
    type: [...types],
    ...(types.has('string') ? { pattern: '^(?!\\$)' } : {}),
    ...(numbers && !reads(-1) ? { minimum: 0 } : {}),
    ...(numbers && !reads(2) ? { maximum: 1 } : numbers && !reads(101) ? { maximum: 100 } : {}),
  };
}

function jsonType(value: string | number | boolean): string {
  if (typeof value !== 'number') return typeof value;
  return Number.isInteger(value) ? 'integer' : 'number';
}
