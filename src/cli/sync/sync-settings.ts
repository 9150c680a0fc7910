import type { Schedule } from '../../sync/schedule.ts';
import { UsageError } from '../cli-error.ts';
import type { OptionSpec } from '../command.ts';
import type { SyncConfig } from '../config/config-schema.ts';
import type { Options } from '../options.ts';

/** What `sync run` takes besides a connection and a destination. */
export const syncOptions: readonly OptionSpec[] = [
  { flags: '--full', description: 'read everything again after what changed, not only when a sweep is due' },
  { flags: '--sweep-every <span>', description: 'how often everything is read again: 7d, or never' },
  {
    flags: '--overlap <span>',
    description: 'how far before the watermark changes are read again: 30m, never less than the vendor needs',
  },
  {
    flags: '--accept-deletions',
    description: 'go on where so many records are gone that the run stops to ask',
  },
  { flags: '--hard-delete', description: 'remove the rows of deleted records instead of marking them' },
  { flags: '--columns', description: 'make a view with the custom mappings of the connection as columns' },
  { flags: '--take-over', description: 'stop another run of the connection at its next page' },
  { flags: '--every <span>', description: 'run again and again: 5m, 2h' },
  { flags: '--cron <expression>', description: 'run whenever a cron expression of five fields says so' },
  { flags: '--timezone <name>', description: 'time zone of --cron (default: UTC)' },
  { flags: '--scheduled', description: 'run each connection on the schedule of the configuration' },
];

/** How one connection is synced: flags win over the configuration. */
export interface SyncSettings {
  readonly full: boolean;
  readonly acceptDeletions: boolean;
  readonly takeOver: boolean;
  readonly deletion: 'soft' | 'hard';
  readonly columns: boolean;
  readonly sweepEveryMs: number | undefined;
  readonly overlapMs: number | undefined;
}

/** @throws SyncError `bad-schedule` for a span that cannot be read. */
export async function syncSettings(options: Options, configured: SyncConfig): Promise<SyncSettings> {
  const { parseSpan } = await import('../../sync/schedule.ts');
  const overlap = options.text('overlap') ?? configured.overlap;
  const sweepEvery = options.text('sweepEvery') ?? configured.sweepEvery;
  return {
    full: options.flag('full'),
    acceptDeletions: options.flag('acceptDeletions'),
    takeOver: options.flag('takeOver'),
    columns: options.flag('columns') || configured.columns === true,
    deletion: options.flag('hardDelete') || configured.hardDelete === true ? 'hard' : 'soft',
    overlapMs: overlap === undefined ? undefined : parseSpan(overlap),
    sweepEveryMs:
      sweepEvery === undefined ? undefined : sweepEvery === 'never' ? Infinity : parseSpan(sweepEvery),
  };
}

/**
 * When a connection is run; undefined for once.
 *
 * @throws UsageError where flags contradict each other, or the configuration has no schedule.
 */
export async function scheduleOf(
  options: Options,
  name: string,
  configured: SyncConfig,
): Promise<Schedule | undefined> {
  const { cronSchedule, everySpan } = await import('../../sync/schedule.ts');
  const every = options.text('every');
  const cron = options.text('cron');
  const timezone = options.text('timezone');
  if (every !== undefined && cron !== undefined) {
    throw new UsageError('--every and --cron are two schedules.', { hint: 'Give one of them.' });
  }
  if (timezone !== undefined && cron === undefined) {
    throw new UsageError('--timezone is the time zone of --cron.', {
      hint: 'The time zone of the account is --account-timezone.',
    });
  }
  if (every !== undefined) return everySpan(every);
  if (cron !== undefined) return cronSchedule(cron, timezone);
  if (!options.flag('scheduled')) return undefined;
  const { schedule } = configured;
  if (schedule === undefined) {
    throw new UsageError(`The configuration has no schedule for ${name}.`, {
      hint: 'Write  sync: { schedule: { every: 5m } }  there, or give --every.',
    });
  }
  return 'every' in schedule ? everySpan(schedule.every) : cronSchedule(schedule.cron, schedule.timezone);
}
