import { instantFromMs, parseDate, parseInstant } from '../../model/instant.ts';
import type { Instant } from '../../model/native-record.ts';

const epochMs = /^\d{13}$/;

// An expression is compiled once; reading a text by its characters asks anew for each of them how the text is stored.
// The 29th of February is left to the full parser.
const day =
  /\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)/;
const time = /(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d/;
const canonical = new RegExp(`^${day.source}T${time.source}\\.\\d{3}Z$`);
const withoutMilliseconds = new RegExp(`^${day.source}T${time.source}Z$`);

/** A date-time as vendors write it, in canonical form; undefined where it is none. */
export function instantOfText(text: string): Instant | undefined {
  // The two forms nearly all vendors send: with milliseconds it is canonical already, without them they are added.
  if (isCanonicalInstant(text)) return text;
  if (isInstantOfSecond(text)) return `${text.slice(0, 19)}.000Z`;
  if (text.length === 13 && epochMs.test(text)) return instantFromMs(Number(text));
  return parseInstant(text) ?? startOfDay(text);
}

/** True for a text in UTC of which the day and the time can be read from its first 19 characters. */
export function isUtcText(text: string): boolean {
  return isCanonicalInstant(text) || isInstantOfSecond(text);
}

/** True for `YYYY-MM-DDTHH:mm:ss.sssZ`; of the 29th of February false, since that takes the full parser. */
export function isCanonicalInstant(text: string): boolean {
  return text.length === 24 && canonical.test(text);
}

/** As `isCanonicalInstant`, for `YYYY-MM-DDTHH:mm:ssZ`. */
function isInstantOfSecond(text: string): boolean {
  return text.length === 20 && withoutMilliseconds.test(text);
}

function startOfDay(text: string): Instant | undefined {
  return text.length === 10 && parseDate(text) !== undefined ? `${text}T00:00:00.000Z` : undefined;
}
