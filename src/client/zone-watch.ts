import type { Log } from '../connector-kit/vendor-session.ts';
import { isTimeZone } from '../model/zoned-date.ts';

/** Says once in a connection's life that its days are those of UTC, for want of a time zone that exists. */
export function zoneWatch(log: Log): (timezone: string | null) => void {
  let isSaid = false;
  return (timezone) => {
    if (isSaid || (timezone !== null && isTimeZone(timezone))) return;
    isSaid = true;
    log('warn', 'The time zone of the account is not known: its days are those of UTC.', { timezone });
  };
}
