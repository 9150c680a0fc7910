import type { Instant, JsonObject } from '../../src/connector-kit/index.ts';

/** The largest time the date filters take: later ones are refused. */
const latest = 2_147_483_647;
/** Beyond this, a number of seconds is no date JavaScript knows. */
const mostSeconds = 8_640_000_000_000;

/** A field in Unix seconds; undefined where it is empty or not a whole number. */
export function secondsOf(row: JsonObject, field: string): number | undefined {
  const value = row[field];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** Seconds from 1970 as an instant; undefined where there is none. */
export function instantFrom(seconds: number | undefined): Instant | undefined {
  if (seconds === undefined || Math.abs(seconds) > mostSeconds) return undefined;
  return new Date(seconds * 1000).toISOString();
}

/** Rounded down to the filter's precision, within what the filter takes. */
export function secondsFrom(instant: Instant): number {
  return Math.min(Math.max(Math.floor(Date.parse(instant) / 1000), 0), latest);
}
