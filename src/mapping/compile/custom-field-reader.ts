import type { CustomFieldDefinition } from '../../connector-kit/resource.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { codecFor, hasCodec, naturalTarget } from '../codecs/pair-table.ts';
import { quickly, type Decode, type Quick, type TargetType } from '../codecs/codec.ts';
import { numberOfText } from '../codecs/decimal-text.ts';
import { readQuickly } from '../codecs/quick.ts';
import { isList, keyAccessor, type Accessor } from './accessor.ts';
import { noObject } from './compile-scope.ts';
import { splitInto } from './fetch.ts';
import { Items } from './items.ts';
import type { Run } from './run.ts';

/** The account's custom fields, ready to be read. */
export interface CatalogueReader {
  readonly fields: readonly CustomFieldReader[];
  /** A list as long as `fields`: a copy of it is a list of just the right size. */
  readonly blank: readonly JsonObject[];
  /** Position among `fields`, by the field's id. */
  readonly positions: ReadonlyMap<string, number>;
}

/** All readers have the same keys, in this order: that keeps looking at one after the other cheap. */
export interface CustomFieldReader {
  readonly id: string;
  readonly name: string;
  readonly type: CustomFieldDefinition['type'];
  readonly description: string | undefined;
  readonly refName: string | undefined;
  /** The short way that most values can take; undefined where there is none. */
  readonly quick: Quick | undefined;
  /** Of a field with one of several options: its labels by the text of the value. */
  readonly labels: ReadonlyMap<string, string> | undefined;
  /** Reads the field's own key of an object. */
  readonly find: Accessor;
  /** A native value as a unified one; what cannot be converted becomes null, with a refusal. */
  readonly convert: (raw: JsonValue | undefined, run: Run) => JsonValue;
  /** `decimal -> number`. */
  readonly words: string;
}

export const noCustomFields: CatalogueReader = { fields: [], blank: [], positions: new Map() };

export function catalogueReader(
  definitions: readonly CustomFieldDefinition[],
  empty: readonly string[],
): CatalogueReader {
  const fields = definitions.map((definition) => customFieldReader(definition, empty));
  return {
    fields,
    blank: fields.map(() => noObject),
    positions: new Map(fields.map(({ id }, index) => [id, index])),
  };
}

function customFieldReader(definition: CustomFieldDefinition, empty: readonly string[]): CustomFieldReader {
  const { key, wire, label, type, description, refName, options, access } = definition;
  const codec = codecFor(wire, customTarget(definition), { format: 'Y-M-D', isExact: true });
  const read = codec?.read ?? ((raw: JsonValue) => raw);
  const isWorkedOut = access === 'read' && wire === 'decimal';
  const decode = isWorkedOut ? withoutNoise(read) : read;
  const isMany = type === 'options' || wire === 'list-semicolon';
  const quick =
    !isMany && wire !== 'json' && empty.length === 1 && empty[0] === '' ? codec?.quick : undefined;
  return {
    id: key,
    name: label,
    type,
    description,
    refName,
    quick: options === undefined ? quick : undefined,
    labels: quick === quickly.text && options !== undefined ? labelsOf(options) : undefined,
    find: keyAccessor(key),
    convert: converter(definition, decode, empty),
    words: `${wire} -> ${type}`,
  };
}

/** The value of what has the usual form; undefined for anything else, which is then left to `convert`. */
export function quickValue({ quick, labels }: CustomFieldReader, raw: JsonValue): JsonValue | undefined {
  if (raw === '') return undefined;
  if (quick !== undefined) return readQuickly(quick, raw);
  return typeof raw === 'string' ? labels?.get(raw) : undefined;
}

/** Fifteen digits survive the way into a double and back. */
const mostHeld = 1e15;
/** More than a double prints as: the vendor worked the number out and printed all of it. */
const mostPrinted = 25;

/** What cannot be held of a fraction that the vendor worked out is the noise of its arithmetic. */
function withoutNoise(decode: Decode): Decode {
  return (raw, run) => {
    if (typeof raw === 'string' && raw.length > mostPrinted) {
      const value = numberOfText(raw);
      if (value !== undefined && Math.abs(value) < mostHeld) return withHeldDigits(value);
    }
    return decode(raw, run);
  };
}

/** Cuts a number to the digits that a double holds in any case: fifteen before and after its point together. */
function withHeldDigits(value: number): number {
  let power = mostHeld;
  for (let size = 1; size <= Math.abs(value); size *= 10) power /= 10;
  return Math.round(value * power) / power;
}

function converter(
  definition: CustomFieldDefinition,
  decode: Decode,
  empty: readonly string[],
): CustomFieldReader['convert'] {
  const { wire, type, options } = definition;
  const label = labelling(definition);
  const labelled: Decode = (raw, run) => {
    const value = decode(raw, run);
    return value === null ? null : label(value);
  };
  const one = options === undefined ? decode : labelled;
  return (raw, run) => {
    if (raw === undefined || isEmpty(raw, empty)) return null;
    if (wire === 'json') return raw;
    if (isList(raw)) return listOf(raw, one, empty, run);
    if (wire === 'list-semicolon' && typeof raw === 'string') return partsOf(raw, one, run);
    const value = one(raw, run);
    return type === 'options' && value !== null ? [value] : value;
  };
}

/** What the wire type naturally becomes, unless the field is declared a day or an instant and can become that. */
export function customTarget({ type, wire }: CustomFieldDefinition): TargetType {
  const wanted = type === 'date' || type === 'datetime' ? type : undefined;
  return wanted !== undefined && hasCodec(wire, wanted) ? wanted : naturalTarget(wire);
}

function isEmpty(raw: JsonValue, empty: readonly string[]): boolean {
  return raw === null || (typeof raw === 'string' && empty.includes(raw));
}

function listOf(raw: readonly JsonValue[], one: Decode, empty: readonly string[], run: Run): JsonValue {
  const values = new Items();
  for (const item of raw) {
    const value = isEmpty(item, empty) ? null : one(item, run);
    if (value !== null) values.add(value);
  }
  return values.toArray();
}

function partsOf(text: string, one: Decode, run: Run): JsonValue {
  const parts = new Items();
  splitInto(text, parts);
  return listOf(parts.toArray(), one, [], run);
}

/** Ids of options become labels; an option that was deleted keeps its id. */
function labelling({ options }: CustomFieldDefinition): (value: JsonValue) => JsonValue {
  if (options === undefined) return (value) => value;
  const labels = labelsOf(options);
  return (value) => labels.get(String(value)) ?? (typeof value === 'number' ? String(value) : value);
}

function labelsOf(options: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(options));
}

/** A field of the catalogue with its value; what the definition does not say is left out. */
export function customItem(field: CustomFieldReader, value: JsonValue): JsonObject {
  const { id, name, type, description, refName } = field;
  if (description === undefined && refName === undefined) return { id, name, type, value };
  if (refName === undefined) return { id, name, description: description ?? null, type, value };
  if (description === undefined) return { id, name, type, value, refName };
  return { id, name, description, type, value, refName };
}

/** A field that no definition knows: its value as it is. */
export function unknownItem(id: string, raw: JsonValue, empty: readonly string[]): JsonObject {
  return { id, name: null, type: 'unknown', value: isEmpty(raw, empty) ? null : raw };
}

/** Definitions as a reader, made once for as long as the same list is used. */
export function rememberedReaders(
  empty: readonly string[],
): (definitions: readonly CustomFieldDefinition[]) => CatalogueReader {
  const known = new WeakMap<readonly CustomFieldDefinition[], CatalogueReader>();
  return (definitions) => {
    const found = known.get(definitions) ?? catalogueReader(definitions, empty);
    known.set(definitions, found);
    return found;
  };
}
