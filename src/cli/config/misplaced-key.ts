const everySchedule = 'sync: { schedule: { every: 5m } }';

/** Keys that stand deeper than they are often written, as they are written in a connection. */
const homes: Readonly<Record<string, string>> = {
  schedule: everySchedule,
  every: everySchedule,
  cron: "sync: { schedule: { cron: '0 6 * * 1-5', timezone: Europe/Berlin } }",
  sweepEvery: 'sync: { sweepEvery: 7d }',
  overlap: 'sync: { overlap: 30m }',
  hardDelete: 'sync: { hardDelete: true }',
  columns: 'sync: { columns: true }',
  currency: 'account: { currency: EUR }',
  timezone: 'account: { timezone: Europe/Berlin }',
};

/** How a key is written whose place is another one; undefined for keys that are unknown everywhere. */
export function misplacedKey(key: string): string | undefined {
  return Object.hasOwn(homes, key) ? `write  ${homes[key] ?? ''}` : undefined;
}
