import type { DateInZone } from '../../model/zoned-date.ts';

/** Before 1973 some zones were off by seconds; since then each begins its days on a quarter hour of UTC. */
const firstYear = 1973;
const maxDays = 50_000;

/** Remembers the day for each quarter of an hour that occurs: reading an instant's digits is all that is left to do. */
export function rememberedDays(dateInZone: DateInZone): DateInZone {
  const days = new Map<number, string | undefined>();
  return (instant) => {
    const year = number(instant, 0) * 100 + number(instant, 2);
    if (!(year >= firstYear)) return dateInZone(instant);
    const hour = ((year * 13 + number(instant, 5)) * 32 + number(instant, 8)) * 24 + number(instant, 11);
    const quarter = hour * 4 + Math.floor(number(instant, 14) / 15);
    const known = days.get(quarter);
    if (known !== undefined) return known;
    const day = dateInZone(instant);
    if (days.size >= maxDays) days.clear();
    days.set(quarter, day);
    return day;
  };
}

/** Two digits of a canonical instant. */
function number(instant: string, at: number): number {
  return (instant.charCodeAt(at) - 48) * 10 + instant.charCodeAt(at + 1) - 48;
}
