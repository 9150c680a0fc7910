import type { JsonValue } from '../../model/json.ts';
import { encode, type Encoded, type EncodeScope } from './encode.ts';
import type { Way } from './way.ts';
import { cannotClear } from './unified-input.ts';
import type { FieldWriter } from './writers.ts';

/** A field's value on its way into the native record. */
export interface EncodedField {
  readonly way: Way;
  /** Undefined where nothing has to be sent. */
  readonly encoded: Encoded | undefined;
}

/** By the first way that takes the value; else what the last one says against it. */
export function encodeField(
  writer: FieldWriter,
  value: JsonValue,
  scope: EncodeScope,
  isCreate: boolean,
): EncodedField | undefined {
  let tried: EncodedField | undefined;
  for (const way of writer.ways) {
    const encoded = value === null ? nothing(writer, way, scope, isCreate) : something(value, way, scope);
    tried = { way, encoded };
    if (encoded === undefined || !('refusal' in encoded)) return tried;
  }
  return tried;
}

function something(value: JsonValue, way: Way, scope: EncodeScope): Encoded {
  if (!Array.isArray(value)) return encode(value, way, scope);
  const items: JsonValue[] = [];
  const reads: JsonValue[] = [];
  let warning: Encoded | undefined;
  for (const item of value) {
    const encoded = encode(item, way, scope);
    if ('refusal' in encoded) return encoded;
    if (encoded.warning !== undefined) warning = encoded;
    // What is one to the vendor is sent once.
    if (items.includes(encoded.native)) continue;
    items.push(encoded.native);
    reads.push(encoded.reads);
  }
  const native = way.path.type === 'list-semicolon' ? items.map(String).join(';') : items;
  return { ...warning, native, reads };
}

/** The word for "nothing": the field's own, else the vendor's. */
function nothing(
  { plan: { rule } }: FieldWriter,
  { plan: inner, path, conversion }: Way,
  { descriptor }: EncodeScope,
  isCreate: boolean,
): Encoded | undefined {
  const clear = rule.clear ?? inner.rule.clear;
  // A word for "nothing" may be one that people see.
  const read = conversion.kind === 'map' ? (conversion.table.get(String(clear?.value)) ?? null) : null;
  if (clear !== undefined) return { native: clear.value, reads: read };
  if (!path.field.nullable) return { refusal: cannotClear };
  // A record that begins without a value needs none taken away.
  if (isCreate && !path.field.prefilled) return undefined;
  // The word stands for a value; what is one of a list goes from it.
  const isListed = path.path.some(({ kind }) => kind !== 'key');
  return { native: isListed ? null : descriptor.clear, reads: null };
}
