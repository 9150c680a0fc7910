import { timeZone, timeZoneId } from '../facts.ts';

/** A time zone as values of times of day carry it. */
export interface WireZone {
  readonly timezone_id: number;
  readonly timezone_name: string;
}

export const companyZone: WireZone = { timezone_id: timeZoneId, timezone_name: timeZone };

/** The vendor's numbers are its own; those of the company's zone aside, these are invented. */
const firstInvented = 1000;
const names: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** The zone of this name; undefined where there is none. */
export function zoneNamed(name: string): WireZone | undefined {
  if (name === timeZone) return companyZone;
  const position = names.indexOf(name);
  return position === -1 ? undefined : { timezone_id: firstInvented + position, timezone_name: name };
}
