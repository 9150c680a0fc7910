import type { JsonValue } from '../../model/json.ts';
import type { Codec, Encoding } from '../codecs/codec.ts';
import { suggest } from '../did-you-mean.ts';
import type { NativeDescriptor, NativeField } from '../native/native-descriptor.ts';
import type { Rule } from '../rules/rule.ts';
import type { LookupTables } from '../mapping-types.ts';
import { rowWithValue } from './find-row.ts';
import { shown, type Refusal } from './issues.ts';
import type { Way } from './way.ts';

/** What turning values round takes. */
export interface EncodeScope {
  readonly descriptor: NativeDescriptor;
  readonly lookups: LookupTables;
  readonly encoding: Encoding;
}

/** A native value, or why there is none. */
export type Encoded =
  | {
      readonly native: JsonValue;
      /** The value as it will be read: labels in their own spelling. */
      readonly reads: JsonValue;
      /** Something the caller should know, though the value can be sent. */
      readonly warning?: Refusal;
    }
  | { readonly refusal: Refusal };

/** Turns one unified value, not null, into a native one. */
export function encode(value: JsonValue, way: Way, scope: EncodeScope): Encoded {
  const { conversion, path } = way;
  switch (conversion.kind) {
    case 'map':
      return encodeMapped(value, way, conversion, scope);
    case 'lookup': {
      const rows = scope.lookups.get(conversion.table.name);
      if (rows === undefined) return withoutTable(value, conversion.table.name, way, scope);
      // Where an account has no list of values, the field is free text to it.
      if (rows.size === 0 && conversion.miss === 'keep')
        return encodeNative(value, path.field, undefined, scope);
      const found = rowWithValue(rows, conversion.column, value);
      if ('refusal' in found) return found;
      const reads = found.row[conversion.column] ?? value;
      return withReads(encodeNative(found.key, path.field, undefined, scope), reads);
    }
    case 'codec':
      return encodeNative(value, path.field, way.codec, scope);
  }
}

function withReads(encoded: Encoded, reads: JsonValue): Encoded {
  return 'refusal' in encoded ? encoded : { ...encoded, reads };
}

function encodeMapped(
  value: JsonValue,
  { plan: { rule }, path, codec }: Way,
  { table, miss }: Extract<Way['conversion'], { kind: 'map' }>,
  scope: EncodeScope,
): Encoded {
  const native = mappedBack(value, rule, table);
  if (native !== undefined) return withReads(encodeNative(native, path.field, undefined, scope), value);
  if (miss === 'keep' && codec !== undefined) return encodeNative(value, path.field, codec, scope);
  const known = [...new Set([...table.values()].filter((unified) => unified !== null).map(String))];
  const message = `${shown(value)} is not one of its values`;
  return { refusal: { code: 'unknown-value', message, hint: suggest(String(value), known) } };
}

/** What becomes the value when it is read; `reverse` decides where several do. */
function mappedBack(
  value: JsonValue,
  { reverse = [] }: Rule,
  table: ReadonlyMap<string, JsonValue>,
): string | undefined {
  const decided = reverse.find((line) => line.native.value === String(value));
  if (decided !== undefined) return String(decided.unified.value);
  return [...table].find(([, unified]) => unified === value)?.[0];
}

/** The labels are not to be had: what reads as it stands may go out as it stands. */
function withoutTable(
  value: JsonValue,
  table: string,
  { path, conversion }: Way,
  scope: EncodeScope,
): Encoded {
  const message = `the table ${table}, which knows it, could not be loaded`;
  if (conversion.kind !== 'lookup' || conversion.miss !== 'keep')
    return {
      refusal: { code: 'unknown-reference', message, hint: 'write the id instead, or grant the permission' },
    };
  const encoded = encodeNative(value, path.field, undefined, scope);
  return 'refusal' in encoded ? encoded : { ...encoded, warning: { code: 'unchecked', message } };
}

/** What has to be known of the native field that takes a value. */
export type EncodedInto = Pick<NativeField, 'type' | 'path' | 'values' | 'open'> &
  Partial<Pick<NativeField, 'whole' | 'lowerCase' | 'longest'>>;

/** The last step: the wire form, and whether the native field takes it. */
export function encodeNative(
  value: JsonValue,
  field: EncodedInto,
  codec: Codec | undefined,
  { descriptor, encoding }: EncodeScope,
): Encoded {
  const kept = field.lowerCase === true && typeof value === 'string' ? value.toLowerCase() : value;
  const native = codec === undefined ? kept : codec.write(kept, encoding);
  if (native === undefined) {
    const message = `${shown(value)} cannot be held by ${field.path}, which is of type ${field.type}`;
    return { refusal: { code: 'would-not-read-back', message } };
  }
  if (field.type === 'id' && descriptor.ids === 'number') return numericId(native, value);
  const limit = beyondLimits(kept, field);
  if (limit !== undefined) return { refusal: limit };
  const { values, open } = field;
  if (values !== undefined && !open && !values.includes(String(native))) {
    const message = `${shown(value)} is not one of its values`;
    return { refusal: { code: 'unknown-value', message, hint: suggest(String(native), values) } };
  }
  return { native, reads: kept };
}

/** What the vendor would cut or round off. */
function beyondLimits(value: JsonValue, { whole, longest }: EncodedInto): Refusal | undefined {
  if (whole === true && typeof value === 'number' && !Number.isInteger(value)) {
    const message = `${shown(value)} is not a whole number, and the vendor keeps no others here`;
    return {
      code: 'would-not-read-back',
      message,
      hint: `write ${Math.floor(value)} or ${Math.ceil(value)}`,
    };
  }
  if (longest === undefined || typeof value !== 'string' || value.length <= longest) return undefined;
  const message = `${shown(value)} has ${value.length} characters, and the vendor keeps ${longest}`;
  return { code: 'would-not-read-back', message, hint: 'write less' };
}

const wholeNumber = /^(?:0|[1-9]\d{0,15})$/;

function numericId(native: JsonValue, value: JsonValue): Encoded {
  const id = typeof native === 'string' && wholeNumber.test(native) ? Number(native) : native;
  if (typeof id === 'number' && Number.isSafeInteger(id)) return { native: id, reads: value };
  const message = `${shown(value)} is not an id of this vendor, whose ids are whole numbers`;
  return { refusal: { code: 'wrong-type', message, hint: 'write it in digits, as text' } };
}
