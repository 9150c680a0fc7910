import { isCurrencyCode } from '../../model/currency.ts';
import type { JsonValue } from '../../model/json.ts';
import { quickly, refuse, type Codec, type Decoding } from './codec.ts';

export function same(value: JsonValue): JsonValue {
  return value;
}

function readText(raw: JsonValue, run: Decoding): JsonValue {
  if (typeof raw === 'string') return raw;
  return typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : refuse(run, 'not-text');
}

function readId(raw: JsonValue, run: Decoding): JsonValue {
  if (typeof raw === 'string') return raw;
  // Beyond 2^53 the number that arrived is no longer the one that was sent.
  return typeof raw === 'number' && Number.isSafeInteger(raw) ? String(raw) : refuse(run, 'not-an-id');
}

function readCurrency(raw: JsonValue, run: Decoding): JsonValue {
  if (typeof raw !== 'string') return refuse(run, 'not-a-currency');
  if (isCurrencyCode(raw)) return raw;
  const code = raw.trim().toUpperCase();
  return isCurrencyCode(code) ? code : refuse(run, 'not-a-currency');
}

function readJson(raw: JsonValue): JsonValue {
  return raw;
}

export const textCodec: Codec = { read: readText, write: same, quick: quickly.text };
export const idCodec: Codec = { read: readId, write: same, quick: quickly.text };
export const currencyCodec: Codec = { read: readCurrency, write: same, quick: quickly.currency };
export const jsonCodec: Codec = { read: readJson, write: same };
