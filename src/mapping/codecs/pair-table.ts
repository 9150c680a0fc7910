import type { NativeType } from '../../connector-kit/resource.ts';
import { booleanCodec, booleanTextCodec } from './boolean-codecs.ts';
import type { Codec, CodecFacts, TargetType } from './codec.ts';
import * as numbers from './number-codecs.ts';
import { currencyCodec, idCodec, jsonCodec, textCodec } from './text-codecs.ts';
import * as times from './time-codecs.ts';

type CodecOf = (facts: CodecFacts) => Codec;

function always(codec: Codec): CodecOf {
  return () => codec;
}

const number: CodecOf = ({ isExact }) => (isExact ? numbers.exactNumberCodec : numbers.numberCodec);
const decimal: CodecOf = ({ isExact }) => (isExact ? numbers.exactDecimalCodec : numbers.decimalCodec);
const whole: CodecOf = ({ isExact }) => (isExact ? numbers.exactWholeCodec : numbers.wholeCodec);
const wholeText: CodecOf = ({ isExact }) => (isExact ? numbers.exactWholeTextCodec : numbers.wholeTextCodec);
const json = always(jsonCodec);
const text = always(textCodec);
const id = always(idCodec);
const currency = always(currencyCodec);

/** Which native type can become which unified type, and how. A pair that is not here is a mistake in the mapping. */
const pairs: Readonly<Record<NativeType, Partial<Record<TargetType, CodecOf>>>> = {
  text: { text, currency, json },
  id: { id, text, json },
  int: { integer: always(numbers.integerCodec), number: whole, json },
  'int-text': { integer: always(numbers.integerTextCodec), number: wholeText, json },
  number: { number, json },
  decimal: { number: decimal, json },
  ratio: { percent: always(numbers.ratioCodec), json },
  'ratio-text': { percent: always(numbers.ratioTextCodec), json },
  percent: { percent: always(numbers.percentCodec), number, json },
  bool: { boolean: always(booleanCodec), json },
  'bool-text': { boolean: always(booleanTextCodec), json },
  date: {
    date: ({ format }) => times.dateCodec(format),
    datetime: ({ format }) => times.dayStartCodec(format),
    json,
  },
  datetime: { datetime: always(times.instantCodec), date: always(times.instantDayCodec), json },
  'unix-s': { datetime: always(times.unixSecondsCodec), date: always(times.unixSecondsDayCodec), json },
  'unix-ms': { datetime: always(times.unixMsCodec), date: always(times.unixMsDayCodec), json },
  'unix-day': { date: always(times.unixDayCodec), json },
  choice: { text, id, currency, json },
  'list-semicolon': { text, id, json },
  json: { json },
};

/** The unified type that a native type becomes where nothing else is asked for. */
const natural: Readonly<Record<NativeType, TargetType>> = {
  text: 'text',
  id: 'id',
  int: 'integer',
  'int-text': 'integer',
  number: 'number',
  decimal: 'number',
  ratio: 'percent',
  'ratio-text': 'percent',
  percent: 'percent',
  bool: 'boolean',
  'bool-text': 'boolean',
  date: 'date',
  datetime: 'datetime',
  'unix-s': 'datetime',
  'unix-ms': 'datetime',
  'unix-day': 'date',
  choice: 'text',
  'list-semicolon': 'text',
  json: 'json',
};

/** Undefined where the native type cannot become the unified one. */
export function codecFor(native: NativeType, target: TargetType, facts: CodecFacts): Codec | undefined {
  return pairs[native][target]?.(facts);
}

export function hasCodec(native: NativeType, target: TargetType): boolean {
  return Object.hasOwn(pairs[native], target);
}

export function naturalTarget(native: NativeType): TargetType {
  return natural[native];
}

/** Native types that can become the unified type. */
export function nativeTypesFor(target: TargetType): readonly string[] {
  return Object.entries(pairs).flatMap(([native, targets]) =>
    Object.hasOwn(targets, target) ? [native] : [],
  );
}
