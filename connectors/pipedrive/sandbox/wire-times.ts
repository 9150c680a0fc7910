import { instantAt, parseInstant } from '../../../src/sandbox-kit/index.ts';

const wholeSecond = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const calendars = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds from 1970 without the part below a second, which this vendor does not keep. */
export function toWholeSecond(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

/** `2026-03-02T08:15:40Z`, as API v2 writes times. */
export function wireTime(ms: number): string {
  return `${instantAt(ms).slice(0, 19)}Z`;
}

/** `2026-03-02 08:15:40` in UTC, as API v1 writes times. */
export function oldTime(ms: number): string {
  return instantAt(ms).slice(0, 19).replace('T', ' ');
}

/** A time of API v2 in the words of v1. */
export function toOldTime(time: string | null): string | null {
  return time === null ? null : time.slice(0, 19).replace('T', ' ');
}

/** The day on which a time falls in the calendar of a time zone. */
export function localDay(time: string | null, timeZone: string): string | null {
  return time === null ? null : calendarOf(timeZone).format(Date.parse(time));
}

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const known = calendars.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, ...day });
  calendars.set(timeZone, known);
  return known;
}

/** Milliseconds from 1970; undefined for anything but a real instant in whole seconds of UTC. */
export function parseWholeSecond(text: string): number | undefined {
  if (!wholeSecond.test(text)) return undefined;
  return parseInstant(text) === undefined ? undefined : Date.parse(text);
}

/** True for a date and a time of day with a zone. */
export function isRfc3339(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text);
}

/** A time as bodies may write it, fraction and zone included, as the vendor would show it; undefined where it is none. */
export function canonicalTime(text: string): string | undefined {
  const canonical = parseInstant(text) ?? parseInstant(`${text.replace(' ', 'T')}Z`);
  return canonical === undefined ? undefined : wireTime(Date.parse(canonical));
}
