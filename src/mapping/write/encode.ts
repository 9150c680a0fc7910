import type { JsonValue } from '../../model/json.ts';
import type { Codec, Decoding, Encoding } from '../codecs/codec.ts';
import { fold } from '../compile/fold.ts';
import { suggestAny } from '../did-you-mean.ts';
import type { NativeDescriptor, NativeField } from '../native/native-descriptor.ts';
import type { LookupTables } from '../mapping-types.ts';
import type { EntryHome } from './entries.ts';
import { rowWithValue } from './find-row.ts';
import { shown, type Refusal } from './issues.ts';
import { rowReads } from './reads.ts';
import { cannotClear } from './unified-input.ts';
import type { Way } from './way.ts';
import { isDigits, numericId, wireKey } from './wire-key.ts';

/** What turning values round takes. */
export interface EncodeScope {
  readonly descriptor: NativeDescriptor;
  readonly lookups: LookupTables;
  readonly encoding: Encoding;
  /** The account's calendar. */
  readonly dateInZone: Decoding['dateInZone'];
  /** Where custom fields are entries of a list. */
  readonly entries: EntryHome | undefined;
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
      if (rows.size === 0 && conversion.miss === 'keep' && path.field.type !== 'id')
        return encodeNative(value, path.field, undefined, scope);
      const found = rowWithValue(rows, conversion.column, value, conversion.table.name);
      if ('refusal' in found) return found;
      return encodeKey(found.key, path.field, rowReads(found, way, scope), scope);
    }
    case 'codec':
      return encodeNative(value, path.field, way.codec, scope);
  }
}

function encodeMapped(
  value: JsonValue,
  { plan: { rule }, path, codec }: Way,
  { table, miss }: Extract<Way['conversion'], { kind: 'map' }>,
  scope: EncodeScope,
): Encoded {
  const known = [...new Set(table.values())].filter((unified) => unified !== null);
  const meant = valueMeant(value, known);
  if (meant !== undefined) {
    const decided = rule.reverse?.find((line) => line.native.value === String(meant))?.unified.value;
    const native = decided ?? [...table].find(([, unified]) => unified === meant)?.[0];
    return encodeKey(String(native), path.field, meant, scope);
  }
  if (miss === 'keep' && codec !== undefined) return encodeNative(value, path.field, codec, scope);
  const message = `${shown(value)} is not one of its values`;
  const hint = suggestAny(String(value), known.map(String), 'leave it out');
  return { refusal: { code: 'unknown-value', message, hint } };
}

/** The value of a map that is meant: people write labels in any case, if only one of them can be it. */
function valueMeant(value: JsonValue, known: readonly JsonValue[]): JsonValue | undefined {
  if (known.includes(value)) return value;
  const alike = known.filter((unified) => fold(String(unified)) === fold(String(value)));
  return alike.length === 1 && typeof value === 'string' ? alike[0] : undefined;
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
  return 'refusal' in encoded
    ? encoded
    : {
        ...encoded,
        warning: { code: 'unchecked', message, hint: 'check that it exists, or grant the permission' },
      };
}

/** A key of a map, a table or a list of options, in its wire form. */
export function encodeKey(key: string, field: EncodedInto, reads: JsonValue, scope: EncodeScope): Encoded {
  const encoded = encodeNative(wireKey(key, field.type), field, undefined, scope);
  return 'refusal' in encoded ? encoded : { ...encoded, reads };
}

/** What has to be known of the native field that takes a value. */
export type EncodedInto = Pick<NativeField, 'type' | 'path' | 'values' | 'open'> &
  Partial<Pick<NativeField, 'required' | 'whole' | 'lowerCase' | 'longest'>>;

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
    return {
      refusal: { code: 'would-not-read-back', message, hint: `write a value that a ${field.type} can hold` },
    };
  }
  if (field.type === 'id' && descriptor.ids === 'number') {
    const id = numericId(native);
    if (id !== undefined) return { native: id, reads: value };
    const message = `${shown(value)} is not an id of this vendor, whose ids are whole numbers`;
    return { refusal: { code: 'wrong-type', message, hint: 'write it in digits, as text' } };
  }
  if (field.required === true && typeof native === 'string' && descriptor.empty.includes(native))
    return { refusal: cannotClear };
  if (field.type === 'id' && field.whole === true && !isDigits(native)) {
    const message = `${shown(value)} is not an id of this vendor, whose ids here are digits`;
    return {
      refusal: { code: 'wrong-type', message, hint: 'write it as the vendor does, without leading zeros' },
    };
  }
  const limit = beyondLimits(kept, field);
  if (limit !== undefined) return { refusal: limit };
  const { values, open } = field;
  if (values !== undefined && !open && !values.includes(String(native))) {
    const message = `${shown(value)} is not one of its values`;
    const hint = suggestAny(String(native), values, 'leave it out');
    return { refusal: { code: 'unknown-value', message, hint } };
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
