import type { CustomFieldDefinition } from '../../connector-kit/resource.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { codecFor, hasCodec, naturalTarget } from '../codecs/pair-table.ts';
import type { Decode, TargetType } from '../codecs/codec.ts';
import { numberOfText } from '../codecs/decimal-text.ts';
import { isList, keyAccessor, type Accessor } from './accessor.ts';
import { noObject } from './compile-scope.ts';
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

export interface CustomFieldReader {
  readonly id: string;
  /** True where any text is taken as it is. */
  readonly keepsText: boolean;
  /** Reads the field's own key of an object. */
  readonly find: Accessor;
  /** A native value as a unified one; what cannot be converted becomes null, with a refusal. */
  readonly convert: (raw: JsonValue | undefined, run: Run) => JsonValue;
  readonly item: (value: JsonValue) => JsonObject;
  /** `decimal -> number`. */
  readonly words: string;
}

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
  const { key, wire } = definition;
  const target = targetOf(definition);
  const read = codecFor(wire, target, { format: 'Y-M-D', isExact: true })?.read ?? ((raw: JsonValue) => raw);
  const isWorkedOut = definition.access === 'read' && wire === 'decimal';
  const decode = isWorkedOut ? withoutNoise(read) : read;
  return {
    id: key,
    keepsText: keepsText(definition, empty),
    find: keyAccessor(key),
    convert: converter(definition, decode, empty),
    item: itemMaker(definition),
    words: `${wire} -> ${definition.type}`,
  };
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
    if (wire === 'list-semicolon' && typeof raw === 'string') return listOf(raw.split(';'), one, [''], run);
    const value = one(raw, run);
    return type === 'options' && value !== null ? [value] : value;
  };
}

function keepsText({ wire, options, type }: CustomFieldDefinition, empty: readonly string[]): boolean {
  const isText = wire === 'text' || wire === 'id' || wire === 'choice';
  return isText && options === undefined && type !== 'options' && empty.length === 1 && empty[0] === '';
}

/** What the wire type naturally becomes, unless the field is declared a day or an instant and can become that. */
function targetOf({ type, wire }: CustomFieldDefinition): TargetType {
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

/** Ids of options become labels; an option that was deleted keeps its id. */
function labelling({ options }: CustomFieldDefinition): (value: JsonValue) => JsonValue {
  if (options === undefined) return (value) => value;
  const labels = new Map(Object.entries(options));
  return (value) => labels.get(String(value)) ?? (typeof value === 'number' ? String(value) : value);
}

function itemMaker({
  key: id,
  label: name,
  description,
  type,
  refName,
}: CustomFieldDefinition): CustomFieldReader['item'] {
  if (description === undefined && refName === undefined) return (value) => ({ id, name, type, value });
  if (refName === undefined) return (value) => ({ id, name, description: description ?? null, type, value });
  if (description === undefined) return (value) => ({ id, name, type, value, refName });
  return (value) => ({ id, name, description, type, value, refName });
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
