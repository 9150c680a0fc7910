import type { CustomFieldDefinition } from '../../connector-kit/resource.ts';
import type { JsonValue } from '../../model/json.ts';
import { customTarget } from '../compile/custom-field-reader.ts';
import { codecFor } from '../codecs/pair-table.ts';
import { encodeObject } from './encode-object.ts';
import { encodeKey, encodeNative, type Encoded, type EncodeScope } from './encode.ts';
import { rowWithValue, type Rows } from './find-row.ts';
import { inputList, inputValue } from './input-value.ts';
import { shown } from './issues.ts';

/** Turns the value of a custom field into what goes over the wire; labels of options become their ids. */
export function encodeCustomField(
  definition: CustomFieldDefinition,
  value: JsonValue,
  scope: EncodeScope,
  now?: JsonValue,
): Encoded {
  const { wire, members } = definition;
  if (value === null) return cleared(definition, scope);
  if (wire === 'json' && members !== undefined) return encodeObject(value, members);
  if (wire === 'json') return { native: value, reads: value };
  return takesList(definition)
    ? encodeMany(definition, value, scope, now)
    : encodeOne(definition, value, scope);
}

/** True for a field that holds several values: an empty list is none of them. */
export function takesList({ type, wire }: CustomFieldDefinition): boolean {
  return wire !== 'json' && (type === 'options' || wire === 'list-semicolon');
}

function cleared({ nullable, clear, type }: CustomFieldDefinition, { descriptor }: EncodeScope): Encoded {
  if (nullable === false) {
    const hint = type === 'boolean' ? 'write false' : 'write a value';
    return { refusal: { code: 'cannot-clear', message: 'the vendor has no empty value for it', hint } };
  }
  const native = clear === undefined ? descriptor.clear : clear;
  return { native, reads: Array.isArray(native) ? [] : null };
}

function encodeMany(
  definition: CustomFieldDefinition,
  value: JsonValue,
  scope: EncodeScope,
  now: JsonValue | undefined,
): Encoded {
  const list = inputList(value, definition.options === undefined ? customTarget(definition) : 'text');
  if ('refusal' in list) return list;
  // A label and its id are one item.
  const found = new Set<JsonValue>();
  const reads: JsonValue[] = [];
  for (const item of Array.isArray(list.value) ? list.value : []) {
    const encoded = encodeItem(definition, item, scope, now);
    if ('refusal' in encoded) return encoded;
    found.add(encoded.native);
    reads.push(encoded.reads);
  }
  const items = [...found];
  if (items.length === 0) return cleared(definition, scope);
  if (definition.wire !== 'list-semicolon') return { native: items, reads };
  // What separates the items cannot be part of one.
  const split = items.find((item) => String(item).includes(';'));
  if (split !== undefined) {
    const message = `${shown(split)} holds a semicolon, which separates the values of this field`;
    const hint = 'write it without the semicolon, or what it separates as items of their own';
    return { refusal: { code: 'would-not-read-back', message, hint } };
  }
  return { native: items.map(String).join(';'), reads };
}

/** An option that was deleted is read as its id: one that the record has may stay. */
function encodeItem(
  definition: CustomFieldDefinition,
  item: JsonValue,
  scope: EncodeScope,
  now: JsonValue | undefined,
): Encoded {
  const encoded = encodeOne(definition, item, scope);
  const isThere = Array.isArray(now) && now.includes(item);
  if (!('refusal' in encoded) || encoded.refusal.code !== 'unknown-reference' || !isThere) return encoded;
  const field = { type: definition.wire, path: definition.key, values: undefined, open: true };
  return encodeKey(String(item), field, item, scope);
}

function encodeOne(definition: CustomFieldDefinition, value: JsonValue, scope: EncodeScope): Encoded {
  const { key, wire, options, whole = false, longest } = definition;
  const target = customTarget(definition);
  const field = { type: wire, path: key, values: undefined, open: true, whole, longest };
  if (options !== undefined) {
    const text = inputValue(value, 'text');
    if ('refusal' in text) return text;
    const found = rowWithValue(rowsOf(options), 'label', text.value, 'options');
    if ('refusal' in found) return found;
    return encodeKey(found.key, field, found.row['label'] ?? found.key, scope);
  }
  const read = inputValue(value, target);
  if ('refusal' in read) return read;
  if (read.value === '') return cleared(definition, scope);
  return encodeNative(read.value, field, codecFor(wire, target, { format: 'Y-M-D', isExact: true }), scope);
}

function rowsOf(options: Readonly<Record<string, string>>): Rows {
  return new Map(Object.entries(options).map(([key, label]) => [key, { label }]));
}
