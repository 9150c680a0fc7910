const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
const daysIn = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days in a month; `month` counts from 1. 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2 && isLeapYear(year)) return 29;
  return daysIn[month - 1] ?? 0;
}

/** True where the three numbers name a day of the proleptic Gregorian calendar, years 0 to 9999. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  return year >= 0 && year <= 9999 && day >= 1 && day <= daysInMonth(year, month);
}

/** Days from 1970-01-01 to the given day; negative before it. */
export function daysFromEpoch(year: number, month: number, day: number): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  // 719162 days lie between 0001-01-01 and 1970-01-01.
  return before * 365 + leaps + (daysBefore[month - 1] ?? 0) + leapDay + day - 1 - 719_162;
}

/** The calendar day that lies `days` days after 1970-01-01. */
export function dayFromEpoch(days: number): { year: number; month: number; day: number } {
  // Counting years from 1 March puts the leap day last, which makes month lengths regular.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}
