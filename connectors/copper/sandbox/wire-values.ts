/** Length of a day in milliseconds. */
export const oneDayMs = 86_400_000;

const dayPattern = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** Whole seconds from 1970. */
export function secondsOf(ms: number): number {
  return Math.floor(ms / 1000);
}

/** `YYYY-MM-DD` as `M/D/YYYY` without padding; as `D/M/YYYY` where the account writes days first. */
export function wireDay(date: string, dayFirst: boolean): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const parts = dayFirst ? [day, month] : [month, day];
  return `${parts.map(Number).join('/')}/${year}`;
}

/** The `YYYY-MM-DD` behind a wire day, padded or not; undefined for text that is none and for days that do not exist. */
export function dateOfWireDay(text: string, dayFirst: boolean): string | undefined {
  const match = dayPattern.exec(text);
  if (match === null) return undefined;
  const [, first = '', second = '', year = ''] = match;
  const [month, day] = dayFirst ? [second, first] : [first, second];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date) ? date : undefined;
}

/** The UTC calendar day of an instant. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

const pacific = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

const midnights = new Map<string, number>();

/** Midnight in US Pacific time at which custom dates stand on the wire, in seconds from 1970. */
export function pacificMidnight(date: string): number {
  const known = midnights.get(date);
  if (known !== undefined) return known;
  const utc = Date.parse(`${date}T00:00:00Z`);
  // Pacific time is seven hours behind UTC in summer, eight in winter; clocks change after midnight.
  const summer = utc + 7 * 3_600_000;
  const ms = pacificDayOf(summer) === date ? summer : utc + 8 * 3_600_000;
  midnights.set(date, ms / 1000);
  return ms / 1000;
}

/** The calendar day in US Pacific time at an instant in milliseconds. */
export function pacificDayOf(ms: number): string {
  const parts = new Map(pacific.formatToParts(ms).map(({ type, value }) => [type, value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}

/** Midnight UTC of a `YYYY-MM-DD` in seconds; the zone in which the vendor compares days is not documented. */
export function daySeconds(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 1000;
}
