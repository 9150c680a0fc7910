import { dateFromDays, instantFromMs, msFromInstant } from './instant.ts';
import type { CalendarDate, Instant } from './native-record.ts';

const msPerHour = 3_600_000;
const msPerDay = 24 * msPerHour;

/** Says on which calendar day of its zone an instant lies. */
export type DateInZone = (instant: Instant) => CalendarDate | undefined;

/**
 * A function that turns instants into calendar days of one time zone.
 *
 * Zone offsets are asked of the platform once per quarter hour of the year that occurs and then remembered: no zone
 * of the present changes its offset within a quarter hour.
 *
 * @param timeZone an IANA name, old ones such as `US/Eastern` included.
 * @returns undefined where the platform does not know the zone.
 */
export function dateInZone(timeZone: string): DateInZone | undefined {
  const offsetOf = zoneOffset(timeZone);
  if (offsetOf === undefined) return undefined;
  const quarter = msPerHour / 4;
  const offsets = new Map<number, number>();
  return (instant) => {
    const ms = msFromInstant(instant);
    if (Number.isNaN(ms)) return undefined;
    const slot = Math.floor(ms / quarter);
    let offset = offsets.get(slot);
    if (offset === undefined) {
      offset = offsetOf(slot * quarter);
      if (offsets.size >= 50_000) offsets.clear();
      offsets.set(slot, offset);
    }
    return dateFromDays(Math.floor((ms + offset) / msPerDay));
  };
}

/** Says when a calendar day begins in its zone. */
export type StartOfDay = (date: CalendarDate) => Instant | undefined;

/**
 * A function that gives the first instant of a calendar day in one time zone, also where the clock skips midnight.
 *
 * @returns undefined where the platform does not know the zone.
 */
export function startOfDay(timeZone: string): StartOfDay | undefined {
  const offsetOf = zoneOffset(timeZone);
  if (offsetOf === undefined) return undefined;
  const dateOf = (ms: number): CalendarDate | undefined =>
    dateFromDays(Math.floor((ms + offsetOf(ms)) / msPerDay));
  return (date) => {
    const midnight = msFromInstant(`${date}T00:00:00.000Z`);
    if (Number.isNaN(midnight)) return undefined;
    // The offset at the instant sought, guessed from the offsets around it; the earlier instant comes first.
    const guesses = [-msPerDay, 0, msPerDay].map((shift) => midnight - offsetOf(midnight + shift));
    const found = guesses.toSorted((left, right) => left - right).find((ms) => dateOf(ms) === date);
    // A day that was skipped whole has no beginning.
    return found === undefined ? undefined : instantFromMs(found);
  };
}

/** True where the platform knows the zone's name. */
export function isTimeZone(timeZone: string): boolean {
  return zoneOffset(timeZone) !== undefined;
}

function zoneOffset(timeZone: string): ((ms: number) => number) | undefined {
  if (timeZone === 'UTC' || timeZone === 'Etc/UTC') return () => 0;
  const format = zoneFormat(timeZone);
  if (format === undefined) return undefined;
  return (ms) => {
    const text = format.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
    const match = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
    const [, sign, hours = '0', minutes = '0', seconds = '0'] = match ?? [];
    const size = Number(hours) * msPerHour + Number(minutes) * 60_000 + Number(seconds) * 1000;
    return sign === '-' ? -size : size;
  };
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
