/** A count with its thousands apart, the same everywhere: `1,234,567`. */
export function countText(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** `1 record`, `2 records`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${countText(count)} ${count === 1 ? singular : plural}`;
}

/** A span of time for people: `80 ms`, `0.4 s`, `12 s`, `3:20 min`, `2:05 h`. */
export function durationText(ms: number): string {
  if (ms > 0 && ms < 100) return `${Math.ceil(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${twoDigits(seconds % 60)} min`;
  return `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)} h`;
}

/** A rate per second; below ten with one decimal. */
export function rateText(count: number, ms: number): string {
  if (ms <= 0) return '–';
  const perSecond = (count * 1000) / ms;
  return perSecond < 10 ? `${perSecond.toFixed(1)}/s` : `${countText(perSecond)}/s`;
}

/** A share of one in percent. */
export function percentText(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
