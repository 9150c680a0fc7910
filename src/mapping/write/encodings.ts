import { startOfDay, type StartOfDay } from '../../model/zoned-date.ts';
import type { Encoding } from '../codecs/codec.ts';

const startOfUtcDay: StartOfDay = (date) => `${date}T00:00:00.000Z`;

/** What codecs know when they write, by the account's time zone; that of UTC where it is not known. */
export function encodingsOf(dayZone: string): (timezone: string | null) => Encoding {
  const known = new Map<string, StartOfDay>();
  const dayIn = (zone: string): StartOfDay => {
    const found = known.get(zone) ?? startOfDay(zone) ?? startOfUtcDay;
    known.set(zone, found);
    return found;
  };
  return (timezone) => ({
    startOfDay: (date) => dayIn(timezone ?? 'UTC')(date),
    startOfCountedDay: (date) => dayIn(dayZone)(date),
  });
}
