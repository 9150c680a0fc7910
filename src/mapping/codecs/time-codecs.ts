import { dateFromDays, instantFromMs, msFromInstant, parseDate } from '../../model/instant.ts';
import type { JsonValue } from '../../model/json.ts';
import type { DateFormat } from '../native/native-descriptor.ts';
import { quickly, refuse, type Codec, type Decode, type Decoding } from './codec.ts';
import { instantOfText, isUtcText } from './instant-text.ts';
import { same } from './text-codecs.ts';

const secondsPerDay = 86_400;
const wholeNumber = /^-?\d{1,15}$/;
const tenDigits = /^\d{10}$/;
const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

function readInstant(raw: JsonValue, run: Decoding): JsonValue {
  return (typeof raw === 'string' ? instantOfText(raw) : undefined) ?? refuse(run, 'not-a-datetime');
}

/** An instant that is not kept: the common forms need not be made canonical. */
function readInstantText(raw: JsonValue, run: Decoding): JsonValue {
  return typeof raw === 'string' && isUtcText(raw) ? raw : readInstant(raw, run);
}

/** A whole number, or the text of one. */
function wholeOf(raw: JsonValue): number {
  if (typeof raw === 'string') return wholeNumber.test(raw) ? Number(raw) : Number.NaN;
  return typeof raw === 'number' ? Math.floor(raw) : Number.NaN;
}

function readUnixSeconds(raw: JsonValue, run: Decoding): JsonValue {
  return instantFromMs(wholeOf(raw) * 1000) ?? refuse(run, 'not-a-datetime');
}

function readUnixMs(raw: JsonValue, run: Decoding): JsonValue {
  return instantFromMs(wholeOf(raw)) ?? refuse(run, 'not-a-datetime');
}

/** Vendors that count days in seconds take midnight of some zone: the nearest midnight of UTC is the day meant. */
function readUnixDay(raw: JsonValue, run: Decoding): JsonValue {
  return dateFromDays(Math.round(wholeOf(raw) / secondsPerDay)) ?? refuse(run, 'not-a-date');
}

function isSeconds(raw: JsonValue): boolean {
  return typeof raw === 'number' ? raw >= 1e9 && raw < 1e10 : typeof raw === 'string' && tenDigits.test(raw);
}

function dateReader(format: DateFormat): Decode {
  // Vendors that write days with slashes have sent seconds, too: ten digits are no day in any order.
  const secondsOr: Decode = (raw, run) =>
    format !== 'Y-M-D' && isSeconds(raw) ? readUnixDay(raw, run) : refuse(run, 'not-a-date');
  return (raw, run) => {
    if (typeof raw !== 'string') return secondsOr(raw, run);
    const iso = parseDate(raw);
    if (iso !== undefined) return iso;
    const match = format === 'Y-M-D' ? null : slashed.exec(raw);
    if (match === null) return secondsOr(raw, run);
    const [, first = '', second = '', year = ''] = match;
    const [month, day] = format === 'M/D/Y' ? [first, second] : [second, first];
    return (
      parseDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) ?? refuse(run, 'not-a-date')
    );
  };
}

function dateWriter(format: DateFormat): (value: JsonValue) => JsonValue {
  if (format === 'Y-M-D') return same;
  return (value) => {
    if (typeof value !== 'string') return value;
    const [year = '', month = '', day = ''] = value.split('-');
    const [first, second] = format === 'M/D/Y' ? [month, day] : [day, month];
    return `${Number(first)}/${Number(second)}/${year}`;
  };
}

/** The day on which an instant lies in the account's time zone; written, the instant at which that day begins. */
function dayOf(read: Decode, writeInstant: (instant: JsonValue) => JsonValue | undefined): Codec {
  return {
    read: (raw, run) => {
      const instant = read(raw, run);
      return typeof instant === 'string' ? (run.dateInZone(instant) ?? refuse(run, 'not-a-date')) : null;
    },
    write: (value, { startOfDay }) => {
      const instant = startOfDay(String(value));
      return instant === undefined ? undefined : writeInstant(instant);
    },
  };
}

function msOf(value: JsonValue): number {
  return typeof value === 'string' ? msFromInstant(value) : Number.NaN;
}

export const instantCodec: Codec = { read: readInstant, write: same, quick: quickly.instant };
/** Whole seconds only: a vendor that counts them would show another instant than the one that was written. */
function writeSeconds(value: JsonValue): JsonValue | undefined {
  const seconds = msOf(value) / 1000;
  return Number.isInteger(seconds) ? seconds : undefined;
}
export const unixSecondsCodec: Codec = { read: readUnixSeconds, write: writeSeconds };
export const unixMsCodec: Codec = { read: readUnixMs, write: msOf };
const dayOfInstant = dayOf(readInstantText, same);
export const instantDayCodec: Codec = {
  // A text without a time names a day already; as midnight in UTC it would be the day before in the west.
  read: (raw, run) => (typeof raw === 'string' ? parseDate(raw) : undefined) ?? dayOfInstant.read(raw, run),
  write: dayOfInstant.write,
};
export const unixSecondsDayCodec: Codec = dayOf(readUnixSeconds, writeSeconds);
export const unixMsDayCodec: Codec = dayOf(readUnixMs, msOf);
export const unixDayCodec: Codec = {
  read: readUnixDay,
  write: (value, { startOfCountedDay }) => {
    const instant = startOfCountedDay(String(value));
    return instant === undefined ? undefined : writeSeconds(instant);
  },
};

export function dateCodec(format: DateFormat): Codec {
  return { read: dateReader(format), write: dateWriter(format) };
}

/** A day as the instant at which it begins in UTC. */
export function dayStartCodec(format: DateFormat): Codec {
  const [read, write] = [dateReader(format), dateWriter(format)];
  return {
    read: (raw, run) => {
      const date = read(raw, run);
      return typeof date === 'string' ? `${date}T00:00:00.000Z` : null;
    },
    // Only a midnight of UTC reads back as what was written.
    write: (value) =>
      typeof value === 'string' && value.endsWith('T00:00:00.000Z') ? write(value.slice(0, 10)) : undefined,
  };
}
