import { instantFromMs, msFromInstant } from '../../model/instant.ts';
import type { CalendarDate, Instant } from '../../model/native-record.ts';
import { StoreError } from '../store-error.ts';

/**
 * Our year 0 is 1 BC there. `0000` itself is refused:
 * https://www.postgresql.org/docs/current/datetime-input-rules.html
 */
export function bindTime(text: string): string {
  return text.startsWith('0000-') ? `0001${text.slice(4)} BC` : text;
}

/** `2026-01-31 10:20:30.5+00`, as a session with TimeZone UTC and DateStyle ISO shows an instant. */
const shownInstant = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?\+00( BC)?$/;

/** @throws StoreError `store-failed` for an instant that we cannot have written. */
export function readInstant(cell: unknown): Instant | undefined {
  if (cell === null || cell === undefined) return undefined;
  const [, day = '', time = '', fraction = '', era] = shownInstant.exec(String(cell)) ?? notOurs(cell);
  return `${ourDay(day, era)}T${time}.${fraction.padEnd(3, '0')}Z`;
}

const shownDate = /^(\d{4}-\d\d-\d\d)( BC)?$/;

/** @throws StoreError `store-failed` for a day that we cannot have written. */
export function readDate(cell: unknown): CalendarDate {
  const [, day = '', era] = shownDate.exec(String(cell)) ?? notOurs(cell);
  return ourDay(day, era);
}

function ourDay(day: string, era: string | undefined): CalendarDate {
  if (era === undefined) return day;
  return day.startsWith('0001-') ? `0000${day.slice(4)}` : notOurs(day);
}

/** The server's clock, as far from ours as it was when it was asked. */
export function serverClock(shown: string, askedAtMs: number, answeredAtMs: number, ours: () => number) {
  const offsetMs = Math.round(msFromInstant(readInstant(shown) ?? '') - (askedAtMs + answeredAtMs) / 2);
  return (): Instant => {
    const ms = Math.trunc(ours()) + offsetMs;
    return instantFromMs(ms) ?? notOurs(ms);
  };
}

function notOurs(cell: unknown): never {
  throw new StoreError('store-failed', 'A time in the database lies outside the years 0 to 9999.', {
    context: { length: String(cell).length },
    hint: 'Something else has changed the row: correct it, or remove it and run again.',
  });
}
