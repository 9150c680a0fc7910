import type { JsonValue } from '../../model/json.ts';
import type { Codec } from '../codecs/codec.ts';
import { keyOf } from '../compile/key-of.ts';
import type { LookupColumns } from '../mapping-types.ts';
import { isPresent } from './compare.ts';
import type { EncodeScope } from './encode.ts';
import type { Way } from './way.ts';

/** What a row of the way's table reads as; a row without a value is not found, and `keep` keeps the key. */
export function rowReads(
  { key, row }: { readonly key: string; readonly row: LookupColumns },
  { conversion }: Way,
  scope: EncodeScope,
): JsonValue {
  if (conversion.kind !== 'lookup') return key;
  const cell = row[conversion.column];
  if (!isPresent(cell) || (typeof cell === 'string' && scope.descriptor.empty.includes(cell)))
    return conversion.miss === 'keep' ? key : null;
  return decoded(cell, conversion.columnCodec, scope);
}

/** What a native value of the mapping's own, a word for "nothing", reads as. */
export function nativeReads(native: JsonValue, { conversion, codec }: Way, scope: EncodeScope): JsonValue {
  if (native === null || (typeof native === 'string' && scope.descriptor.empty.includes(native))) return null;
  const mapped = conversion.kind === 'map' ? conversion.table.get(keyOf(native) ?? '') : undefined;
  return mapped ?? (codec === undefined || conversion.kind === 'map' ? null : decoded(native, codec, scope));
}

function decoded(native: JsonValue, { read }: Codec, { dateInZone }: EncodeScope): JsonValue {
  return read(native, { refusal: undefined, dateInZone });
}
