import type { JsonValue } from '../../model/json.ts';
import { isNothing } from './compare.ts';
import { encode, encodeNative, type Encoded, type EncodeScope } from './encode.ts';
import { entryKey, isItemPath } from './entries.ts';
import { nativeReads } from './reads.ts';
import type { Way } from './way.ts';
import { cannotClear, cannotClearFor } from './unified-input.ts';
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
  { isCreate, now }: { readonly isCreate: boolean; readonly now: JsonValue | undefined },
): EncodedField | undefined {
  let tried: EncodedField | undefined;
  for (const way of writer.ways) {
    const encoded = isNothing(value)
      ? nothing(writer, value, way, scope, isCreate)
      : something(value, way, scope, now);
    tried = { way, encoded };
    if (encoded === undefined || !('refusal' in encoded)) return tried;
  }
  return tried;
}

function something(value: JsonValue, way: Way, scope: EncodeScope, now: JsonValue | undefined): Encoded {
  if (!Array.isArray(value)) return encode(value, way, scope);
  // A label and its key are one item.
  const items = new Set<JsonValue>();
  const reads: JsonValue[] = [];
  let warning: Encoded | undefined;
  for (const item of value) {
    const encoded = encodeItem(item, way, scope, now);
    if ('refusal' in encoded) return encoded;
    if (encoded.warning !== undefined) warning = encoded;
    items.add(encoded.native);
    reads.push(encoded.reads);
  }
  const list = [...items];
  const native = way.path.type === 'list-semicolon' ? list.map(String).join(';') : list;
  return { ...warning, native, reads };
}

/** What the record has already may stay, though no table knows it: it was read as it stands. */
function encodeItem(item: JsonValue, way: Way, scope: EncodeScope, now: JsonValue | undefined): Encoded {
  const encoded = encode(item, way, scope);
  const { conversion, path } = way;
  const isKept = conversion.kind === 'lookup' && conversion.miss === 'keep';
  const isThere = Array.isArray(now) && now.includes(item);
  if (!('refusal' in encoded) || !isKept || !isThere) return encoded;
  return encoded.refusal.code === 'unknown-reference'
    ? encodeNative(item, path.field, undefined, scope)
    : encoded;
}

/** The word for "nothing": the field's own, else the vendor's. */
function nothing(
  { plan: { rule } }: FieldWriter,
  value: JsonValue,
  way: Way,
  scope: EncodeScope,
  isCreate: boolean,
): Encoded | undefined {
  const clear = rule.clear ?? way.plan.rule.clear;
  if (clear !== undefined) return { native: clear.value, reads: nativeReads(clear.value, way, scope) };
  const { nullable, prefilled, lasting } = way.path.field;
  if (!nullable) return { refusal: cannotClear };
  // A record that begins without a value needs none taken away.
  if (isCreate && !prefilled) return undefined;
  if (lasting) return { refusal: cannotClearFor(rule.because) };
  return { native: clearWord(value, way, scope), reads: value };
}

function clearWord(value: JsonValue, { path }: Way, { descriptor, entries }: EncodeScope): JsonValue {
  const { field, path: steps, type } = path;
  if (field.clear !== undefined) return field.clear;
  if (Array.isArray(value) && type !== 'list-semicolon') return [];
  // Of a list, the item goes.
  const isItem = isItemPath(steps) && entryKey(steps, entries) === undefined;
  return isItem ? null : descriptor.clear;
}
