/**
 * How long ago something was kept, in milliseconds. Infinity where that lies ahead: a clock that was set back meanwhile
 * cannot tell, and what may be old is fetched again.
 */
export function ageMs(sinceMs: number, nowMs: number): number {
  return sinceMs > nowMs ? Infinity : nowMs - sinceMs;
}
