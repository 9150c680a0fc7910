import type { CustomFieldDefinition, ValueMember } from '../../connector-kit/resource.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { parseDate } from '../../model/instant.ts';
import { suggestAny } from '../did-you-mean.ts';
import { isSameJson } from './compare.ts';
import type { Encoded } from './encode.ts';
import { shown, type Refusal } from './issues.ts';

type Members = NonNullable<CustomFieldDefinition['members']>;

/** Checks a value that is an object, member by member, and gives each its one form. */
export function encodeObject(value: JsonValue, members: Members): Encoded {
  const hint = `write ${formOf(members)}`;
  if (!isJsonObject(value)) {
    const message = `${shown(value)} is ${kindOf(value)}, not an object`;
    return { refusal: { code: 'wrong-type', message, hint } };
  }
  const stranger = Object.keys(value).find((name) => !Object.hasOwn(members, name));
  if (stranger !== undefined) {
    const message = `${shown(value)} has a member "${stranger}", which this field has not`;
    return {
      refusal: { code: 'unknown-field', message, hint: suggestAny(stranger, Object.keys(members), hint) },
    };
  }
  const stray = strayOf(value, members);
  if (stray !== undefined) {
    const message = `its member "${stray.vendors}" is the vendor's own, and goes with "${stray.chosen}"`;
    return { refusal: { code: 'read-only', message, hint: `write "${stray.chosen}" instead` } };
  }
  const checked: Record<string, JsonValue> = {};
  for (const [name, member] of Object.entries(members)) {
    const given = Object.hasOwn(value, name) ? (value[name] ?? null) : null;
    const found = checkMember(name, member, given);
    if ('refusal' in found) return { refusal: { ...found.refusal, hint } };
    if (found.value !== undefined) checked[name] = found.value;
  }
  return { native: checked, reads: checked };
}

/** A member of the vendor's own that says what the one beside it, which is left out, would say. */
function strayOf(
  value: JsonObject,
  members: Members,
): { readonly vendors: string; readonly chosen: string } | undefined {
  const named = (given: ValueMember['given'], isThere: boolean): string | undefined =>
    Object.keys(members).find(
      (name) => members[name]?.given === given && ((value[name] ?? null) !== null) === isThere,
    );
  const [vendors, chosen] = [named('vendor', true), named('chosen', false)];
  return vendors === undefined || chosen === undefined ? undefined : { vendors, chosen };
}

/** True where an object says nothing that another one does not say: what the vendor adds or chooses is no difference. */
export function isSameObject(now: JsonValue | undefined, given: JsonValue, members: Members): boolean {
  const encoded = encodeObject(given, members);
  if (!isJsonObject(now) || 'refusal' in encoded || !isJsonObject(encoded.native))
    return isSameJson(now, given);
  const wanted: JsonObject = encoded.native;
  return Object.entries(members).every(
    ([name, member]) =>
      member.given === 'vendor' ||
      (member.given === 'chosen' && wanted[name] === undefined) ||
      isSameJson(now[name] ?? null, wanted[name] ?? null),
  );
}

function checkMember(
  name: string,
  { type, given, longest }: ValueMember,
  value: JsonValue,
): { readonly value: JsonValue | undefined } | { readonly refusal: Omit<Refusal, 'hint'> } {
  if (given === 'vendor') return { value: undefined };
  if (value === null && given !== 'required') return { value: undefined };
  const found = value === null ? undefined : forms[type].read(value);
  if (found === undefined) {
    const what = value === null ? 'is missing' : `is ${shown(value)}, which is not ${forms[type].words}`;
    return { refusal: { code: 'wrong-type', message: `its member "${name}" ${what}` } };
  }
  if (longest === undefined || typeof found !== 'string' || found.length <= longest) return { value: found };
  const message = `its member "${name}" has ${found.length} characters, and the vendor keeps ${longest}`;
  return { refusal: { code: 'would-not-read-back', message } };
}

interface Form {
  readonly words: string;
  /** The value in its one form; undefined where it is none. */
  read(value: JsonValue): JsonValue | undefined;
}

const forms: Readonly<Record<ValueMember['type'], Form>> = {
  number: { words: 'a number', read: (value) => (Number.isFinite(value) ? value : undefined) },
  text: { words: 'text', read: (value) => (typeof value === 'string' && value !== '' ? value : undefined) },
  // Accounts may have currencies of their own, which ISO does not know.
  currency: {
    words: 'a currency code in capitals, such as EUR',
    read: (value) => (typeof value === 'string' && /^[A-Z][A-Z0-9]{1,9}$/.test(value) ? value : undefined),
  },
  date: {
    words: 'a day as YYYY-MM-DD',
    read: (value) => (typeof value === 'string' ? parseDate(value) : undefined),
  },
  time: {
    words: 'a time of day as HH:MM:SS',
    read: (value) =>
      typeof value === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/.test(value)
        ? value.padEnd(8, ':00')
        : undefined,
  },
  zone: {
    words: 'a time zone such as Europe/Tallinn',
    read: (value) => (typeof value === 'string' && isZone(value) ? value : undefined),
  },
};

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** `{ value: a number, currency?: a currency code in capitals, such as EUR }`. */
function formOf(members: Members): string {
  const parts = Object.entries(members)
    .filter(([, { given }]) => given !== 'vendor')
    .map(([name, { type, given }]) => `${name}${given === 'required' ? '' : '?'}: ${forms[type].words}`);
  return `{ ${parts.join(', ')} }`;
}

function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}
