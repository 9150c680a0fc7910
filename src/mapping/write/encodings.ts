import type { CalendarDate, Instant } from '../../model/native-record.ts';
import { startOfDay, type StartOfDay } from '../../model/zoned-date.ts';
import type { Encoding } from '../codecs/codec.ts';

const startOfUtcDay: StartOfDay = (date) => `${date}T00:00:00.000Z`;
/** Asking the platform for an offset costs more than all the rest of a field. */
const mostRemembered = 5000;

/** What codecs know when they write, by the account's time zone; that of UTC where it is not known. */
export function encodingsOf(dayZone: string): (timezone: string | null) => Encoding {
  const known = new Map<string, StartOfDay>();
  const dayIn = (zone: string): StartOfDay => {
    const found = known.get(zone) ?? remembered(startOfDay(zone) ?? startOfUtcDay);
    known.set(zone, found);
    return found;
  };
  return (timezone) => ({
    startOfDay: (date) => dayIn(timezone ?? 'UTC')(date),
    startOfCountedDay: (date) => dayIn(dayZone)(date),
  });
}

function remembered(start: StartOfDay): StartOfDay {
  const known = new Map<CalendarDate, Instant | undefined>();
  return (date) => {
    if (known.has(date)) return known.get(date);
    const instant = start(date);
    if (known.size >= mostRemembered) known.clear();
    known.set(date, instant);
    return instant;
  };
}
