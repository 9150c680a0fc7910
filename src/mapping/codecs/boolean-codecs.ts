import type { JsonValue } from '../../model/json.ts';
import { quickly, refuse, type Codec, type Decoding } from './codec.ts';
import { same } from './text-codecs.ts';

function readBoolean(raw: JsonValue, run: Decoding): JsonValue {
  return typeof raw === 'boolean' ? raw : refuse(run, 'not-a-boolean');
}

function readBooleanText(raw: JsonValue, run: Decoding): JsonValue {
  if (raw === 'true' || raw === true) return true;
  return raw === 'false' || raw === false ? false : refuse(run, 'not-a-boolean');
}

function toText(value: JsonValue): JsonValue {
  return typeof value === 'boolean' ? String(value) : value;
}

export const booleanCodec: Codec = { read: readBoolean, write: same, quick: quickly.boolean };
export const booleanTextCodec: Codec = { read: readBooleanText, write: toText, quick: quickly.booleanText };
